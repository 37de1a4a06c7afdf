import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { refuse } from '../expression/index.ts';
import { at, type UsesStep } from '../files/index.ts';
import type { JobRun } from './job-run.ts';
import { type Inputs, QUIET_END, type StepCall, type StepEnd } from './step-call.ts';

const run = promisify(execFile);

/** What is to be checked out: a ref, the commit that it is to be at, or both. */
interface Wanted {
  readonly ref: string | undefined;
  readonly commit: string | undefined;
}

/** Checks out with git, by the refs, the depth and the place of credentials that `actions/checkout` uses. */
export async function checkOut(step: UsesStep, inputs: Inputs, { level }: StepCall): Promise<StepEnd> {
  const { job } = level;
  const repository = inputs['repository'] ?? job.host.repository;
  if (repository !== job.host.repository)
    refuse(at(step.place, 'with.repository'), `nobody knows ${repository} here`);
  const folder = join(job.folders.workspace, inputs['path'] ?? '.');
  const wanted = chooseWanted(inputs['ref'] ?? '', level.github);
  const depth = Number(inputs['fetch-depth'] ?? '1');
  if (!Number.isInteger(depth) || depth < 0) refuse(at(step.place, 'with.fetch-depth'), 'it is no depth');
  await mkdir(folder, { recursive: true });
  const credentials = await writeCredentials(job);
  const git = async (...args: readonly string[]): Promise<string> => await runGit(job, folder, args);
  try {
    await git('init', '--quiet', '--initial-branch=main', '.');
    await git('remote', 'add', 'origin', `${job.host.serverUrl}/${repository}`);
    await git('config', '--local', `includeIf.gitdir:${join(folder, '.git')}.path`, credentials);
    await fetchWanted(git, wanted, depth);
    await git('checkout', '--quiet', '--force', ...checkoutArguments(wanted));
    if (inputs['persist-credentials'] === 'false') {
      await git('config', '--local', '--unset-all', `includeIf.gitdir:${join(folder, '.git')}.path`);
    }
    const commit = await git('rev-parse', 'HEAD');
    return { ...QUIET_END, outputs: { ref: wanted.ref ?? '', commit } };
  } catch (error) {
    const { stderr = String(error) } = error as { readonly stderr?: string };
    return { ...QUIET_END, isFailed: true, stderr, error: 'git failed' };
  }
}

/** Without a ref it is the commit of the event, under the ref of the event. */
function chooseWanted(ref: string, github: Readonly<Record<string, unknown>>): Wanted {
  if (ref === '') return { ref: String(github['ref']), commit: String(github['sha']) };
  if (/^[0-9a-f]{40}$/.test(ref)) return { ref: undefined, commit: ref };
  return { ref: ref.startsWith('refs/') ? ref : `refs/heads/${ref}`, commit: undefined };
}

/** The newer versions keep the token in a file outside of the workspace, which only this clone includes. */
async function writeCredentials({ folders, token, host }: JobRun): Promise<string> {
  const file = join(folders.temp, `git-credentials-${randomUUID()}.config`);
  const basic = Buffer.from(`x-access-token:${token}`).toString('base64');
  await writeFile(file, `[http "${host.serverUrl}/"]\n\textraheader = AUTHORIZATION: basic ${basic}\n`);
  return file;
}

type Git = (...args: readonly string[]) => Promise<string>;

async function fetchWanted(git: Git, wanted: Wanted, depth: number): Promise<void> {
  const base = ['-c', 'protocol.version=2', 'fetch', '--quiet', '--prune', '--no-recurse-submodules'];
  if (depth > 0) {
    await git(...base, '--no-tags', `--depth=${depth}`, 'origin', narrowRefspec(wanted));
    return;
  }
  const pull = wanted.ref?.startsWith('refs/pull/') === true ? [narrowRefspec(wanted)] : [];
  await git(...base, 'origin', '+refs/heads/*:refs/remotes/origin/*', '+refs/tags/*:refs/tags/*', ...pull);
  // The branch may have moved on since the event.
  if (wanted.ref === undefined || wanted.commit === undefined) return;
  const fetched = await git('rev-parse', '--verify', '--quiet', `${trackingRef(wanted.ref)}^{commit}`);
  if (fetched !== wanted.commit) await git(...base, '--no-tags', 'origin', narrowRefspec(wanted));
}

function narrowRefspec({ ref, commit }: Wanted): string {
  if (ref === undefined) return commit ?? '';
  return `+${commit ?? ref}:${trackingRef(ref)}`;
}

/** Where a ref of the remote is kept in the clone. */
function trackingRef(ref: string): string {
  if (ref.startsWith('refs/heads/')) return ref.replace('refs/heads/', 'refs/remotes/origin/');
  return ref.startsWith('refs/pull/') ? ref.replace('refs/pull/', 'refs/remotes/pull/') : ref;
}

/** A branch is checked out as a branch, everything else detached. */
function checkoutArguments({ ref, commit }: Wanted): readonly string[] {
  if (ref === undefined) return [commit ?? ''];
  const branch = /^refs\/heads\/(.+)$/.exec(ref)?.[1];
  return branch === undefined ? [trackingRef(ref)] : ['-B', branch, trackingRef(ref)];
}

async function runGit(job: JobRun, cwd: string, args: readonly string[]): Promise<string> {
  const env = { ...job.host.machine, HOME: job.folders.home, GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' };
  const { stdout } = await run('git', [...args], { cwd, env });
  return stdout.trim();
}
