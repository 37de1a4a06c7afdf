import { type CommitIdentity, makeIdentityVariables } from '../../host/index.ts';
import type { GitProgram } from './git-program.ts';

/** A commit that is to be written: its files, its message, and the one before it. */
export interface NewCommit {
  readonly files: Readonly<Record<string, string>>;
  readonly message: string;
  readonly identity: CommitIdentity;
  readonly parent?: string | undefined;
}

/** One commit of the branch, newest first in a list. */
export interface CommitLink {
  readonly commit: string;
  readonly parents: readonly string[];
}

/** How many files are read at once: their contents pass through memory. */
const BATCH = 100;

/** Objects of the repository at hand, written and read without its working tree, its index or any of its branches. */
export class ObjectStore {
  readonly #git: GitProgram;

  constructor(git: GitProgram) {
    this.#git = git;
  }

  /** Writes a commit that no ref names yet. */
  async writeCommit({ files, message, identity, parent }: NewCommit): Promise<string> {
    const lines = await Promise.all(
      Object.entries(files)
        .sort()
        .map(async ([name, content]) => {
          const blob = await this.#one({ args: ['hash-object', '-w', '--stdin'], input: content });
          return `100644 blob ${blob}\t${name}\n`;
        }),
    );
    const tree = await this.#one({ args: ['mktree'], input: lines.join('') });
    const onto = parent === undefined ? [] : ['-p', parent];
    return await this.#one({
      args: ['commit-tree', tree, ...onto, '-F', '-'],
      input: message,
      variables: makeIdentityVariables(identity),
    });
  }

  /** Whether a commit is here. One that is missing is not fetched for the question. */
  async has(commit: string): Promise<boolean> {
    return await this.#git.test({
      args: ['cat-file', '-e', `${commit}^{commit}`],
      variables: { GIT_NO_LAZY_FETCH: '1' },
    });
  }

  /** A file of a commit, each as its text; undefined where it is not there, or is no text. */
  async readFiles(commits: readonly string[], name: string): Promise<readonly (string | undefined)[]> {
    const texts: (string | undefined)[] = [];
    for (let start = 0; start < commits.length; start += BATCH) {
      const asked = commits.slice(start, start + BATCH);
      const input = asked.map((commit) => `${commit}:${name}\n`).join('');
      const output = await this.#git.read({ args: ['cat-file', '--batch'], input });
      texts.push(...parseBatch(output, asked.length));
    }
    return texts;
  }

  async readFile(commit: string, name: string): Promise<string | undefined> {
    return (await this.readFiles([commit], name))[0];
  }

  /** Commits from a tip back, newest first: those that are not in the history of `without`, at most `limit`. */
  async listCommits(
    tip: string,
    { without, limit }: { readonly without?: string | undefined; readonly limit?: number } = {},
  ): Promise<readonly CommitLink[]> {
    const most = limit === undefined ? [] : [`--max-count=${limit}`];
    const not = without === undefined ? [] : [`^${without}`];
    const text = await this.#git.read({ args: ['rev-list', '--parents', ...most, tip, ...not, '--'] });
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => {
        const [commit = '', ...parents] = line.split(' ');
        return { commit, parents };
      });
  }

  /** Whether a commit is another one, or in its history. */
  async isAncestor(commit: string, of: string): Promise<boolean> {
    return (
      (await this.has(commit)) &&
      (await this.#git.test({ args: ['merge-base', '--is-ancestor', commit, of] }))
    );
  }

  /** Whether history ends early here, because the clone was made without it. */
  async isShallow(): Promise<boolean> {
    return (await this.#one({ args: ['rev-parse', '--is-shallow-repository'] })) === 'true';
  }

  /** The commit that a private ref names. */
  async readRef(ref: string): Promise<string | undefined> {
    const commit = await this.#one({ args: ['for-each-ref', '--format=%(objectname)', ref] });
    return commit === '' ? undefined : commit;
  }

  /** Lets a private ref name a commit. Of several processes that do so at once any may win: it only spares work. */
  async keepRef(ref: string, commit: string): Promise<void> {
    await this.#git.test({ args: ['update-ref', '--no-deref', ref, commit] });
  }

  async #one(call: Parameters<GitProgram['read']>[0]): Promise<string> {
    return (await this.#git.read(call)).trim();
  }
}

/** Reads what `cat-file --batch` prints. From where it cannot be followed, everything counts as not there. */
export function parseBatch(output: string, count: number): readonly (string | undefined)[] {
  const bytes = Buffer.from(output);
  const texts: (string | undefined)[] = [];
  let at = 0;
  while (texts.length < count) {
    const end = bytes.indexOf('\n', at);
    const head = end < 0 ? '' : bytes.toString('utf8', at, end);
    const size = /^[0-9a-f]+ blob (\d+)$/u.exec(head)?.[1];
    at = end + 1;
    if (size === undefined) {
      texts.push(undefined);
      if (!head.endsWith(' missing')) break;
      continue;
    }
    const last = at + Number(size);
    texts.push(bytes[last] === 0x0a ? bytes.toString('utf8', at, last) : undefined);
    at = last + 1;
  }
  while (texts.length < count) texts.push(undefined);
  return texts;
}
