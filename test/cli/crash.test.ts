import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '../../runner/emulator/index.ts';
import type { State } from '../../runner/model/index.ts';
import type { GateRequest, GateRules } from '../operator/gate.ts';
import { dataView, ENVIRONMENT, PIPELINE, prepareConnection, Site, withDataViews } from '../operator/site.ts';

/** What the apply under test does, in one wave: creates three data views, updates one, deletes one. */
const BEFORE = dataView('kept', 'Kept') + dataView('changed', 'Changed') + dataView('removed', 'Removed');
const AFTER =
  dataView('kept', 'Kept') +
  dataView('changed', 'Changed', 'Now with a description.') +
  dataView('first', 'First') +
  dataView('second', 'Second') +
  dataView('third', 'Third');

type Claim = (request: GateRequest) => boolean;
type Moment = keyof GateRules;

const isCreate: Claim = ({ method, path }) => method === 'POST' && path === '/data/dataviews';
const creates =
  (title: string): Claim =>
  (request) =>
    isCreate(request) && JSON.parse(request.body).name === title;
const isUpdate: Claim = ({ method }) => method === 'PUT';
const isDelete: Claim = ({ method }) => method === 'DELETE';
const isList: Claim = ({ method, path }) => method === 'GET' && path === '/data/dataviews';
const isWrite: Claim = (request) => isCreate(request) || isUpdate(request) || isDelete(request);

/** The request at which the command is killed, counted from 1 among those that a claim is true of, and at which side of the service. */
const KILLS: readonly (readonly [string, Claim, number, Moment])[] = [
  ['before anything was read', ({ path }) => path.startsWith('/ims/'), 1, 'arriving'],
  ['while data views are listed', isList, 1, 'answering'],
  ['while Adobe validates', ({ path }) => path.endsWith('/validate'), 2, 'answering'],
  ['before a create arrives', creates('First'), 1, 'arriving'],
  ['when a create is done and not answered', creates('First'), 1, 'answering'],
  ['when another create is done and not answered', creates('Third'), 1, 'answering'],
  ['when three creates are done, two of them answered', isCreate, 3, 'answering'],
  ['before an update arrives', isUpdate, 1, 'arriving'],
  ['when an update is done and not answered', isUpdate, 1, 'answering'],
  ['before a deletion arrives', isDelete, 1, 'arriving'],
  ['when a deletion is done and not answered', isDelete, 1, 'answering'],
  ['when the last write of the wave arrives', isWrite, 5, 'arriving'],
  ['while what was written is read back', isList, 3, 'arriving'],
  ['while scores are looked for at the end', ({ path }) => path.endsWith('/batches'), 3, 'answering'],
];

/** All that an apply leaves behind that matters: by title, since ids differ from run to run. */
async function outcomeOf(site: Site): Promise<Json> {
  const views = await site.control.get<readonly (Json & { id: string; name: string })[]>('dataviews');
  const state = await site.json<State>('state', 'list');
  const titles = new Map(views.map(({ id, name }) => [id, name]));
  const bound = Object.entries(state.resources).flatMap(([address, resource]) =>
    resource.objects.map(
      ({ status, ids }) => `${address} ${status} ${titles.get(ids.id ?? '') ?? resource.title}`,
    ),
  );
  return {
    views: views
      .filter(({ isDeleted }) => isDeleted !== true)
      .map(({ name, description }) => `${name}: ${description}`)
      .sort(),
    bound: bound.sort(),
    intents: state.intents,
    open: state.manifests.flatMap(({ lines }) => lines).filter(({ status }) => status === 'open'),
    locks: (await readdir(join(site.repository, '.cai/state/demo'))).filter((name) =>
      name.startsWith('lock'),
    ),
  };
}

describe('an apply that is killed and started again', () => {
  let prepared = '';
  let undisturbed: Json = {};

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
    const untouched = await Site.open(prepared);
    expect((await untouched.cli('apply', '--yes', '--detailed-exitcode')).code).toBe(0);
    undisturbed = await outcomeOf(untouched);
    await untouched.close();
  });

  afterAll(async () => await rm(prepared, { recursive: true, force: true }));

  it('has an undisturbed twin that makes everything once', () => {
    expect(undisturbed).toMatchObject({
      views: ['Changed: Now with a description.', 'First: ', 'Kept: ', 'Second: ', 'Third: '],
      intents: [],
      open: [],
      locks: [],
    });
  });

  it.concurrent.each(KILLS)(
    'ends like its undisturbed twin: killed %s',
    async (_when, claim, nth, moment) => {
      const site = await Site.open(prepared);
      try {
        const { child, ended } = site.start('apply', '--yes');
        let met = 0;
        site.gate.rules = {
          [moment]: async (request: GateRequest) => {
            if (child.killed || !claim(request)) return;
            met += 1;
            if (met !== nth) return;
            child.kill('SIGKILL');
            await ended;
            throw new Error('nobody is left to answer');
          },
        };
        expect((await ended).code).toBe(-1);
        site.gate.rules = {};
        const again = await site.cli('apply', '--yes', '--detailed-exitcode');
        expect(again).toMatchObject({ code: 0 });
        expect(await outcomeOf(site)).toEqual(undisturbed);
        expect(await site.cli('plan', '--detailed-exitcode')).toMatchObject({ code: 0 });
      } finally {
        await site.close();
      }
    },
  );

  it.concurrent('is stopped where a create arrives twice, with both named; then nothing is tried again', async () => {
    const site = await Site.open(prepared);
    try {
      site.gate.rules = { copies: (request) => (creates('Second')(request) ? 2 : 1) };
      const { code, stdout } = await site.cli('apply', '--yes');
      site.gate.rules = {};
      const views = await site.control.get<readonly { id: string; name: string }[]>('dataviews');
      const twice = views.filter(({ name }) => name === 'Second').map(({ id }) => id);
      expect(twice).toHaveLength(2);
      expect(code).toBe(1);
      for (const id of twice) expect(stdout).toContain(id);
      expect(await site.cli('apply', '--yes', '--detailed-exitcode')).toMatchObject({ code: 0 });
      expect(await site.control.get<readonly Json[]>('dataviews')).toHaveLength(views.length);
    } finally {
      await site.close();
    }
  });
});
