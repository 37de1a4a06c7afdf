import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUILD } from '../operator/command.ts';

let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'cai-emulator-main-'));
});

afterAll(() => rmSync(directory, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the entry point; `onReady` is called with its first line. */
function run(args: string[], onReady?: (line: string, stop: () => void) => Promise<void>): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const { CAI_CONTRACTS: _, ...env } = process.env;
    const child = spawn(process.execPath, [join(BUILD, 'emulator.js'), ...args], { env });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => {
      const isFirst = stdout === '';
      stdout += chunk.toString();
      if (isFirst && onReady) onReady(stdout, () => child.kill('SIGTERM')).catch(reject);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

describe('the entry point', () => {
  it('explains its flags and the language of faults', async () => {
    const { code, stdout } = await run(['--help']);
    expect(code).toBe(0);
    for (const text of ['--port N', '--faults RULES', 'all:20%:mixed', 'reset+effect'])
      expect(stdout).toContain(text);
  });

  it('says in one JSON line where it is, serves, and ends with 0 when told to', async () => {
    const world = join(directory, 'world');
    const args = ['--port', '0', '--world', world, '--json', '--seed', '5', '--control-token', 'T'];
    const ended = await run(args, async (line, stop) => {
      const ready = JSON.parse(line);
      expect(ready).toEqual({
        url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
        controlToken: 'T',
        world,
        seed: 5,
      });
      expect(statSync(join(world, 'emulator.json')).mode & 0o777).toBe(0o600);
      expect(JSON.parse(readFileSync(join(world, 'emulator.json'), 'utf8'))).toMatchObject({
        url: ready.url,
      });
      const answer = await fetch(`${ready.url}/control/clock`, { headers: { authorization: 'Bearer T' } });
      expect(answer.status).toBe(200);
      stop();
    });
    expect([ended.code, ended.stderr]).toEqual([0, '']);
  });

  it.each([
    [['--port', 'x'], '--port must be a whole number'],
    [['--rate-limit', '12'], '--rate-limit must be REQUESTS/SECONDS or off'],
    [['--nonsense'], "Unknown option '--nonsense'"],
    [['--strict'], '--strict needs the folder'],
    [['--strict', 'docs'], 'no OpenAPI files of Adobe'],
    [['--faults', 'all:often:500'], '--faults: when "often": expected always'],
    [['--host', '0.0.0.0'], 'refusing to listen on 0.0.0.0'],
  ])('refuses %j in one line, with 1', async (args, message) => {
    const ended = await run(args);
    expect([ended.code, ended.stdout]).toEqual([1, '']);
    expect(ended.stderr).toContain(message);
    expect(ended.stderr.trim().split('\n')).toHaveLength(1);
  });
});
