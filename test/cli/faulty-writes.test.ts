import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '../../runner/emulator/index.ts';
import type { State } from '../../runner/model/index.ts';
import { dataView, ENVIRONMENT, PIPELINE, prepareConnection, Site, withDataViews } from '../operator/site.ts';

const SEEDS = [1, 2, 3, 4];

/** What the applies under test do: create six data views, update three, delete three. */
const numbers = [1, 2, 3];
const BEFORE = numbers
  .map((n) => dataView(`changed-${n}`, `Changed ${n}`) + dataView(`removed-${n}`, `Removed ${n}`))
  .join('');
const AFTER = numbers
  .map(
    (n) =>
      dataView(`changed-${n}`, `Changed ${n}`, 'New') +
      dataView(`made-${n}`, `Made ${n}`) +
      dataView(`more-${n}`, `More ${n}`),
  )
  .join('');
const WORLD = numbers.flatMap((n) => [`Changed ${n}: New`, `Made ${n}: `, `More ${n}: `]).sort();

interface RuleReport {
  readonly struck: number;
}

/** A person deletes the surplus that a failure names, if it names it. */
async function tidy(site: Site, output: string): Promise<void> {
  for (const [, ids = ''] of output.matchAll(/(?:there is also|which of these it made:) (.*)/g)) {
    const surplus = [...ids.matchAll(/dv_\w+/g)].map(([id]) => id);
    const keeps = output.includes('there is also') ? surplus : surplus.slice(1);
    for (const id of keeps) await site.control.delete(`dataviews/${id}`);
  }
}

async function applyUntilDone(site: Site): Promise<string> {
  let log = '';
  for (let attempt = 1; attempt <= 25; attempt += 1) {
    const { code, stdout, stderr } = await site.cli('apply', '--yes', '--detailed-exitcode');
    log += `--- ${attempt}: ${code}\n${stdout}${stderr}\n`;
    if (code === 0) return log;
    if (code !== 1) break;
    await tidy(site, stdout);
  }
  throw new Error(log);
}

describe('writes and reads that fail in every way', () => {
  let prepared = '';

  beforeAll(async () => {
    const connected = await prepareConnection(BEFORE);
    const site = await Site.open(connected);
    await rm(connected, { recursive: true, force: true });
    expect((await site.cli('apply', '--yes', '--detailed-exitcode')).code).toBe(0);
    await site.edit(PIPELINE, (text) => withDataViews(text, AFTER));
    await site.edit(ENVIRONMENT, (text) =>
      text.replace('spec:\n', "spec:\n  allowDelete: ['account-upgrade/data-view/*']\n"),
    );
    prepared = await site.leave();
  }, 180_000);

  afterAll(async () => await rm(prepared, { recursive: true, force: true }));

  it.concurrent.each(SEEDS)(
    'end in the world that was declared, nothing twice unless it was named, seed %i',
    async (seed) => {
      const site = await Site.open(prepared);
      try {
        await site.control.put('faults', { faults: 'writes:40%:mixed, reads:15%:mixed', seed });
        const log = await applyUntilDone(site);
        const { rules } = await site.control.get<{ rules: readonly RuleReport[] }>('faults');
        await site.control.delete('faults');
        // Otherwise nothing was tried here: writes failed, and reads did.
        expect(rules.map(({ struck }) => struck > 0)).toEqual([true, true]);
        const views = await site.control.get<readonly (Json & { id: string; name: string })[]>('dataviews');
        const there = views.filter(({ isDeleted }) => isDeleted !== true);
        expect(there.map(({ name, description }) => `${name}: ${description}`).sort(), log).toEqual(WORLD);
        expect(await site.cli('plan', '--detailed-exitcode')).toMatchObject({ code: 0 });
        const state = await site.json<State>('state', 'list');
        expect(state.intents).toEqual([]);
      } finally {
        await site.close();
      }
    },
    300_000,
  );
});
