import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningEmulator, startEmulator } from '../../runner/emulator/index.ts';
import { systemClock } from '../../runner/host/index.ts';
import type { Plan, State } from '../../runner/model/index.ts';
import { closeStrictly, STRICT } from '../contracts/strict.ts';
import type { CliResult } from '../operator/command.ts';
import { runInside } from '../operator/inside.ts';
import { ENVIRONMENT } from '../operator/site.ts';

const TARGET = 'account-upgrade/connection/scores';
const INSTANCE = 'account-upgrade/customer-ai-instance/main';

describe('cai plan --target', () => {
  let folder = '';
  let emulator: RunningEmulator;
  const cli = async (...args: readonly string[]): Promise<CliResult> =>
    await runInside(args, join(folder, 'repository'), systemClock);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cai-'));
    emulator = await startEmulator({ world: join(folder, 'world'), port: 0, rateLimit: 'off', ...STRICT });
    await runInside(['init', 'repository'], folder, systemClock);
    const path = join(folder, 'repository', ENVIRONMENT);
    const text = (await readFile(path, 'utf8'))
      .replaceAll('http://127.0.0.1:4410', emulator.url)
      .replace('spec:\n', 'spec:\n  limits: { requests: 1000, windowSeconds: 1, staleReadSeconds: 1 }\n');
    await writeFile(path, text);
  });

  afterAll(async () => {
    await closeStrictly(emulator, { allowsRefused: false });
    await rm(folder, { recursive: true, force: true });
  });

  it('says which address was probably meant', async () => {
    const misspelt = await cli('plan', '--target', 'account-upgrade/conection/scores');
    expect(misspelt).toMatchObject({ code: 1, stdout: '' });
    expect(misspelt.stderr).toContain(`Did you mean ${TARGET}?`);
  });

  it('does not pass for a whole plan where nothing of what was asked for changes', async () => {
    const { stdout } = await cli('plan', '--target', 'account-upgrade/input-dataset/web');
    expect(stdout).toContain('no changes to what was asked for: 1 verified');
    expect(stdout).toContain('PARTIAL PLAN');
  });

  it('of an address that was moved says where to', async () => {
    const path = join(folder, 'repository', 'pipelines/account-upgrade.yaml');
    const before = await readFile(path, 'utf8');
    await writeFile(
      path,
      before.replace(
        'spec:\n',
        `moved:\n  - from: account-upgrade/connection/old\n    to: ${TARGET}\nspec:\n`,
      ),
    );
    const { code, stderr } = await cli('plan', '--target', 'account-upgrade/connection/old');
    await writeFile(path, before);
    expect(code).toBe(1);
    expect(stderr).toContain(`Did you mean ${TARGET}?`);
  });

  it('plans the target and what it depends on, says that it is partial, and saves that', async () => {
    const shown = await cli('plan', '--target', TARGET);
    expect(shown.stdout).toContain(`PARTIAL PLAN: only ${TARGET} and what that depends on.`);
    expect(shown.stdout).toContain(`cai plan --env demo --target ${TARGET} --out plan.json`);
    const { stdout } = await cli('plan', '--target', TARGET, '--out', 'part.json', '--json');
    const part = JSON.parse(stdout) as Plan;
    expect(part.changes.map(({ address }) => address)).toEqual([INSTANCE, TARGET]);
    expect(part.partial?.targets).toEqual([TARGET]);
    expect(part.partial?.leftOut).toBeGreaterThan(5);
    expect((await cli('show', 'part.json')).stdout).toContain('PARTIAL PLAN');
    const two = JSON.parse(
      (await cli('plan', '-t', TARGET, '-t', 'subscription-churn/connection/churn', '--json')).stdout,
    ) as Plan;
    expect(two.changes).toHaveLength(4);
  });

  it('is all that an apply of it accepts', async () => {
    const applied = await cli('apply', 'part.json');
    expect(applied.code).toBe(0);
    expect(applied.stderr).toContain('PARTIAL PLAN');
    const { manifests } = JSON.parse((await cli('state', 'list', '--json')).stdout) as State;
    const lines = manifests.flatMap((manifest) => manifest.lines.map(({ address }) => address));
    expect(lines.sort()).toEqual([TARGET, INSTANCE].sort());
  });

  it('ends with 4 where the YAML asks for something else by the time that a saved plan is applied', async () => {
    const target = 'subscription-churn/customer-ai-instance/main';
    await cli('plan', '--target', target, '--out', 'left-behind.json');
    const path = join(folder, 'repository', 'pipelines/subscription-churn.yaml');
    const text = await readFile(path, 'utf8');
    await writeFile(path, text.replace('title: Subscription churn\n', 'title: Churn of subscriptions\n'));
    const { code, stdout } = await cli('apply', 'left-behind.json');
    await writeFile(path, text);
    expect({ code, stdout }).toEqual({ code: 4, stdout: expect.stringContaining('1 superseded') });
  });
});
