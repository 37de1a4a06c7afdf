import { execFileSync } from 'node:child_process';
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** The refs that one push moves: `refs/heads/…` and the lease, or one of them. */
export interface Push {
  readonly refs: readonly string[];
}

/**
 * - `kill-before`: the runner is killed before the push starts.
 * - `kill-after`: killed when the remote took it, before the runner hears of it.
 * - `lost`: the remote took it, and the connection dies before the answer.
 */
export type PushEvent = 'kill-before' | 'kill-after' | 'lost';

export const PUSH_EVENTS: readonly PushEvent[] = ['kill-before', 'kill-after', 'lost'];

/** What is done to one push of a command, counted from 0. */
export interface PushOrder {
  readonly at: number;
  readonly event: PushEvent;
}

const LOOK_AGAIN_MS = 20;

/**
 * A program `git` that stands first on the PATH of a command: it counts pushes, does to one of them what was ordered, and is the real one
 * otherwise. It knows the runner as the process that started it.
 */
export class PushWatch {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** @param folder of the site; what was counted there before is forgotten */
  static async place(folder: string, order?: PushOrder): Promise<PushWatch> {
    const watch = new PushWatch(join(folder, 'pushes'));
    await rm(watch.#folder, { recursive: true, force: true });
    await mkdir(watch.#folder);
    for (const log of [watch.#begun, watch.#ended]) await writeFile(log, '');
    const program = join(watch.#folder, 'git');
    await writeFile(program, watch.#script(order));
    await chmod(program, 0o755);
    return watch;
  }

  /** What a command needs in its environment to be watched. */
  get variables(): Readonly<Record<string, string>> {
    return { PATH: `${this.#folder}:${process.env['PATH'] ?? ''}` };
  }

  async list(): Promise<readonly Push[]> {
    return (await readLines(this.#begun)).map((line) => ({
      refs: [...line.matchAll(/[0-9a-f]{40,64}:(refs\/\S+)/g)].map(([, ref = '']) => ref),
    }));
  }

  /** How many pushes came to their end. */
  async progress(): Promise<number> {
    return (await readLines(this.#ended)).length;
  }

  /** A push outlives the runner that was killed meanwhile: resolves when none is under way. */
  async ended(): Promise<void> {
    while ((await readLines(this.#begun)).length > (await readLines(this.#ended)).length)
      await pause(LOOK_AGAIN_MS);
  }

  get #begun(): string {
    return join(this.#folder, 'begun');
  }

  get #ended(): string {
    return join(this.#folder, 'ended');
  }

  /** Pushes of one runner follow each other: their number is that of the lines before. */
  #script(order: PushOrder | undefined): string {
    const lines = [
      '#!/bin/sh',
      `GIT='${findGit()}'`,
      'case " $* " in *" push "*) ;; *) exec "$GIT" "$@" ;; esac',
      `at=$(wc -l < '${this.#begun}')`,
      `printf '%s\\n' "$*" >> '${this.#begun}'`,
      `if [ "$at" -ne ${order?.at ?? -1} ]; then "$GIT" "$@"; code=$?`,
      `else ${order === undefined ? 'code=1' : ACTIONS[order.event]}`,
      'fi',
      `echo "$at" >> '${this.#ended}'`,
      'exit "$code"',
    ];
    return `${lines.join('\n')}\n`;
  }
}

const ACTIONS: Readonly<Record<PushEvent, string>> = {
  'kill-before': 'kill -9 "$PPID"; code=1',
  'kill-after': '"$GIT" "$@" > /dev/null 2>&1; kill -9 "$PPID"; code=1',
  lost: `"$GIT" "$@" > /dev/null 2>&1; echo 'fatal: the remote end hung up unexpectedly' >&2; code=128`,
};

function findGit(): string {
  return execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
}

async function readLines(path: string): Promise<readonly string[]> {
  return (await readFile(path, 'utf8')).split('\n').filter((line) => line !== '');
}
