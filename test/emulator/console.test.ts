import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmulator } from '../../runner/emulator/index.ts';
import { ConsoleClient, problemBeside, summaryOf } from './console-client.ts';
import {
  findDatasetId,
  makeConnection,
  startTestEmulator,
  type TestEmulator,
  UPGRADE_INSTANCE,
} from './test-client.ts';

type Fields = readonly (readonly [string, string])[];

interface Made {
  readonly id: string;
}

const HOSTILE = `</title></textarea><script>window.ran=1</script><img src=x onerror='ran=1'> "quoted" & 'single'`;

let emulator: TestEmulator;
let page: ConsoleClient;
let web: string;

beforeAll(async () => {
  emulator = await startTestEmulator();
  page = new ConsoleClient(emulator);
  web = await findDatasetId(emulator, 'Luma Web Events');
});

afterAll(async () => await emulator.close());

async function countInstances(): Promise<number> {
  return (await emulator.control<readonly unknown[]>('/control/instances')).body.length;
}

/** The worked example, as the form sends it. */
function upgradeFields(name: string): Fields {
  return [
    ['name', name],
    ['description', 'Who will take the larger plan'],
    ['propensityType', 'conversion'],
    ['sandbox', 'prod'],
    ['dataset', web],
    [`identity.${web}`, 'ECID (identity map)'],
    ['occurs', 'will'],
    ['goalMatch', 'all'],
    ['goalEvent', 'commerce.order.purchaseID · exists'],
    ['outcomeWindow', '30 days'],
    ['lookback', '60 days'],
    ['populationMatch', 'any'],
    ['include', 'web.webPageDetails.name · exists'],
    ['frequency', 'weekly'],
    ['profile', 'off'],
    ['profile', 'on'],
    ['cja', 'off'],
    ['cja', 'on'],
    ['do', 'finish'],
  ];
}

describe('who may send a form', () => {
  it.each([
    ['nobody says from where', {}],
    ['another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['a page without an origin', { origin: 'null', 'sec-fetch-site': 'cross-site' }],
    ['another port of this machine', { origin: 'http://127.0.0.1:1', 'sec-fetch-site': 'same-site' }],
    ['a browser that calls it cross-site', { 'sec-fetch-site': 'cross-site' }],
  ])('is refused, and changes nothing: %s', async (_, headers) => {
    const before = await countInstances();
    const answer = await page.post('/console/instances', upgradeFields('Foreign'), headers);
    expect(answer.status).toBe(403);
    expect(answer.text).toContain('Nothing was changed');
    expect(await countInstances()).toBe(before);
  });

  it('is refused too where the browser calls the own origin cross-site', async () => {
    const headers = { origin: emulator.url, 'sec-fetch-site': 'cross-site' };
    expect(await page.post('/console/clock', [['hours', '1']], headers)).toMatchObject({ status: 403 });
  });

  it('takes forms only, and says so', async () => {
    const answer = await fetch(`${emulator.url}/console/clock`, {
      method: 'POST',
      headers: { origin: emulator.url, 'content-type': 'application/json' },
      body: '{"hours": 1}',
    });
    expect(answer.status).toBe(415);
    expect(await answer.text()).toContain('forms of the console only');
  });

  it('is off where other machines reach the emulator, since it asks for no token', async () => {
    const world = `${emulator.directory}-remote`;
    const remote = await startEmulator({ world, port: 0, host: '0.0.0.0', allowRemote: true });
    const url = remote.url.replace('0.0.0.0', '127.0.0.1');
    const answer = await new ConsoleClient({ url }).get('/console');
    await remote.close();
    expect(answer.status).toBe(403);
    expect(answer.text).toContain('The console is off');
  });
});

describe('what a page is', () => {
  it('runs nothing, loads nothing of others, and is framed by nobody', async () => {
    const { headers, text } = await page.get('/console/instances/new');
    const policy = headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(policy).not.toContain('script-src');
    expect(text).not.toMatch(/<script|<style| style="| on[a-z]+="|https?:\/\//);
  });

  it('says where a thing is not, as a page', async () => {
    for (const path of ['/console/nowhere', '/console/instances/none', '/console/connections/dg_none/edit']) {
      const answer = await page.get(path);
      expect(answer.status).toBe(404);
      expect(answer.headers.get('content-type')).toContain('text/html');
      expect(answer.text).toContain('There is no such page');
    }
  });

  it('shows every name as the text that it is, on every page', async () => {
    const made = await emulator.control<Made>('/control/instances', {
      method: 'POST',
      body: {
        ...UPGRADE_INSTANCE,
        name: HOSTILE,
        description: HOSTILE,
        goal: { ...UPGRADE_INSTANCE.goal, events: [{ field: '<b>', operator: HOSTILE, value: HOSTILE }] },
        customEvents: [{ name: HOSTILE, field: 'a', operator: 'exists' }],
        by: `${HOSTILE.replaceAll(/[<>]/g, '')} <"x"@luma.example>`,
      },
    });
    const dataset = await emulator.control<Made>('/control/datasets', {
      method: 'POST',
      body: { name: HOSTILE, description: HOSTILE, kind: 'experienceEvent' },
    });
    const connection = await emulator.control<Made>('/control/connections', {
      method: 'POST',
      body: {
        name: HOSTILE,
        description: HOSTILE,
        tags: [HOSTILE],
        dataSets: [
          { id: dataset.body.id, visitorId: HOSTILE, dataSourceType: { id: 'other', description: HOSTILE } },
        ],
      },
    });
    const view = await emulator.control<Made>('/control/dataviews', {
      method: 'POST',
      body: {
        name: HOSTILE,
        description: HOSTILE,
        parentDataGroupId: connection.body.id,
        timezoneDesignator: 'Europe/Lisbon',
      },
    });
    await emulator.control(`/control/dataviews/${view.body.id}/access`, {
      method: 'PUT',
      body: { productProfiles: [HOSTILE] },
    });
    const component = {
      id: 'x',
      name: HOSTILE,
      description: HOSTILE,
      schemaPath: 'application.version',
      dataSetIds: [dataset.body.id],
      tags: [HOSTILE],
    };
    await emulator.control(`/control/dataviews/${view.body.id}/components`, {
      method: 'PUT',
      body: { dimensions: [component] },
    });
    const name = encodeURIComponent(HOSTILE);
    for (const path of [
      '/instances',
      `/instances/${made.body.id}`,
      `/instances/${made.body.id}/edit`,
      `/instances/${made.body.id}/clone`,
      `/instances/${made.body.id}/delete`,
      '/instances/new',
      '/runs',
      '/datasets',
      `/datasets/${dataset.body.id}`,
      '/connections',
      `/connections/${connection.body.id}`,
      `/connections/${connection.body.id}/edit`,
      `/connections/${connection.body.id}/delete`,
      '/dataviews',
      `/dataviews/${view.body.id}`,
      `/dataviews/${view.body.id}/components`,
      '/products',
      `/products/profile?name=${name}`,
      '/audit',
    ]) {
      const { status, text } = await page.get(`/console${path}`);
      expect(status, path).toBe(200);
      expect(text, path).toContain('&lt;script&gt;window.ran=1&lt;/script&gt;');
      expect(text, path).not.toMatch(/<script|<img|onerror='|"quoted"/);
    }
    const echoed = await page.post('/console/instances', [
      ['name', HOSTILE],
      ['dataset', HOSTILE],
      ['goalEvent', HOSTILE],
      ['do', HOSTILE],
    ]);
    expect(echoed.text).not.toMatch(/<script|<img|"quoted"/);
    const unknown = await page.get(`/console/dataviews/${name}?done=${name}`);
    expect(unknown.text).not.toMatch(/<script|<img|"quoted"/);
  });
});

describe('an instance', () => {
  it('made in the form is the one that the control API makes', async () => {
    const answer = await page.post('/console/instances', upgradeFields('By form'));
    expect(answer.status).toBe(303);
    const id = /instances\/([^?]+)\?/.exec(answer.headers.get('location') ?? '')?.[1];
    const { body: byForm } = await emulator.control(`/control/instances/${id}`);
    const { body: byCall } = await emulator.control('/control/instances', {
      method: 'POST',
      body: { ...UPGRADE_INSTANCE, name: 'By call' },
    });
    const settings = ({ name: _name, ...one }: Record<string, unknown>) =>
      [
        'propensityType',
        'description',
        'datasets',
        'goal',
        'eligiblePopulation',
        'customEvents',
        'exclusions',
        'schedule',
        'outputs',
        'lastRun',
      ].map((member) => (member === 'lastRun' ? (one.lastRun as { trigger: string }).trigger : one[member]));
    expect(settings(byForm)).toEqual(settings(byCall));
  });

  it('without anything says beside each control what is missing, and makes nothing', async () => {
    const before = await countInstances();
    const { status, text } = await page.post('/console/instances', [
      ['sandbox', 'prod'],
      ['do', 'finish'],
    ]);
    expect(status).toBe(422);
    const problems = ['Name', 'Propensity type', 'Datasets', 'Add event', 'Prediction window'].map((label) =>
      problemBeside(text, label),
    );
    expect(problems).toEqual([...summaryOf(text)]);
    expect(problems).toMatchInlineSnapshot(`
      [
        "Name: enter a name",
        "Propensity type: choose Churn or Conversion",
        "Datasets: add at least one dataset",
        "Add event: the goal needs at least one event",
        "Prediction window: enter a number of days, such as 30 days",
      ]
    `);
    expect(text).toMatch(/<div class="problems" role="alert" tabindex="-1" autofocus/);
    expect(text.match(/autofocus/g)).toHaveLength(1);
    expect(await countInstances()).toBe(before);
  });

  it('that the control API refuses is shown again with what was entered', async () => {
    const app = await findDatasetId(emulator, 'Luma App Events');
    const fields = [
      ...upgradeFields('Two namespaces'),
      ['dataset', app],
      [`identity.${app}`, 'Email (identity map)'],
    ] as Fields;
    const { status, text } = await page.post('/console/instances', fields);
    expect(status).toBe(422);
    expect(problemBeside(text, 'Datasets')).toBe(
      'datasets: expected the same identityNamespace for every dataset',
    );
    expect(text).toContain('value="Two namespaces"');
    expect(text).toContain('value="Email (identity map)"');
  });

  it.each([
    ['goalEvent', 'commerce.order.purchaseID', 'Add event'],
    ['customEvent', '_luma.support.ticketOpened · exists', 'Custom events'],
    ['exclusion', 'some words', 'Prediction exclusions'],
  ])('names a condition in %s that is none', async (list, written, label) => {
    const { status, text } = await page.post('/console/instances', [
      ...upgradeFields('Odd'),
      [list, written],
    ]);
    expect(status).toBe(422);
    expect(problemBeside(text, label)).toContain(`“${written}”`);
  });

  it('keeps every condition through Clone, with the kind of its value', async () => {
    const written = [
      ['goalEvent', '_luma.subscription.status · equals · active'],
      ['goalEvent', 'commerce.purchases.value · equals · 5'],
      ['goalEvent', 'search.keywords · starts with · a · b'],
      ['goalEvent', 'web.webPageDetails.name exists'],
      ['customEvent', 'Ticket: late: _luma.support.ticketOpened · exists'],
    ] as const;
    const answer = await page.post('/console/instances', [...upgradeFields('Conditions'), ...written]);
    const address = (answer.headers.get('location') ?? '').replace(/\?.*/, '');
    const { body } = await emulator.control<{ goal: { events: unknown }; customEvents: unknown }>(
      address.replace('/console/', '/control/'),
    );
    expect(body.goal.events).toEqual([
      { field: 'commerce.order.purchaseID', operator: 'exists' },
      { field: '_luma.subscription.status', operator: 'equals', value: 'active' },
      { field: 'commerce.purchases.value', operator: 'equals', value: 5 },
      { field: 'search.keywords', operator: 'starts with', value: 'a · b' },
      { field: 'web.webPageDetails.name', operator: 'exists' },
    ]);
    expect(body.customEvents).toEqual([
      { name: 'Ticket: late', field: '_luma.support.ticketOpened', operator: 'exists' },
    ]);
    const { text } = await page.get(`${address}/clone`);
    for (const [name, value] of written.slice(0, 3))
      expect(text).toContain(`name="${name}" value="${value}"`);
  });

  it('changes its name and schedule in Edit, and nothing without a name', async () => {
    const { headers } = await page.post('/console/instances', upgradeFields('To be edited'));
    const address = (headers.get('location') ?? '').replace(/\?.*/, '');
    const refused = await page.post(`${address}/edit`, [['name', '']]);
    expect(refused.status).toBe(422);
    expect(problemBeside(refused.text, 'Name')).toBe('Name: enter a name');
    const saved = await page.post(`${address}/edit`, [
      ['name', 'Edited'],
      ['frequency', 'monthly'],
      ['day', '1'],
    ]);
    expect(saved.status).toBe(303);
    const { body } = await emulator.control(address.replace('/console/', '/control/'));
    expect(body).toMatchObject({ name: 'Edited', schedule: { frequency: 'monthly', day: '1' } });
  });

  it('goes only after the question was answered', async () => {
    const { headers } = await page.post('/console/instances', upgradeFields('To be deleted'));
    const address = (headers.get('location') ?? '').replace(/\?.*/, '');
    const asked = await page.get(`${address}/delete`);
    expect(asked.text).toContain('“To be deleted”');
    expect(await page.get(address)).toMatchObject({ status: 200 });
    expect(await page.post(`${address}/delete`, [])).toMatchObject({ status: 303 });
    expect(await page.get(address)).toMatchObject({ status: 404 });
  });
});

describe('a run by hand', () => {
  it('fails as it was told; the list says with which code, and a second one waits', async () => {
    const own = await startTestEmulator({ runDurationSeconds: 60 });
    const client = new ConsoleClient(own);
    const { body } = await own.control<Made>('/control/instances', {
      method: 'POST',
      body: UPGRADE_INSTANCE,
    });
    await client.post('/console/clock', [['hours', '1']]);
    await client.post(`/console/instances/${body.id}/runs`, [['fail', '407']]);
    const again = await client.post(`/console/instances/${body.id}/runs`, [['fail', '']]);
    await client.post('/console/clock', [['hours', '1']]);
    const { text } = await client.get('/console/instances');
    await own.close();
    expect(again.headers.get('location')).toContain('run-refused');
    expect(text).toContain('Failed: Error 407 NOT ENOUGH HISTORICAL EVENT DATA');
  });
});

describe('the clock', () => {
  it.each(['', 'soon', '-1', '0', '9000'])('does not go by "%s" hours', async (hours) => {
    const { status, text } = await page.post('/console/clock', [['hours', hours]]);
    expect(status).toBe(422);
    expect(problemBeside(text, 'Hours that pass')).toContain('the clock only goes forward');
  });
});

describe('a connection', () => {
  const settings: Fields = [
    ['name', 'By form'],
    ['sandbox', 'prod'],
    ['primaryIdType', 'person'],
    ['rolling', 'on'],
    ['months', '13'],
  ];

  it('goes through Adobe’s screens, and nothing that was entered is lost on the way', async () => {
    const chosen = await page.post('/console/connections/new', [
      ...settings,
      ['screen', 'select'],
      ['pick', web],
      ['do', 'next'],
    ]);
    expect(chosen.text).toContain(`<legend>Luma Web Events (${web})</legend>`);
    expect(chosen.text).toContain('name="months" value="13"');
    const missing = await page.post('/console/connections/new', [
      ...settings,
      ['screen', 'settings'],
      ['pick', web],
      ['do', 'add'],
    ]);
    expect(missing.status).toBe(422);
    expect(problemBeside(missing.text, 'Person ID')).toBe('Person ID: choose Identity Map or a field');
    const person: Fields = [
      [`d.${web}.personId`, 'Identity Map'],
      [`d.${web}.namespace`, 'ECID'],
      [`d.${web}.streaming`, 'on'],
      [`d.${web}.backfill`, 'on'],
    ];
    const added = await page.post('/console/connections/new', [
      ...settings,
      ...person,
      ['screen', 'settings'],
      ['pick', web],
      ['do', 'add'],
    ]);
    expect(added.text).toContain(`name="dataset" value="${web}"`);
    const saved = await page.post('/console/connections/new', [
      ...settings,
      ...person,
      ['screen', 'editor'],
      ['dataset', web],
      ['do', 'save'],
    ]);
    expect(saved.status).toBe(303);
    const id = /connections\/([^?]+)/.exec(saved.headers.get('location') ?? '')?.[1];
    const { body } = await emulator.control(`/control/connections/${id}`);
    expect(body).toMatchObject({
      name: 'By form',
      dataRetentionMonths: 13,
      dataSets: [{ dataSetId: web, identityMap: true, identityNamespace: 'ECID', streaming: true }],
    });
  });

  it('with the name of another one is refused beside the name', async () => {
    await makeConnection(emulator, 'Taken');
    const person: Fields = [
      [`d.${web}.personId`, 'Identity Map'],
      [`d.${web}.namespace`, 'ECID'],
      ['dataset', web],
    ];
    const { status, text } = await page.post('/console/connections/new', [
      ['name', 'Taken'],
      ['sandbox', 'prod'],
      ...person,
      ['do', 'save'],
    ]);
    expect(status).toBe(422);
    expect(problemBeside(text, 'Connection name')).toBe('name: expected a name that no other connection has');
  });

  it('without datasets, and with a window of no months, says both', async () => {
    const { text } = await page.post('/console/connections/new', [
      ['name', 'Empty'],
      ['rolling', 'on'],
      ['do', 'save'],
    ]);
    expect(summaryOf(text)).toEqual([
      'Select number of months: enter a whole number from 1',
      'Add datasets: a connection needs at least one event or summary dataset',
    ]);
  });

  it('is edited in place: what the form does not name stays, and a dataset goes with its menu', async () => {
    const id = await makeConnection(emulator, 'Edited in place');
    const address = `/console/connections/${id}/edit`;
    const { text } = await page.get(address);
    const fields = readFields(text);
    const dropped = await page.post(address, [...fields, ['do', `drop:${web}`]]);
    expect(dropped.text).toContain('No datasets yet.');
    const saved = await page.post(address, [...fields, ['name', 'Edited in place, twice'], ['do', 'save']]);
    expect(saved.status).toBe(303);
    const { body } = await emulator.control<{ name: string; dataSets: readonly unknown[] }>(
      `/control/connections/${id}`,
    );
    expect(body.name).toBe('Edited in place, twice');
    expect(body.dataSets).toHaveLength(1);
  });
});

describe('a data view', () => {
  it('is renamed in Configure, and not without a name or with a time zone that is none', async () => {
    const connection = await makeConnection(emulator, 'For a rename');
    const { body: view } = await emulator.control<Made>('/control/dataviews', {
      method: 'POST',
      body: { name: 'Before', parentDataGroupId: connection, timezoneDesignator: 'Europe/Lisbon' },
    });
    const address = `/console/dataviews/${view.id}/configure`;
    const fields = readFields((await page.get(address)).text);
    const withName = (name: string, zone = 'Europe/Lisbon'): Fields => [
      ...fields.filter(([key]) => key !== 'name' && key !== 'timezoneDesignator'),
      ['name', name],
      ['timezoneDesignator', zone],
      ['do', 'save'],
    ];
    const refused = await page.post(address, withName(' '));
    expect(refused.status).toBe(422);
    expect(problemBeside(refused.text, 'Name')).toBe('Name: enter a name');
    expect((await page.post(address, withName('After', 'Nowhere'))).status).toBe(422);
    expect((await page.post(address, withName('After'))).status).toBe(303);
    const { body } = await emulator.control<{ name: string }>(`/control/dataviews/${view.id}`);
    expect(body.name).toBe('After');
  });
});

describe('components', () => {
  it('with an odd id or odd buckets are not saved, and say why', async () => {
    const connection = await makeConnection(emulator, 'For components');
    const { body: view } = await emulator.control<Made>('/control/dataviews', {
      method: 'POST',
      body: { name: 'V', parentDataGroupId: connection, timezoneDesignator: 'Europe/Lisbon' },
    });
    const address = `/console/dataviews/${view.id}/components`;
    const source = `web.webPageDetails.name of the dataset Luma Web Events (${web})`;
    const added = await page.post(address, [
      ['add.dimensions', source],
      ['do', 'add:dimensions'],
    ]);
    const fields = readFields(added.text);
    const token = fields.find(([name]) => name === 'dimensions')?.[1];
    const odd: Fields = [
      [`c.${token}.id`, 'no spaces'],
      [`c.${token}.buckets`, 'a few'],
    ];
    const refused = await page.post(address, [...fields, ...odd, ['do', 'save']]);
    expect(refused.status).toBe(422);
    expect(problemBeside(refused.text, 'Component ID')).toContain('letters, digits');
    expect(problemBeside(refused.text, 'Value bucketing › Bucket value')).toContain('Less than 25');
    const good: Fields = [
      [`c.${token}.id`, 'page'],
      [`c.${token}.name`, 'Page'],
    ];
    expect(await page.post(address, [...fields, ...good, ['do', 'save']])).toMatchObject({ status: 303 });
    const { body } = await emulator.control<{ dimensions: readonly Record<string, unknown>[] }>(
      `/control/dataviews/${view.id}/components`,
    );
    expect(body.dimensions.at(-1)).toMatchObject({
      id: 'variables/page',
      name: 'Page',
      schemaPath: 'web.webPageDetails.name',
    });
    const again = readFields((await page.get(address)).text);
    expect(await page.post(address, [...again, ['do', 'save']])).toMatchObject({ status: 303 });
    const { body: after } = await emulator.control(`/control/dataviews/${view.id}/components`);
    expect(after).toEqual(body);
  });
});

describe('every setting of a component', () => {
  it.each([
    [
      'dimensions',
      {
        name: 'Plan',
        description: 'two\nlines',
        tags: 'a, b',
        labels: 'Plan label',
        hidden: 'on',
        dataType: 'string',
        lowerCase: 'on',
        substring: 'left 10',
        includeExclude: 'If any criteria are met; Case sensitive off; does not contain trial; exists',
        noValueOption: 'If shown, call it',
        noValueName: 'No plan',
        allocation: 'ALLOCATION_LAST_TOUCH',
        expiration: 'Custom Time: 30 days',
        lookback: 'Person (Reporting Window)',
        binding: 'on these metrics: orders, visits',
      },
    ],
    [
      'metrics',
      {
        name: 'Orders',
        countType: 'instances',
        format: 'currency',
        decimals: '2',
        currency: 'EUR',
        polarity: 'negative',
        model: 'ALLOCATION_POSITION_BASED',
        container: 'visitors',
        lookback: 'Custom Time: 60 days',
        halfLife: '7 days',
        weights: 'first 40 %, middle 20 %, last 40 %',
        deduplication: 'Deduplication scope: Person; Deduplication ID: order; keep the first',
      },
    ],
  ])('of %s is kept as it was written, and shown again', async (kind, settings) => {
    const connection = await makeConnection(emulator, `For the settings of ${kind}`);
    const { body: view } = await emulator.control<Made>('/control/dataviews', {
      method: 'POST',
      body: { name: kind, parentDataGroupId: connection, timezoneDesignator: 'Europe/Lisbon' },
    });
    const address = `/console/dataviews/${view.id}/components`;
    const source = `web.webPageDetails.name of the dataset Luma Web Events (${web})`;
    const at = (name: string) => `c.new-${kind}-0.${name}`;
    const written = Object.entries({ id: 'own', source, ...settings }).map(
      ([name, value]) => [at(name), value] as const,
    );
    const saved = await page.post(address, [[kind, `new-${kind}-0`], ...written, ['do', 'save']]);
    expect(summaryOf(saved.text)).toEqual([]);
    expect(saved.status).toBe(303);
    const shown = new Map(readFields((await page.get(address)).text));
    const token = kind === 'metrics' ? 'metrics/own' : 'variables/own';
    for (const [name, value] of Object.entries(settings))
      expect([name, shown.get(`c.${token}.${name}`)]).toEqual([name, value]);
  });
});

/** All that the form of a page would send, without a button. */
function readFields(text: string): Fields {
  const decode = (value: string): string =>
    value
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&');
  const fields: [string, string][] = [];
  for (const [tag] of text.matchAll(/<input[^>]*>/g)) {
    const name = / name="([^"]*)"/.exec(tag)?.[1];
    const isOff = tag.includes('type="checkbox"') && !tag.includes(' checked');
    if (name !== undefined && !isOff) fields.push([name, decode(/ value="([^"]*)"/.exec(tag)?.[1] ?? '')]);
  }
  for (const [, name = '', options = ''] of text.matchAll(
    /<select[^>]* name="([^"]*)"[^>]*>([\s\S]*?)<\/select>/g,
  )) {
    const chosen =
      /<option value="([^"]*)" selected/.exec(options)?.[1] ??
      /<option value="([^"]*)"/.exec(options)?.[1] ??
      '';
    fields.push([name, decode(chosen)]);
  }
  for (const [, name = '', value = ''] of text.matchAll(
    /<textarea[^>]* name="([^"]*)"[^>]*>\n?([\s\S]*?)<\/textarea>/g,
  ))
    fields.push([name, decode(value)]);
  return fields;
}
