import {
  makeGitVariables,
  type ProcessResult,
  Redactor,
  type RunRequest,
  runProcess,
  type Variables,
} from '../../host/index.ts';
import { RunnerError } from '../../model/index.ts';
import { makeGitFailure } from './git-failure.ts';
import { findUrlSecrets, redactUrls } from './redact-urls.ts';

/** Which repository, which remote and branch of it, and with which environment variables. */
export interface GitProgramOptions {
  /** Any folder of the repository. */
  readonly folder: string;
  readonly remote: string;
  readonly branch: string;
  readonly variables: Variables;
  /** How long git may take to talk to the remote once. @default 45 s */
  readonly networkTimeoutMs?: number;
}

/** One call of git. */
export interface GitCall {
  readonly args: readonly string[];
  readonly input?: string;
  /** Added to the environment variables. */
  readonly variables?: Readonly<Record<string, string>>;
}

const NETWORK_TIMEOUT_MS = 45_000;
const LOCAL_TIMEOUT_MS = 60_000;
/** The first version with `fetch --no-write-fetch-head`: an older one would write into the user's FETCH_HEAD. */
const OLDEST: readonly [number, number] = [2, 29];

/** Settings of the user that would change what is done here: hooks, submodules, mirrors, encodings, signatures. */
const SETTINGS: readonly string[] = [
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'gc.auto=0',
  'maintenance.auto=false',
  'i18n.commitEncoding=UTF-8',
  'push.recurseSubmodules=no',
  'push.followTags=false',
  'push.gpgSign=false',
  'push.pushOption=',
  'advice.pushUpdateRejected=false',
].flatMap((setting) => ['-c', setting]);

/** The program `git` in one repository. Every text that leaves it is free of credentials. */
export class GitProgram {
  readonly #options: GitProgramOptions;
  readonly #redactor = new Redactor();
  #ready: Promise<void> | undefined;

  constructor(options: GitProgramOptions) {
    this.#options = options;
  }

  /** What a call prints; throws where it fails. */
  async read(call: GitCall): Promise<string> {
    const result = await this.#runHere(call);
    if (result.exitCode === 0) return result.stdout;
    throw this.#failure(result, false);
  }

  /** Whether a call says yes, by its exit code. */
  async test(call: GitCall): Promise<boolean> {
    return (await this.#runHere(call)).exitCode === 0;
  }

  /** Ctrl-C in a terminal reaches git too, and is no reason to forget what is in flight: once more. */
  async #runHere(call: GitCall): Promise<ProcessResult> {
    try {
      return await this.#run(call, LOCAL_TIMEOUT_MS);
    } catch (error) {
      if (!(error instanceof RunnerError) || error.code !== 'program-killed') throw error;
      return await this.#run(call, LOCAL_TIMEOUT_MS);
    }
  }

  /** The same as `read`, for calls that go to the remote. */
  async readRemote(call: GitCall): Promise<string> {
    await this.assertUsable();
    const timeoutMs = this.#options.networkTimeoutMs ?? NETWORK_TIMEOUT_MS;
    const args = ['-c', `remote.${this.#options.remote}.mirror=false`, ...call.args];
    const result = await this.#run({ ...call, args }, timeoutMs);
    if (result.exitCode === 0) return result.stdout;
    throw this.#failure(result, true);
  }

  /** Looks once whether git, the repository and the remote are there; learns the secrets in the remote's addresses. */
  async assertUsable(): Promise<void> {
    this.#ready ??= this.#look();
    await this.#ready;
  }

  async #look(): Promise<void> {
    assertNewEnough(await this.read({ args: ['version'] }));
    const { remote } = this.#options;
    for (const kind of [[], ['--push']]) {
      const urls = await this.read({ args: ['remote', 'get-url', '--all', ...kind, remote] });
      this.#redactor.register(...findUrlSecrets(urls.split('\n')));
    }
  }

  async #run(call: GitCall, timeoutMs: number): Promise<ProcessResult> {
    const request: RunRequest = {
      file: 'git',
      args: [...SETTINGS, ...call.args],
      cwd: this.#options.folder,
      env: { ...makeGitVariables(this.#options.variables), ...call.variables },
      timeoutMs,
      ...(call.input === undefined ? {} : { input: call.input }),
    };
    try {
      return await runProcess(request);
    } catch (error) {
      throw this.#explain(error, timeoutMs);
    }
  }

  #failure({ stdout, stderr }: ProcessResult, isRemote: boolean): RunnerError {
    const { remote, branch } = this.#options;
    const clean = (text: string): string => this.#redactor.redact(redactUrls(text));
    return makeGitFailure({ stdout: clean(stdout), stderr: clean(stderr), isRemote, remote, branch });
  }

  #explain(error: unknown, timeoutMs: number): unknown {
    if (!(error instanceof RunnerError)) return error;
    if (error.code === 'program-timeout') {
      return new RunnerError({
        code: 'git-timeout',
        message: `git did not end within ${timeoutMs / 1000} seconds, and was stopped`,
        hint: `Does it wait for a question or for the network? Try it: git ls-remote ${this.#options.remote}`,
        cause: error,
      });
    }
    if (error.code !== 'program-missing') return error;
    return new RunnerError({
      code: 'git-missing',
      message: 'the state backend "git" needs the program git, which could not be started',
      hint: `Install git ${OLDEST.join('.')} or newer and see that it is on the PATH, or use backend: local.`,
      cause: error,
    });
  }
}

/** Throws where a version is too old, or says nothing. */
export function assertNewEnough(text: string): void {
  const [, major, minor] = /\b(\d+)\.(\d+)/u.exec(text) ?? [];
  const [oldestMajor, oldestMinor] = OLDEST;
  const isNew =
    Number(major) > oldestMajor || (Number(major) === oldestMajor && Number(minor) >= oldestMinor);
  if (isNew) return;
  throw new RunnerError({
    code: 'git-too-old',
    message: `the state backend "git" needs git ${OLDEST.join('.')} or newer; this is ${JSON.stringify(text.trim())}`,
    hint: 'Install a newer git, or use backend: local.',
  });
}
