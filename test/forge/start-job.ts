import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { type StartedCommand, startCommand } from '../operator/command.ts';
import type { ForgeSite } from './forge-site.ts';

/** What a workflow run is about. */
export interface Job {
  readonly args: readonly string[];
  /** The commit of the branch that is checked out. @default the newest */
  readonly commit?: string;
  readonly variables?: Readonly<Record<string, string>>;
}

/** Starts a job: the built command as a process of its own, in a clone of its own, as after `actions/checkout`. */
export async function startJob(site: ForgeSite, { args, commit, variables }: Job): Promise<StartedCommand> {
  const folder = join(site.root, `job-${randomUUID()}`);
  await site.git(site.root, 'clone', '--quiet', `file://${join(site.root, 'remote.git')}`, folder);
  if (commit !== undefined) await site.git(folder, 'checkout', '--quiet', '-B', 'main', commit);
  return startCommand(args, {
    cwd: folder,
    variables: { ...withoutOurs(), ...site.variables, ...variables },
  });
}

/** The tests may themselves run in a workflow, whose variables are about another repository. */
function withoutOurs(): Readonly<Record<string, undefined>> {
  const ours = Object.keys(process.env).filter((name) => /^(?:GITHUB|GH|CAI)_/u.test(name));
  return Object.fromEntries(ours.map((name) => [name, undefined]));
}
