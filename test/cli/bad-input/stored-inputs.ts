import { readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Plan } from '../../../runner/model/index.ts';
import { readCorpus } from '../../fuzz/corpus.ts';
import { BUILD } from '../../operator/command.ts';
import { dataView, PIPELINE, type Site } from '../../operator/site.ts';
import type { BadInput, HarmlessInput, Spoiled } from './bad-input.ts';

const STATE = '.cai/state/demo';
const PLAN = 'plan.json';

const pathOf = (site: Site, name: string): string => join(site.repository, STATE, name);

/** Changes a file of the state. */
async function edit(site: Site, name: string, change: (text: string) => string): Promise<undefined> {
  const path = pathOf(site, name);
  await writeFile(path, change(await readFile(path, 'utf8')));
  return undefined;
}

/** The longest journal that was recorded of an apply that was killed, with its snapshot. */
async function leaveJournal(
  site: Site,
  change: (lines: readonly string[]) => readonly string[],
): Promise<undefined> {
  const { journals } = readCorpus();
  const recorded = journals.toSorted((one, other) => other.journal.length - one.journal.length)[0];
  if (recorded === undefined) throw new Error('the corpus has no journal');
  const lines = recorded.journal.trimEnd().split('\n');
  await writeFile(pathOf(site, 'state.json'), recorded.state);
  await writeFile(pathOf(site, 'journal.jsonl'), `${change(lines).join('\n')}\n`);
  return undefined;
}

/** A lock of somebody, whose last sign of life is as old as that of a process that is at work. */
async function leaveLock(site: Site, text: string): Promise<undefined> {
  await writeFile(pathOf(site, 'lock.json'), text);
  return undefined;
}

const HOLDER = {
  operation: 'apply',
  by: 'ada',
  host: 'build-7',
  pid: 4242,
  since: '2026-01-01T00:00:00.000Z',
  nonce: 'n',
};

const USING = [['state', 'list'], ['plan'], ['apply', '--yes']];

const STATES: readonly BadInput[] = [
  {
    name: 'a state from a newer version',
    spoil: async (site) =>
      await edit(site, 'state.json', (text) => text.replace('"formatVersion": 1', '"formatVersion": 2')),
    commands: USING,
    exit: 1,
    code: 'state-newer',
    place: [`${STATE}/state.json`],
    next: ['Install the version of cai that wrote it, or a newer one'],
    isLocal: true,
  },
  {
    name: 'a state that was cut off',
    spoil: async (site) => await edit(site, 'state.json', (text) => text.slice(0, text.length / 2)),
    commands: USING,
    exit: 1,
    code: 'state-damaged',
    place: [`${STATE}/state.json`],
    next: ['Nothing was changed', 'Restore the state folder from a copy'],
    isLocal: true,
  },
  {
    name: 'a state of another environment',
    spoil: async (site) =>
      await edit(site, 'state.json', (text) =>
        text.replace('"environment": "demo"', '"environment": "prod"'),
      ),
    commands: USING,
    exit: 1,
    code: 'state-of-another-environment',
    place: [`${STATE}/state.json`, '"prod"', '"demo"'],
    next: ['Give each environment a state folder of its own'],
    isLocal: true,
  },
  {
    name: 'a folder of the state that links to itself',
    spoil: async (site) => {
      const folder = join(site.repository, '.cai/state');
      await rm(folder, { recursive: true });
      await symlink('state', folder);
      return undefined;
    },
    commands: USING,
    exit: 1,
    code: 'file-missing',
    place: [STATE],
    next: ['Remove the link'],
    isLocal: true,
  },
  {
    name: 'a damaged journal: a line was edited',
    spoil: async (site) =>
      await leaveJournal(site, ([first = '', ...rest]) => [
        first.replace('"serial":', '"serial":1'),
        ...rest,
      ]),
    commands: USING,
    exit: 1,
    code: 'journal-damaged',
    place: [`${STATE}/journal.jsonl:1`],
    next: ['Nothing was changed', 'Restore the state folder from a copy'],
    isLocal: true,
  },
  {
    name: 'a damaged journal: a line is gone',
    spoil: async (site) => await leaveJournal(site, (lines) => lines.filter((_line, at) => at !== 1)),
    commands: USING,
    exit: 1,
    code: 'journal-damaged',
    place: [`${STATE}/journal.jsonl:2`],
    next: ['Nothing was changed', 'Restore the state folder from a copy'],
    isLocal: true,
  },
  {
    name: 'a journal without the state that it continues',
    spoil: async (site) => await leaveJournal(site, (lines) => lines.slice(1)),
    commands: USING,
    exit: 1,
    code: 'journal-damaged',
    place: [`${STATE}/journal.jsonl`],
    next: ['Restore state.json and journal.jsonl from the same copy'],
    isLocal: true,
  },
];

async function savePlan(site: Site, change: (text: string) => string): Promise<undefined> {
  const { code, stdout, stderr } = await site.cli('plan', '--out', PLAN);
  if (code !== 0) throw new Error(`no plan: ${stdout}${stderr}`);
  site.gate.requests.length = 0;
  const path = join(site.repository, PLAN);
  await writeFile(path, change(await readFile(path, 'utf8')));
  return undefined;
}

const USING_PLAN = [
  ['show', PLAN],
  ['apply', PLAN],
];

const PLANS: readonly BadInput[] = [
  {
    name: 'a plan from a newer version',
    spoil: async (site) =>
      await savePlan(site, (text) => text.replace('"formatVersion": 1', '"formatVersion": 2')),
    commands: USING_PLAN,
    exit: 1,
    code: 'not-a-plan',
    place: [PLAN, 'format is 2'],
    next: [`cai plan --out ${PLAN}`],
    isLocal: true,
  },
  {
    name: 'a plan that was cut off',
    spoil: async (site) => await savePlan(site, (text) => text.slice(0, text.length / 2)),
    commands: USING_PLAN,
    exit: 1,
    code: 'not-a-plan',
    place: [PLAN, 'not JSON'],
    next: [`cai plan --out ${PLAN}`],
    isLocal: true,
  },
  {
    name: 'a plan that was edited',
    spoil: async (site) => {
      await site.edit(PIPELINE, (text) => text + dataView('third', 'Third'));
      return await savePlan(site, (text) => {
        const plan = JSON.parse(text) as Plan;
        const lines = plan.manifest.lines.map((line) => ({ ...line, action: 'delete' }));
        return JSON.stringify({ ...plan, manifest: { ...plan.manifest, lines } });
      });
    },
    commands: USING_PLAN,
    exit: 1,
    code: 'not-a-plan',
    place: [PLAN, 'it was edited'],
    next: [`cai plan --out ${PLAN}`],
    isLocal: true,
  },
];

const LOCKS: readonly BadInput[] = [
  {
    name: 'a lock of a process that nobody can see from here',
    spoil: async (site) => await leaveLock(site, JSON.stringify(HOLDER)),
    commands: [
      ['apply', '--yes'],
      ['destroy', '--yes'],
    ],
    exit: 5,
    code: 'lock-held',
    place: ['ada', 'build-7', 'process 4242', '2026-01-01 00:00 UTC'],
    next: ['cai state unlock --env demo'],
    isLocal: true,
  },
  {
    name: 'a lock that a process had begun to write',
    spoil: async (site) => await leaveLock(site, '{"operation":"app'),
    commands: [['apply', '--yes']],
    exit: 5,
    code: 'lock-held',
    place: [`${STATE}/lock.json`],
    next: ['cai state unlock --env demo'],
    isLocal: true,
  },
];

/** Environment variables that fill the disk at the first change below a folder (`test/crash-matrix/disk/`). */
function fullBelow(folder: string): Spoiled {
  return {
    variables: {
      NODE_OPTIONS: `--import=${join(BUILD, 'disk-preload.js')}`,
      CAI_DISK_ORDER: JSON.stringify({ folders: [folder], at: 0, event: 'fill' }),
    },
  };
}

const DISKS: readonly BadInput[] = [
  {
    name: 'a full disk under the state',
    spoil: async () => fullBelow('.cai/state'),
    commands: [
      ['apply', '--yes'],
      ['destroy', '--yes'],
    ],
    exit: 1,
    code: 'disk-full',
    place: [`${STATE}/lock.json`],
    next: ['Free some space and run the same command again'],
    isLocal: true,
  },
  {
    name: 'a full disk under a saved plan',
    spoil: async () => fullBelow('plans'),
    commands: [['plan', '--out', 'plans/plan.json']],
    exit: 1,
    code: 'disk-full',
    place: ['plans/plan.json'],
    next: ['Free some space and run the same command again'],
  },
];

export const STORED_INPUTS: readonly BadInput[] = [...STATES, ...PLANS, ...LOCKS, ...DISKS];

export const HARMLESS_STORES: readonly HarmlessInput[] = [
  {
    name: 'a lock left by a dead process of this machine',
    spoil: async (site) =>
      // Far above the highest number that a system gives out.
      await leaveLock(site, JSON.stringify({ ...HOLDER, host: hostname(), pid: 99_999_999 })),
    command: ['apply', '--yes', '--detailed-exitcode'],
    exit: 0,
    said: ['Done: 3'],
  },
  {
    name: 'a lock left by a process of another machine that gave no sign of life for minutes',
    spoil: async (site) => {
      await leaveLock(site, JSON.stringify(HOLDER));
      const long = new Date('2026-01-01T00:00:00Z');
      await utimes(pathOf(site, 'lock.json'), long, long);
      return undefined;
    },
    command: ['apply', '--yes', '--detailed-exitcode'],
    exit: 0,
    said: ['Done: 3'],
  },
  {
    name: 'a journal whose last line is torn',
    spoil: async (site) =>
      await writeFile(pathOf(site, 'journal.jsonl'), '{"serial":9').then(() => undefined),
    command: ['apply', '--yes', '--detailed-exitcode'],
    exit: 0,
    said: ['Done: 3'],
  },
];
