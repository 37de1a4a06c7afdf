import type { Readable } from 'node:stream';
import { execa } from 'execa';
import { RunnerError } from '../model/index.ts';

/** A program to run. There is never a shell: arguments are passed as they are. */
export interface ProcessRequest {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  /** The whole environment of the program; nothing is added. */
  readonly env: Readonly<Record<string, string>>;
}

/** A program that is waited for. */
export interface RunRequest extends ProcessRequest {
  readonly input?: string | Uint8Array;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  /** Longest output, each of stdout and stderr. @default 64 MiB */
  readonly maxBytes?: number;
}

/** How a program ended. A non-zero exit code is a result, not an error. */
export interface ProcessResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A program that keeps running. */
export interface LongLivedProcess {
  readonly pid: number;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** Resolves when it has ended, however it did; undefined when a signal ended it. */
  readonly ended: Promise<number | undefined>;
  /** Asks it to end, and kills it when it has not after five seconds. */
  stop(): Promise<void>;
}

const DEFAULT_MAX_BYTES = 64 * 1024 * 1024;
const PATIENCE_MS = 5000;

/** Runs a program to its end. */
export async function runProcess(request: RunRequest): Promise<ProcessResult> {
  const child = execa(request.file, request.args, {
    ...toExecaOptions(request),
    ...(request.input === undefined ? { stdin: 'ignore' as const } : { input: request.input }),
    ...(request.timeoutMs === undefined ? {} : { timeout: request.timeoutMs }),
    ...(request.signal === undefined ? {} : { cancelSignal: request.signal }),
    maxBuffer: request.maxBytes ?? DEFAULT_MAX_BYTES,
    forceKillAfterDelay: PATIENCE_MS,
    stripFinalNewline: false,
  });
  // What a program started may outlive it and keep its pipes open: nobody waits for that one.
  child.once('exit', (_exitCode, signal) => {
    if (signal === null && !child.killed) return;
    child.stdout.destroy();
    child.stderr.destroy();
  });
  const result = await child;
  if (result.exitCode === undefined || result.timedOut) throw makeProcessError(request.file, result);
  return { exitCode: result.exitCode, stdout: result.stdout, stderr: result.stderr };
}

/** Starts a program and returns while it runs. */
export function startProcess(request: ProcessRequest): LongLivedProcess {
  const child = execa(request.file, request.args, {
    ...toExecaOptions(request),
    stdin: 'ignore',
    buffer: false,
  });
  if (child.pid === undefined) throw makeProcessError(request.file, { code: 'ENOENT' });
  const ended = child.then((result) => result.exitCode);
  return {
    pid: child.pid,
    stdout: child.stdout,
    stderr: child.stderr,
    ended,
    stop: async () => {
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
      await ended;
      clearTimeout(timer);
    },
  };
}

function toExecaOptions(request: ProcessRequest) {
  return {
    ...(request.cwd === undefined ? {} : { cwd: request.cwd }),
    env: request.env,
    extendEnv: false,
    shell: false,
    reject: false,
    windowsHide: true,
  } as const;
}

interface FailedRun {
  readonly code?: string | undefined;
  readonly timedOut?: boolean;
  readonly isCanceled?: boolean;
  readonly isMaxBuffer?: boolean;
  readonly signal?: string | undefined;
}

function makeProcessError(file: string, run: FailedRun): RunnerError {
  if (run.isCanceled === true)
    return new RunnerError({ code: 'interrupted', message: `${file} was interrupted`, exitCode: 130 });
  if (run.timedOut === true)
    return new RunnerError({ code: 'program-timeout', message: `${file} did not end in time` });
  if (run.isMaxBuffer === true)
    return new RunnerError({ code: 'program-output', message: `${file} wrote more than is accepted` });
  if (run.signal !== undefined)
    return new RunnerError({ code: 'program-killed', message: `${file} was ended by ${run.signal}` });
  return new RunnerError({
    code: 'program-missing',
    message: `${file} could not be started${run.code === undefined ? '' : ` (${run.code})`}`,
    hint: `Install ${file}, or correct the PATH.`,
  });
}
