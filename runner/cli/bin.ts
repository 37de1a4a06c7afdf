#!/usr/bin/env node
import { setMaxListeners } from 'node:events';
import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Clock } from '../model/index.ts';
import type { CommandIo } from './io.ts';

/** The one place that touches the process: reads it once, and sets its exit code. */
const bundleFolder = dirname(fileURLToPath(import.meta.url));
const packageFolder = findPackage(bundleFolder);
const version = readVersion(packageFolder);

if (process.argv[2] === '--version' || process.argv[2] === '-V') {
  process.stdout.write(`${version}\n`);
} else {
  const { systemClock } = await import('../host/index.ts');
  const { runProgram } = await import('./program.ts');
  process.exitCode = await runProgram(process.argv.slice(2), makeIo(systemClock));
}

function makeIo(clock: Clock): CommandIo {
  const controller = new AbortController();
  // Everything that waits for its turn listens; a number of data views is no leak.
  setMaxListeners(0, controller.signal);
  let interrupted = false;
  const interrupt = (): void => {
    if (interrupted) process.exit(130);
    interrupted = true;
    process.stderr.write('\nStopping: nothing new starts, what is in flight is recorded. Again: stop now.\n');
    controller.abort();
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
  });
  return {
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    cwd: process.cwd(),
    variables: Object.freeze({ ...process.env }),
    login: readLogin(),
    signal: controller.signal,
    clock,
    packageFolder,
    bundleFolder,
    version,
  };
}

/** Fails where the number of the user has no name, as in containers. */
function readLogin(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    return undefined;
  }
}

/** The folder that holds package.json: above `dist/` when installed, above `runner/cli/` in tests. */
function findPackage(start: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    try {
      readFileSync(join(folder, 'package.json'));
      return folder;
    } catch {
      if (folder === dirname(folder)) return start;
    }
  }
}

function readVersion(folder: string): string {
  try {
    const parsed: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return typeof parsed === 'object' && parsed !== null && 'version' in parsed
      ? String(parsed.version)
      : 'unknown';
  } catch {
    return 'unknown';
  }
}
