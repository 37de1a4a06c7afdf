import { join } from 'node:path';
import { makeGitVariables, type ProcessResult, runProcess, type Variables } from '../host/index.ts';
import { type Checkout, type MergedTree, RunnerError } from '../model/index.ts';

/** Which repository, and with which environment variables. */
export interface GitCheckoutOptions {
  /** Any folder of the repository. */
  readonly folder: string;
  readonly remote: string;
  readonly variables: Variables;
}

interface GitCall {
  readonly args: readonly string[];
  readonly input?: string;
  readonly variables?: Readonly<Record<string, string>>;
}

const TIMEOUT_MS = 120_000;

/** Hooks, links and line endings of the user or of a pull request have no part in reading its files. */
const SETTINGS: readonly string[] = [
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'core.symlinks=false',
  'core.autocrlf=false',
  'gc.auto=0',
  'maintenance.auto=false',
].flatMap((setting) => ['-c', setting]);

/** A clone, full or shallow, read through the program git. What a pull request holds is data: nothing of it is run. */
export class GitCheckout implements Checkout {
  readonly #options: GitCheckoutOptions;

  constructor(options: GitCheckoutOptions) {
    this.#options = options;
  }

  async resolve(revision: string): Promise<string> {
    const known = await this.#find(revision);
    if (known !== undefined) return known;
    const fetched = await this.#run({ args: this.#fetch(revision) });
    const found = fetched.exitCode === 0 ? await this.#find(revision) : undefined;
    if (found !== undefined) return found;
    throw new RunnerError({
      code: 'commit-missing',
      message: `the commit ${JSON.stringify(revision)} is neither in this clone nor at ${this.#options.remote}`,
      hint: `In a workflow, check out with fetch-depth: 0. By hand: git fetch ${this.#options.remote}`,
    });
  }

  async fetchBranch(branch: string): Promise<string> {
    const ref = `refs/remotes/${this.#options.remote}/${branch}`;
    await this.#read({ args: this.#fetch(`+refs/heads/${branch}:${ref}`) });
    return await this.resolve(ref);
  }

  async mergeTree(base: string, head: string): Promise<MergedTree> {
    const merged = await this.#run({ args: ['merge-tree', '--write-tree', '--no-messages', base, head] });
    if (merged.exitCode === 0) return merged.stdout.trim();
    if (merged.exitCode === 1) return undefined;
    throw this.#failure(merged);
  }

  async commitsBetween(after: string, upTo: string): Promise<readonly string[] | undefined> {
    const related = await this.#run({ args: ['merge-base', '--is-ancestor', after, upTo] });
    if (related.exitCode === 1) return undefined;
    if (related.exitCode !== 0) throw this.#failure(related);
    const listed = await this.#read({
      args: ['rev-list', '--first-parent', '--reverse', `${after}..${upTo}`],
    });
    return listed.split('\n').filter((line) => line !== '');
  }

  async parentOf(commit: string): Promise<string | undefined> {
    return await this.#find(`${commit}^1`);
  }

  async exportFolder(tree: string, folder: string, to: string): Promise<void> {
    const variables = { GIT_INDEX_FILE: join(to, '.index') };
    await this.#read({ args: ['read-tree', tree], variables });
    const listed = await this.#read({ args: ['ls-files', '-z', '--', folder], variables });
    const args = [...(await this.#withoutFilters()), 'checkout-index', '-z', '--stdin', `--prefix=${to}/`];
    await this.#read({ args, input: listed, variables });
  }

  /** Attributes of a pull request choose among the filters of this machine, such as that of LFS: none of them is run. */
  async #withoutFilters(): Promise<readonly string[]> {
    const pattern = '^filter\\..*\\.(clean|smudge|process|required)$';
    const { stdout } = await this.#run({ args: ['config', '-z', '--name-only', '--get-regexp', pattern] });
    const names = new Set(stdout.split('\0').filter((name) => name !== ''));
    return [...names].flatMap((name) => ['-c', name.endsWith('.required') ? `${name}=false` : `${name}=`]);
  }

  async #find(revision: string): Promise<string | undefined> {
    const call = { args: ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`] };
    const found = await this.#run(call);
    return found.exitCode === 0 ? found.stdout.trim() : undefined;
  }

  #fetch(what: string): readonly string[] {
    return ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', '--', this.#options.remote, what];
  }

  async #read(call: GitCall): Promise<string> {
    const result = await this.#run(call);
    if (result.exitCode === 0) return result.stdout;
    throw this.#failure(result);
  }

  async #run({ args, input, variables }: GitCall): Promise<ProcessResult> {
    return await runProcess({
      file: 'git',
      args: [...SETTINGS, ...args],
      cwd: this.#options.folder,
      env: { ...makeGitVariables(this.#options.variables), ...variables },
      timeoutMs: TIMEOUT_MS,
      ...(input === undefined ? {} : { input }),
    });
  }

  #failure({ stderr }: ProcessResult): RunnerError {
    const said = stderr.trim().split('\n')[0] ?? '';
    return new RunnerError({
      code: 'git-failed',
      message: `git could not read the repository: ${said === '' ? 'it said nothing' : said}`,
      hint: 'Run the command in a clone of the pipelines repository; in a workflow, check out with fetch-depth: 0.',
    });
  }
}
