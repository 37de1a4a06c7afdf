import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  DEMO_CLIENT_ID,
  DEMO_CLIENT_SECRET,
  DEMO_ORG_ID,
  type RunningEmulator,
  startEmulator,
} from '../../runner/emulator/index.ts';
import { systemClock } from '../../runner/host/index.ts';
import type { Plan } from '../../runner/model/index.ts';
import { closeStrictly, STRICT } from '../contracts/strict.ts';
import type { CliResult } from '../operator/command.ts';
import { HandoffRound } from '../operator/handoff-round.ts';
import { runInside } from '../operator/inside.ts';
import { ENVIRONMENT, PIPELINE } from '../operator/site.ts';

const BY = 'Ada Admin <ada@luma.example>';
const CONNECTION = 'account-upgrade/connection/scores-by-hand';
const VIEW = 'account-upgrade/data-view/umsatze-2026';

/** What was made by hand becomes YAML, and the plan of that YAML changes nothing but who looks after it. */
describe('cai import', () => {
  let folder = '';
  let emulator: RunningEmulator;
  let round: HandoffRound;
  let connection = '';
  let view = '';

  const repository = (): string => join(folder, 'repository');
  const cli = async (...args: readonly string[]): Promise<CliResult> =>
    await runInside(args, repository(), systemClock);
  const edit = async (file: string, change: (text: string) => string): Promise<void> => {
    const path = join(repository(), file);
    await writeFile(path, change(await readFile(path, 'utf8')));
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cai-'));
    emulator = await startEmulator({ world: join(folder, 'world'), port: 0, rateLimit: 'off', ...STRICT });
    round = new HandoffRound(emulator, cli);
    await runInside(['init', 'repository'], folder, systemClock);
    await edit(ENVIRONMENT, (text) =>
      text
        .replace('[account-upgrade, subscription-churn]', '[account-upgrade]')
        .replaceAll('http://127.0.0.1:4410', emulator.url)
        .replace('spec:\n', 'spec:\n  limits: { requests: 1000, windowSeconds: 1, staleReadSeconds: 1 }\n'),
    );
    await edit(PIPELINE, (text) => `${text.slice(0, text.indexOf('  # Step 4')).trimEnd()}\n`);
    const { control } = round.operator;
    await cli('apply', '--yes');
    await round.doAll();
    await cli('apply', '--yes');
    await control.post('clock', { advanceSeconds: 25 * 3600 });
    expect(await cli('apply', '--yes', '--detailed-exitcode')).toMatchObject({ code: 0 });
    const datasets = await control.get<readonly { id: string; name: string }[]>('datasets');
    const scores = datasets.find(({ name }) => name.startsWith('Customer AI Scores in EE'));
    const web = datasets.find(({ name }) => name === 'Luma Web Events');
    const plans = datasets.find(({ name }) => name === 'Luma Plans');
    const made = await control.post<{ id: string }>('connections', {
      name: 'Scores by hand',
      description: 'Made in the user interface: "by hand".',
      sandboxName: 'prod',
      tags: ['growth'],
      dataRetentionMonths: 13,
      dataSets: [
        {
          id: scores?.id,
          identityMap: true,
          identityNamespace: 'ECID',
          dataSourceType: { id: 'other', description: 'Customer AI scores' },
          streaming: true,
          backfill: true,
        },
        {
          id: web?.id,
          identityMap: true,
          identityNamespace: 'ECID',
          dataSourceType: { id: 'surveyData' },
          streaming: false,
          backfill: true,
        },
        {
          id: plans?.id,
          type: 'lookup',
          lookupKeyField: '_luma.planId',
          lookupParentFields: ['_luma.subscription.plan'],
          dataSourceType: { id: 'productData' },
          streaming: true,
          backfill: true,
        },
      ],
      by: BY,
    });
    connection = made.id;
    view = await makeView(emulator.url, {
      name: 'Umsätze 2026',
      description: 'Two\nlines: # no comment',
      timezoneDesignator: 'Europe/Berlin',
      parentDataGroupId: connection,
      sessionDefinition: [{ numPeriods: 2, granularity: 'HOUR', func: 'INACTIVITY', events: [] }],
      containerNames: { event: 'Event', session: 'Visit', people: 'Person' },
    });
  });

  afterAll(async () => {
    await closeStrictly(emulator, { allowsRefused: true });
    await rm(folder, { recursive: true, force: true });
  });

  const pipeline = async (): Promise<string> => await readFile(join(repository(), PIPELINE), 'utf8');
  const actions = async (): Promise<readonly string[]> => {
    const { changes } = JSON.parse((await cli('plan', '--json')).stdout) as Plan;
    return changes.map(({ address, action }) => `${action} ${address}`).sort();
  };

  it('tells which connection comes first, what is not there, and where it may go', async () => {
    const before = await pipeline();
    const early = await cli('import', 'data-view', view);
    expect(early.code).toBe(4);
    expect(early.stderr).toContain(`cai import connection ${connection} --env demo`);
    const absent = await cli('import', 'data-view', 'dv_000000000000000000000000', '--json');
    expect(JSON.parse(absent.stdout)).toMatchObject({ error: { code: 'import-absent', exitCode: 1 } });
    const misspelt = await cli('import', 'connection', connection, '--pipeline', 'account-upgrad');
    expect(misspelt).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Did you mean account-upgrade?'),
    });
    expect(await pipeline()).toBe(before);
  });

  it('refuses a text that YAML would read as a variable, and tells how to write it all the same', async () => {
    const before = await pipeline();
    const { control } = round.operator;
    const zone = `\${var.timezone}`;
    const datasets = await control.get<readonly { id: string; name: string }[]>('datasets');
    const web = datasets.find(({ name }) => name === 'Luma Web Events');
    const plain = await control.post<{ id: string }>('connections', {
      name: `Plain ${zone}`,
      description: `Costs \${amount}.`,
      sandboxName: 'prod',
      tags: ['growth', zone],
      dataSets: [{ id: web?.id, identityMap: true, identityNamespace: 'ECID' }],
      by: BY,
    });
    const { code, stderr } = await cli('import', 'connection', plain.id);
    expect(code).toBe(1);
    const told = stderr.replaceAll(/\s+/gu, ' ');
    expect(told).toContain(`title, description and tags[0] of the CJA connection ${plain.id} hold "\${"`);
    expect(told).toContain('YAML reads as a variable');
    expect(told).toContain('lifecycle.ignore');
    const asJson = await cli('import', 'connection', plain.id, '--json');
    expect(JSON.parse(asJson.stdout)).toMatchObject({ error: { code: 'import-variable', exitCode: 1 } });
    expect(await pipeline()).toBe(before);
    const printed = await cli('import', 'connection', plain.id, '--stdout');
    expect(printed.code).toBe(0);
    expect(printed.stderr.replaceAll(/\s+/gu, ' ')).toContain('title, description and tags[0] hold "${"');
    const byHand = printed.stdout
      .replace(`title: Plain ${zone}`, 'title: Plain')
      .replace(/ {2}description: .*\n/u, '')
      .replace(/ {2}tags: .*\n/u, '')
      .replace('  adopt:', '  lifecycle: { ignore: [title, description, tags] }\n  adopt:')
      .replaceAll(/^/gmu, '  ');
    await edit(PIPELINE, (text) => `${text}${byHand.trimEnd()}\n`);
    expect(await actions()).toEqual(['adopt account-upgrade/connection/plain-var-timezone']);
    await edit(PIPELINE, () => before);
  });

  it('writes a connection whose plan only adopts it, and leaves every line of the file as it was', async () => {
    const before = await pipeline();
    const printed = await cli('import', 'connection', connection, '--stdout');
    expect({ code: printed.code, stdout: printed.stdout }).toEqual({
      code: 0,
      stdout: `connection:
  name: scores-by-hand
  title: Scores by hand
  description: 'Made in the user interface: "by hand".'
  tags: [growth]
  rollingWindowMonths: 13
  datasets:
    - from: scores.event
    - from: inputs.web
      dataSourceType: { id: surveyData }
      importNewData: false
    - from: { dataset: Luma Plans }
      lookup: { key: _luma.planId, matchingKeys: [_luma.subscription.plan] }
      dataSourceType: { id: productData }
  adopt: { id: ${connection} }
`,
    });
    expect(printed.stderr).toContain('lookup.of');
    expect(await pipeline()).toBe(before);
    const written = await cli('import', 'connection', connection);
    expect(written.code).toBe(0);
    expect(written.stdout).toContain(CONNECTION);
    const indented = printed.stdout.replace(/^/gmu, '  ').trimEnd();
    expect(await pipeline()).toBe(`${before}\n${indented}\n`);
    expect(await actions()).toEqual([`adopt ${CONNECTION}`]);
  });

  it('writes a data view into the pipeline of its connection, and the plan adopts both', async () => {
    const before = await pipeline();
    const { code, stdout } = await cli('import', 'data-view', view, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ address: VIEW, isWritten: true, file: PIPELINE });
    expect(await pipeline()).toBe(`${before}
  dataViews:
    - name: umsatze-2026
      title: Umsätze 2026
      description: |-
        Two
        lines: # no comment
      timezone: Europe/Berlin
      session: { timeout: 2, unit: hours }
      containerNames: { session: Visit }
      adopt: { id: ${view} }
`);
    expect(await actions()).toEqual([`adopt ${CONNECTION}`, `adopt ${VIEW}`]);
    expect((await cli('fmt', '--check', PIPELINE)).code).toBe(0);
    const again = await cli('import', 'data-view', view);
    expect(again.code).toBe(4);
    expect(again.stderr.replaceAll(/\s+/gu, ' ')).toContain(`is ${VIEW} already`);
  });

  it('is adopted by apply, and then there is nothing to do', async () => {
    const before = await round.operator.control.get<readonly unknown[]>('connections');
    const applied = await cli('apply', '--yes', '--detailed-exitcode');
    expect({ code: applied.code, stderr: applied.stderr }).toMatchObject({ code: 0 });
    expect(await actions()).toEqual([]);
    const after = await round.operator.control.get<readonly unknown[]>('connections');
    expect(after).toHaveLength(before.length);
  });

  it('gives the next one of the same title another name, and refuses what YAML could not tell apart', async () => {
    const twin = await makeView(emulator.url, {
      name: 'Umsatze 2026',
      timezoneDesignator: 'Europe/Berlin',
      parentDataGroupId: connection,
    });
    const before = await pipeline();
    expect((await cli('import', 'data-view', twin)).stdout).toContain(`${VIEW}-2`);
    expect((await pipeline()).startsWith(before)).toBe(true);
    expect(await actions()).toEqual([`adopt ${VIEW}-2`]);
    const same = await makeView(emulator.url, {
      name: 'Umsatze 2026',
      timezoneDesignator: 'Europe/Berlin',
      parentDataGroupId: connection,
    });
    const refused = await cli('import', 'data-view', same);
    expect(refused.code).not.toBe(0);
    expect(refused.stderr).toContain('duplicate-title');
    const odd = await makeView(emulator.url, {
      name: 'Odd',
      description: `\${var.timezone}`,
      timezoneDesignator: 'Europe/Berlin',
      parentDataGroupId: connection,
    });
    const variable = await cli('import', 'data-view', odd, '--json');
    expect(JSON.parse(variable.stdout)).toMatchObject({
      error: { code: 'import-variable', message: expect.stringContaining('in Adobe, description of the') },
    });
  });

  it('prints where no pipeline has room, and says both ways out in sentences', async () => {
    const before = await pipeline();
    const datasets = await round.operator.control.get<readonly { id: string; name: string }[]>('datasets');
    const scores = datasets.find(({ name }) => name.startsWith('Customer AI Scores in EE'));
    const { id } = await round.operator.control.post<{ id: string }>('connections', {
      name: 'One too many',
      sandboxName: 'prod',
      dataSets: [{ id: scores?.id, identityMap: true, identityNamespace: 'ECID' }],
      by: BY,
    });
    for (const more of [[], ['--pipeline', 'account-upgrade']]) {
      const refused = await cli('import', 'connection', id, ...more);
      expect(refused).toMatchObject({ code: 1, stdout: '' });
      expect(refused.stderr.replaceAll(/\s+/gu, ' ')).toContain('rint the YAML with --stdout.');
    }
    const full = await cli('import', 'connection', id);
    expect(full.stderr.replaceAll(/\s+/gu, ' ')).toContain(
      'has room: each has its connection already. Make a new pipeline file for it with inputs and customerAi, and run this again. Or print',
    );
    const printed = await cli('import', 'connection', id, '--stdout');
    expect(printed.code).toBe(0);
    expect(printed.stdout).toContain('connection:\n  name: one-too-many\n');
    expect(printed.stdout).toContain('from: account-upgrade/score-dataset/event');
    expect(printed.stderr.replaceAll(/\s+/gu, ' ')).toContain('into the spec of a new pipeline file');
    const named = await cli('import', 'connection', id, '--stdout', '--pipeline', 'account-upgrade');
    expect(named.stdout).toContain('from: scores.event');
    const json = JSON.parse((await cli('import', 'connection', id, '--stdout', '--json')).stdout);
    expect(json).toMatchObject({ address: 'one-too-many/connection/one-too-many', isWritten: false });
    expect(json).not.toHaveProperty('file');
    expect(await pipeline()).toBe(before);
  });

  it('says which other environments apply the pipeline that an id is written into', async () => {
    const lone = await makeView(emulator.url, {
      name: 'Stage too',
      timezoneDesignator: 'Europe/Berlin',
      parentDataGroupId: connection,
    });
    const notesOf = async (...others: readonly (readonly [string, string])[]): Promise<string> => {
      const demo = await readFile(join(repository(), ENVIRONMENT), 'utf8');
      const files = others.map(([name]) => join(repository(), ENVIRONMENT.replace('demo', name)));
      for (const [index, [name, pipelines]] of others.entries()) {
        const text = demo
          .replace('name: demo', `name: ${name}`)
          .replace('[account-upgrade]', pipelines)
          .replace('CAI_DEMO_ORG_ID', `CAI_${name.toUpperCase()}_ORG_ID`);
        await writeFile(files[index] ?? '', text);
      }
      const result = await cli('import', 'data-view', lone, '--stdout', '--env', 'demo');
      expect(result).toMatchObject({ code: 0 });
      await Promise.all(files.map(async (file) => await rm(file)));
      return result.stderr.replaceAll(/\s+/gu, ' ');
    };
    expect(await notesOf()).not.toContain('under adopt');
    expect(await notesOf(['other', '[subscription-churn]'])).not.toContain('under adopt');
    expect(await notesOf(['stage', '[account-*]'])).toContain(
      'The id under adopt is that of environment "demo", and "stage" applies pipeline "account-upgrade" too',
    );
    expect(await notesOf(['test', '[account-upgrade]'], ['stage', '["*"]'])).toContain(
      '"stage" and "test" apply pipeline "account-upgrade" too',
    );
  });
});

/** Makes a data view as somebody else's program would. */
async function makeView(url: string, body: object): Promise<string> {
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: DEMO_CLIENT_ID,
    client_secret: DEMO_CLIENT_SECRET,
    scope: 'openid,session,AdobeID,read_organizations,additional_info.projectedProductContext',
  });
  const token = (await (await fetch(`${url}/ims/token/v3`, { method: 'POST', body: form })).json()) as {
    access_token: string;
  };
  const answer = await fetch(`${url}/data/dataviews`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token.access_token}`,
      'x-api-key': DEMO_CLIENT_ID,
      'x-gw-ims-org-id': DEMO_ORG_ID,
      'content-type': 'application/json',
      accept: 'application/json',
    },
    body: JSON.stringify(body),
  });
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { id: string }).id;
}
