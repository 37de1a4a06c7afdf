import { systemClock } from '../../runner/host/index.ts';
import type { Clock } from '../../runner/model/index.ts';
import { LONG_ENOUGH_TO_BE_DEAD } from '../backends/backend-harness.ts';
import type { GateRequest } from '../operator/gate.ts';
import { PIPELINE } from '../operator/site.ts';
import type { Proposal, RefusalCell } from './refusal-cell.ts';
import { RESPELLINGS, type Respelling } from './respellings.ts';
import { startJob } from './start-job.ts';

/** Something harmless that happens between the review of a pull request and the end of its apply. */
export interface RefusalRow {
  readonly title: string;
  readonly play: (cell: RefusalCell) => Promise<void>;
  /** Descriptions of data views that must be in Adobe at the end, by their names. */
  readonly wanted: Readonly<Record<string, string>>;
}

const CHURN = 'pipelines/subscription-churn.yaml';
const REVIEWED = { 'Account upgrade': 'Reviewed.' };

export const REFUSAL_ROWS: readonly RefusalRow[] = [
  ...RESPELLINGS.map((respelling) => ({
    title: respelling.title,
    play: async (cell: RefusalCell) => await respell(cell, respelling),
    wanted: REVIEWED,
  })),
  {
    title: 'an unrelated merge in between',
    wanted: { ...REVIEWED, 'Subscription churn': 'Unrelated.' },
    play: async (cell) => {
      const words = await proposeWords(cell);
      await cell.land(await cell.propose('unrelated', async () => await describeChurn(cell, 'Unrelated.')));
      await cell.land(words);
    },
  },
  {
    title: 'a run that is killed half-way, and run again',
    wanted: { ...REVIEWED, 'Subscription churn': 'Reviewed too.', 'Churn and support': 'Reviewed as well.' },
    play: async (cell) => {
      const three = await cell.propose('three', async () => {
        await describe(cell, 'Reviewed.');
        await describeChurn(cell, 'Reviewed too.');
        await cell.site.edit(CHURN, (yaml) =>
          yaml.replace(/description: Contacts with support .*/, 'description: Reviewed as well.'),
        );
      });
      await cell.merge(three);
      await killInWrites(cell);
      // The lease of the dead lasts six minutes: whoever runs the job again comes after them, by a clock of their own.
      cell.note(await cell.site.cli(['ci', 'apply'], {}, clockOfLater));
    },
  },
  {
    title: 'a handoff in between',
    wanted: REVIEWED,
    play: async (cell) => {
      const both = await cell.propose('both', async () => {
        await describe(cell, 'Reviewed.');
        await cell.site.edit(PIPELINE, (yaml) =>
          yaml.replace(/description: Scores of free accounts, .*/, 'description: For people to change.'),
        );
      });
      await cell.land(both);
      if (!(await cell.site.doHandoffs()).includes('account-upgrade/connection/scores'))
        cell.complaints.push('no handoff of the connection was open');
      cell.note(await cell.site.cli(['ci', 'resume']));
    },
  },
];

const clockOfLater: Clock = {
  now: () => new Date(Date.now() + LONG_ENOUGH_TO_BE_DEAD),
  sleep: async (ms, signal) => await systemClock.sleep(ms, signal),
};

/** The same words in other letters: in the pull request itself, and in one that lands before it. */
async function respell(cell: RefusalCell, { onPullRequest, onMain }: Respelling): Promise<void> {
  const first = await proposeWords(cell);
  const digest = cell.reviewed(first)?.digest;
  const words = await cell.amend(first, async () => await cell.site.edit(PIPELINE, onPullRequest));
  const now = cell.reviewed(words)?.digest;
  if (digest === undefined || digest !== now) cell.complaints.push(`the digest ${digest} became ${now}`);
  const other = await cell.propose('other', async () => await cell.site.edit(PIPELINE, onMain));
  if (cell.reviewed(other) !== undefined) cell.complaints.push('the other pull request changes something');
  await cell.merge(other);
  await cell.land(words);
}

async function proposeWords(cell: RefusalCell): Promise<Proposal> {
  return await cell.propose('words', async () => await describe(cell, 'Reviewed.'));
}

async function describe({ site }: RefusalCell, text: string): Promise<void> {
  await site.edit(PIPELINE, (yaml) =>
    yaml.replace(/description: Upgrade scores beside .*/, `description: ${text}`),
  );
}

async function describeChurn({ site }: RefusalCell, text: string): Promise<void> {
  await site.edit(CHURN, (yaml) =>
    yaml.replace(/description: Churn scores and reasons .*/, `description: ${text}`),
  );
}

/** Ends the job with `kill -9` when Adobe has done its second write and has not answered it. */
async function killInWrites(cell: RefusalCell): Promise<void> {
  const { child, ended } = await startJob(cell.site, { args: ['ci', 'apply'] });
  let writes = 0;
  cell.gate.rules = {
    answering: async ({ method }: GateRequest) => {
      if (child.killed || method !== 'PUT') return;
      writes += 1;
      if (writes !== 2) return;
      child.kill('SIGKILL');
      await ended;
      throw new Error('nobody is left to answer');
    },
  };
  const { code, stdout, stderr } = await ended;
  cell.gate.rules = {};
  if (code !== -1) cell.complaints.push(`the job was not killed: exit ${code}\n${stdout}${stderr}`);
}
