import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BenchSite, hashFile } from '../bench/bench-site.ts';
import { type BigFile, makeBigFile } from '../bench/big-batch.ts';
import { type CliResult, type StartedCommand, startCommand } from '../operator/command.ts';
import { Gate } from '../operator/gate.ts';
import { ENVIRONMENT } from '../operator/site.ts';

const MIB = 1024 ** 2;
const FILES = 2;
const RANGE_BYTES = 8 * MIB;
const EXPORT = 'account-upgrade/score-export/main';

/** `cai scores pull` as a process, over HTTP, on a batch of two files of 24 MiB. */
describe('cai scores pull', () => {
  let folder: string;
  let file: BigFile;
  let site: BenchSite;
  let gate: Gate;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cai-'));
    file = await makeBigFile(join(folder, 'big.parquet'), 24 * MIB);
    site = await BenchSite.open(file, FILES);
    gate = await Gate.open(site.emulator.url);
    const environment = join(site.repository, ENVIRONMENT);
    const text = await readFile(environment, 'utf8');
    await writeFile(environment, text.replaceAll(site.emulator.url, gate.url));
  }, 120_000);
  afterAll(async () => {
    await gate.close();
    await site.close();
    await rm(folder, { recursive: true, force: true });
  });

  const start = (...args: readonly string[]): StartedCommand =>
    startCommand(['scores', 'pull', '--env', 'demo', ...args], { cwd: site.repository });
  const pull = async (...args: readonly string[]): Promise<CliResult> => await start(...args).ended;

  /** Does something to a download when its Nth range is asked for; neither that request nor a later one arrives. */
  async function pullUntil(range: number, act: (command: StartedCommand) => void): Promise<CliResult> {
    let ranges = 0;
    const command = start('--parallel', '2');
    gate.rules = {
      arriving: ({ path }) => {
        if (!path.includes('/export/files/')) return;
        ranges += 1;
        if (ranges < range) return;
        // Once: a second Ctrl-C stops at once, without a word.
        if (ranges === range) act(command);
        throw new Error('taken away');
      },
    };
    const ended = await command.ended;
    gate.rules = {};
    return ended;
  }

  async function assertEqual(): Promise<void> {
    const expected = await hashFile(file.path);
    expect(await site.hashFiles()).toEqual(Array.from({ length: FILES }, () => expected));
  }

  it('brings what is missing, says what, and then that nothing is', { timeout: 60_000 }, async () => {
    const first = await pull('--json');
    expect(first.code).toBe(0);
    expect(JSON.parse(first.stdout)).toMatchObject({
      environment: 'demo',
      exports: [{ address: EXPORT, batches: 1, files: FILES, bytes: FILES * file.bytes }],
    });
    expect(first.stderr).toContain('100 %');
    await assertEqual();
    const second = await pull('account-upgrade');
    expect(second.stdout).toContain(`${EXPORT}: nothing was missing in scores/account-upgrade/demo`);
    await site.forget();
  });

  it.each([1, 3, 5])(
    'that is killed at range %i goes on where it stopped',
    { timeout: 60_000 },
    async (range) => {
      const before = site.emulator.requests.length;
      const killed = await pullUntil(range, ({ child }) => child.kill('SIGKILL'));
      expect(killed.code).toBe(-1);
      expect(await pull('--parallel', '2')).toMatchObject({ code: 0 });
      await assertEqual();
      const asked = site.emulator.requests.slice(before).flatMap(({ range: text }) => {
        const [, from, to] = /^bytes=(\d+)-(\d+)$/u.exec(text ?? '') ?? [];
        return from === undefined ? [] : [Number(to) - Number(from) + 1];
      });
      const again = asked.reduce((sum, bytes) => sum + bytes, 0) - FILES * file.bytes;
      expect(again).toBeLessThanOrEqual(2 * RANGE_BYTES);
      await site.forget();
    },
  );

  it('ends with 130 on Ctrl-C, and goes on the next time', { timeout: 60_000 }, async () => {
    const stopped = await pullUntil(4, ({ child }) => child.kill('SIGINT'));
    expect(stopped.code).toBe(130);
    expect(stopped.stderr).toContain('it goes on where it stopped');
    expect(await pull()).toMatchObject({ code: 0 });
    await assertEqual();
    await site.forget();
  });

  it.each([
    [['nobody'], 'there is no pipeline "nobody"'],
    [['--parallel', '0'], '--parallel is "0"'],
    [['--limit-rate', 'fast'], 'the rate is "fast"'],
  ])('refuses %j', { timeout: 60_000 }, async (args, message) => {
    const { code, stderr } = await pull(...args);
    expect(code).toBe(1);
    expect(stderr).toContain(message);
  });
});
