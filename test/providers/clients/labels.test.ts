import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Transport } from '../../../runner/host/index.ts';
import { PlatformClient, platformInputs } from '../../../runner/providers/platform/index.ts';
import { type Scripted, ScriptedServer } from '../../host/scripted-server.ts';
import { makeApi } from '../../host/transport-setup.ts';

const SCHEMA = 'https://ns.adobe.com/luma/schemas/1';
const GROUP = 'https://ns.adobe.com/luma/mixins/2';

let server: ScriptedServer;
let transport: Transport;
let client: PlatformClient;

beforeEach(async () => {
  server = await ScriptedServer.start();
  const made = makeApi(server.url, 'platform');
  transport = made.transport;
  client = new PlatformClient(made.api);
});
afterEach(async () => {
  await transport.close();
  await server.stop();
});

/** Answers by the end of the path; what is not named is refused. */
function answer(answers: Readonly<Record<string, Scripted>>): void {
  server.answerBy(({ url }) => {
    if (url.startsWith('/ims/')) return { body: { access_token: 't', expires_in: 86_399 } };
    const { pathname } = new URL(url, server.url);
    const found = Object.keys(answers).find((end) => pathname.endsWith(end));
    return answers[found ?? ''] ?? { status: 403, body: { error_code: '403000', message: 'not allowed' } };
  });
}

const DATASET = { body: { d1: { name: 'Web', schemaRef: { id: SCHEMA } } } };
const DESCRIPTORS = {
  body: {
    'xdm:descriptorLabel': [
      {
        'xdm:sourceSchema': GROUP,
        'xdm:sourceProperty': '/properties/web/properties/name',
        'xdm:labels': ['core/C9'],
      },
      { 'xdm:sourceSchema': 'another', 'xdm:sourceProperty': '/web/name', 'xdm:labels': ['core/C2'] },
    ],
  },
};

it('labels of field groups hold for datasets whose schema has the group, and for no other', async () => {
  answer({
    '/dataSets': DATASET,
    '/batches': { body: {} },
    '/descriptors': DESCRIPTORS,
    '/labels': { status: 404, body: { status: 'NOT_FOUND', code: 'PES-404' } },
    [`/schemas/${encodeURIComponent(SCHEMA)}`]: {
      body: { $id: SCHEMA, 'meta:extends': [GROUP], properties: {} },
    },
  });
  const inputs = await platformInputs(client).readInputs([{ title: 'Web', isLearntFrom: true }]);
  expect(inputs.get('Web')).toMatchObject({
    value: [{ labels: { value: [{ label: 'C9', path: 'web.name' }] } }],
  });
});

it('what is refused says so, and the rest is still read', async () => {
  answer({
    '/dataSets': DATASET,
    '/batches': { body: { b1: { status: 'success', created: 1000, completed: 2000 } } },
    [`/schemas/${encodeURIComponent(SCHEMA)}`]: {
      body: { $id: SCHEMA, properties: { a: { type: 'string' } } },
    },
  });
  const refused = { failure: expect.stringContaining('403') };
  const inputs = await platformInputs(client).readInputs([{ title: 'Web', isLearntFrom: true }]);
  expect(inputs.get('Web')).toMatchObject({
    value: [
      {
        schema: { value: { fields: [{ path: 'a', type: 'string' }], identities: refused } },
        history: { value: { basis: 'loading', span: { from: 1000, until: 2000 } } },
        labels: refused,
      },
    ],
  });
});
