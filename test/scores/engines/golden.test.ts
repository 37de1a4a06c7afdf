import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Expectation, SqlEngine } from '../../../runner/model/index.ts';
import {
  checkNewest,
  describeNewest,
  openQueryServiceBatches,
  type ScoreBatches,
} from '../../../runner/scores/index.ts';

let folder: string;
let sent: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cai-golden-'));
  sent = [];
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Notes what Query Service would be sent, and answers only which dates there are; nobody here can run the texts. */
function openBatches(format: 'event' | 'profile'): ScoreBatches {
  const engine: SqlEngine = {
    dialect: 'query-service',
    query: async (sql) => {
      sent.push(sql);
      return await Promise.resolve(
        sql.includes('AS scored') ? [{ scored: '2026-11-20' }, { scored: '2026-11-13' }] : [],
      );
    },
    close: async () => {},
  };
  return openQueryServiceBatches(
    { engine, folder },
    {
      datasetId: 'd',
      table: 'luma_scores',
      prefix: '_luma.CustomerAI.AccountUpgrade',
      namespace: 'ECID',
      format,
    },
  );
}

const EXPECTATIONS: readonly Expectation[] = [
  { name: 'range', severity: 'error', from: 'event', attribute: 'score', min: 0, max: 100 },
  {
    name: 'shares',
    severity: 'warn',
    from: 'event',
    attribute: 'probability',
    bucketShares: [{ to: 0.25, maxPercent: 50 }, { from: 0.25 }],
  },
];

/** The text that has a mark; there is one of it. */
function pick(mark: string): string {
  const [found, ...others] = [...new Set(sent)].filter((sql) => sql.includes(mark));
  expect(others).toEqual([]);
  return `${found};\n`;
}

describe.each(['event', 'profile'] as const)(
  'statements for Query Service, format %s, are as reviewed',
  (format) => {
    it('dates, counting, numbers, factors', async () => {
      const expectations = EXPECTATIONS.map((expectation) => ({ ...expectation, from: format }));
      await checkNewest(openBatches(format), {
        expectations,
        recorded: [],
        now: '2026-11-21T00:00:00.000Z',
        population: { unknown: 'nobody counted' },
      });
      // Those of the earlier date, which make its profile, come first; its counting knows no bounds.
      const newest = sent.filter((sql) => !sent.slice(1, 4).includes(sql));
      sent = newest;
      for (const [name, mark] of Object.entries({
        dates: 'AS scored',
        counting: 'GROUPING SETS',
        numbers: 'AS scoreMin',
        factors: 'explode',
      }))
        await expect(pick(mark)).toMatchFileSnapshot(`golden/${format}-${name}.sql`);
    });

    it('movement', async () => {
      await describeNewest(openBatches(format), [33, 67]);
      await expect(pick('AS destination')).toMatchFileSnapshot(`golden/${format}-movement.sql`);
    });
  },
);
