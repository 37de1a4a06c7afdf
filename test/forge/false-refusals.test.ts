import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Gate } from '../operator/gate.ts';
import { ENVIRONMENT } from '../operator/site.ts';
import { ForgeSite, type MergeMethod } from './forge-site.ts';
import { RefusalCell } from './refusal-cell.ts';
import { REFUSAL_ROWS, type RefusalRow } from './refusal-rows.ts';

const METHODS: readonly MergeMethod[] = ['merge', 'squash', 'rebase'];

/** A folder to copy, whose YAML leads to a gate of its own: the methods of a row run at the same time. */
interface Column {
  readonly method: MergeMethod;
  readonly gate: Gate;
  readonly prepared: string;
}

let columns: readonly Column[] = [];
const table = new Map<string, string>();

beforeAll(async () => {
  const first = await ForgeSite.open();
  await first.applyUntilDone();
  const gates = await Promise.all(METHODS.map(async () => await Gate.open(first.emulator.url)));
  const finished = await first.leave();
  columns = await Promise.all(
    METHODS.map(async (method, index) => await prepareColumn(method, finished, gates[index])),
  );
  await rm(finished, { recursive: true, force: true });
});

afterAll(async () => {
  console.log(['scenario | merge | squash | rebase', ...[...table].map((row) => row.join(' | '))].join('\n'));
  for (const { gate, prepared } of columns) {
    await gate.close();
    await rm(prepared, { recursive: true, force: true });
  }
});

async function prepareColumn(method: MergeMethod, finished: string, gate: Gate | undefined): Promise<Column> {
  if (gate === undefined) throw new Error(`${method} has no gate`);
  const site = await ForgeSite.copy(finished, gate);
  await site.edit(ENVIRONMENT, (text) => text.replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, gate.url));
  site.github.addCommit(await site.commit('Through a gate'));
  await site.push('main');
  expect((await site.cli(['ci', 'apply'])).code).toBe(0);
  return { method, gate, prepared: await site.leave() };
}

/** What one cell came to. */
interface Outcome {
  readonly lost: readonly string[];
  readonly complaints: readonly string[];
  readonly descriptions: Readonly<Record<string, string>>;
  readonly openIssues: readonly string[];
}

async function playCell({ play }: RefusalRow, { method, gate, prepared }: Column): Promise<Outcome> {
  const cell = await RefusalCell.open(prepared, gate, method);
  try {
    await play(cell);
    return {
      lost: await cell.findLost(),
      complaints: cell.complaints,
      descriptions: await cell.descriptions(),
      openIssues: cell.site.github
        .listIssues()
        .filter(({ isOpen }) => isOpen)
        .map(({ title }) => title),
    };
  } finally {
    await cell.close();
  }
}

/** What was reviewed is applied after the merge, whatever harmless happened in between: each cell counts the lines that were not. */
describe('lines of a reviewed pull request that are refused without a reason', () => {
  it.each(REFUSAL_ROWS)('there are none after $title', async (row) => {
    const outcomes = await Promise.all(columns.map(async (column) => await playCell(row, column)));
    table.set(row.title, outcomes.map(({ lost }) => lost.length).join(' | '));
    const expected = {
      lost: [],
      complaints: [],
      descriptions: expect.objectContaining(row.wanted),
      openIssues: [],
    };
    expect(outcomes).toEqual(METHODS.map(() => expected));
  });
});
