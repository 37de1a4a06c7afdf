import { RunnerError } from '../../model/index.ts';

/** What git said when it failed, free of secrets, and what it was asked for. */
export interface GitFailure {
  readonly stdout: string;
  readonly stderr: string;
  /** Whether it was to talk to the remote. */
  readonly isRemote: boolean;
  /** The name of the remote. */
  readonly remote: string;
  /** The branch that holds the state. */
  readonly branch: string;
}

/** How one kind of failure is known by what git or the server says, and what is said of it. */
interface Cause {
  readonly code: string;
  readonly pattern: RegExp;
  readonly what: (failure: GitFailure) => string;
  readonly hint: (failure: GitFailure) => string;
}

/** What can be wrong with the repository at hand. */
const LOCAL_CAUSES: readonly Cause[] = [
  {
    code: 'git-no-repository',
    pattern: /not a git repository/iu,
    what: () => 'the folder is not in a git repository, and the state backend "git" keeps the state in one',
    hint: () => 'Start cai in a clone of the repository that holds the pipelines, or use backend: local.',
  },
  {
    code: 'git-unsafe-repository',
    pattern: /dubious ownership|unsafe repository/iu,
    what: () => 'git does not trust this repository, because it belongs to another user',
    hint: () => 'Tell git that it may: git config --global --add safe.directory FOLDER',
  },
  {
    code: 'git-no-remote',
    pattern: /no such remote/iu,
    what: ({ remote }) => `this repository has no remote "${remote}"`,
    hint: ({ remote }) =>
      `Add it (git remote add ${remote} URL), or name another one as "remote" of the state.`,
  },
];

/** The first that fits counts: an address that leads nowhere and a missing right end in the same last sentence. */
const REMOTE_CAUSES: readonly Cause[] = [
  {
    code: 'git-no-atomic',
    pattern: /does not support --atomic/iu,
    what: ({ remote }) =>
      `the server of remote "${remote}" does not support atomic pushes, which the state needs`,
    hint: () =>
      'Use a server that does (GitHub, GitLab, Gitea, Bitbucket and plain git do), or backend: local.',
  },
  {
    code: 'git-refused',
    pattern: /\[remote rejected\](?!.*(?:cannot lock ref|failed to update ref|failed to lock))/iu,
    what: ({ remote, branch, stdout }) =>
      `remote "${remote}" refused to take the state on ${branch}${reasonOf(stdout)}`,
    hint: ({ branch }) =>
      `Look at the rules for protected branches and at the hooks of the server: ${branch} and refs/cai/lease/ must be open to this account.`,
  },
  {
    code: 'git-forbidden',
    pattern:
      /authentication failed|could not read (?:username|password)|permission denied|permission to .* denied|access denied|not authorized|not allowed to push|write access .* not granted|returned error: 40[13]|host key verification failed|invalid credentials/iu,
    what: ({ remote }) => `remote "${remote}" does not let this account in, or not write`,
    hint: ({ remote }) =>
      `Give git credentials that may write to it; to try them: git push --dry-run ${remote} HEAD`,
  },
  {
    code: 'git-remote-missing',
    pattern:
      /repository .*not found|does not appear to be a git repository|not a valid repository|returned error: 404|project you were looking for could not be found/iu,
    what: ({ remote }) =>
      `there is no repository where remote "${remote}" points to, or this account may not see it`,
    hint: ({ remote }) => `Look at the address: git remote get-url ${remote}`,
  },
  {
    code: 'git-unreachable',
    pattern:
      /could not resolve|couldn't connect|could not connect|failed to connect|connection (?:refused|reset|closed|timed out)|connection to .* closed|timed out|network is unreachable|no route to host|unable to access|could not read from remote|hung up|early eof|rpc failed|broken pipe|unexpected disconnect|\bssl\b|\btls\b|certificate|remote failure|returned error: 5\d\d/iu,
    what: ({ remote }) => `remote "${remote}" cannot be reached`,
    hint: ({ remote }) => `Check the network, then: git ls-remote ${remote}`,
  },
];

/** Turns what git said into an error that says what happened and what to do. */
export function makeGitFailure(failure: GitFailure): RunnerError {
  const said = `${failure.stderr}\n${failure.stdout}`;
  const causes = failure.isRemote ? [...LOCAL_CAUSES, ...REMOTE_CAUSES] : LOCAL_CAUSES;
  const cause = causes.find(({ pattern }) => pattern.test(said));
  const words = wordsOf(failure.stderr);
  const after = words === '' ? '' : `; git says: ${words}`;
  if (cause === undefined) {
    return new RunnerError({
      code: 'git-failed',
      message: `git failed${failure.isRemote ? ` at remote "${failure.remote}"` : ''}${reasonOf(failure.stdout)}${after}`,
      hint: 'Run the command again. Where that does not help, ask whoever looks after the repository.',
    });
  }
  const { code, what, hint } = cause;
  return new RunnerError({ code, message: `${what(failure)}${after}`, hint: hint(failure) });
}

/** Failures after which the same push may succeed. */
const PASSING: ReadonlySet<string> = new Set([
  'git-unreachable',
  'git-failed',
  'git-timeout',
  'program-killed',
]);

/** Whether the same may succeed in a moment. */
export function isPassing(error: unknown): boolean {
  return error instanceof RunnerError && PASSING.has(error.code);
}

/** Lines that say nothing of what happened. */
const EMPTY_WORDS =
  /^(?:|error: failed to push some refs.*|error: atomic push failed.*|please make sure you have the correct access rights|and the repository exists\.|hint:.*|to .*|done)$/iu;

const LONGEST_WORDS = 300;

/** What git and the server said, on one line. */
function wordsOf(stderr: string): string {
  const lines = stderr
    .split(/[\r\n]+/u)
    .map((line) => line.replace(/^(?:fatal|error):\s*|^remote:\s*/iu, '').trim())
    .filter((line) => !EMPTY_WORDS.test(line));
  const text = [...new Set(lines)].join('; ').replace(/\p{Cc}/gu, ' ');
  return text.length > LONGEST_WORDS ? `${text.slice(0, LONGEST_WORDS)}…` : text;
}

/** Why a server did not take a ref: the text in brackets at the end of its line. */
function reasonOf(stdout: string): string {
  const [, reason] = /\[remote rejected\] \((.*)\)\s*$/mu.exec(stdout) ?? [];
  return reason === undefined ? '' : ` (${reason})`;
}
