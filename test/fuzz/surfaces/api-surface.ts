import { makePlan } from '../../../runner/plan/index.ts';
import { renderFailure, renderPlan, renderPlanJson } from '../../../runner/render/index.ts';
import type { Corpus } from '../corpus.ts';
import { mutateJson } from '../mutate-json.ts';
import { damageBytes } from '../mutate-text.ts';
import { oddText } from '../odd-values.ts';
import { assertPrintable } from '../printable.ts';
import { KINDS } from '../product.ts';
import type { Random } from '../random.ts';
import {
  type Connected,
  connect,
  observeAll,
  observeRecorded,
  RecordedAdobe,
  type ReplacedAnswer,
} from '../recorded-adobe.ts';
import type { FuzzInput, Surface } from '../surface.ts';

/** Which answer is replaced, and what is asked then: everything, as for a plan, or one call of a client. */
interface Setting {
  readonly world: number;
  readonly key: string;
  readonly call: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

type ClientCall = (connected: Connected, id: string) => Promise<unknown>;

/** Every read of the clients, and the writes, which must understand their answers too. */
const CALLS: Readonly<Record<string, ClientCall>> = {
  'platform.listDataSets': async ({ platform }) => await platform.listDataSets(),
  'platform.listScoreDataSets': async ({ platform }) => await platform.listScoreDataSets(),
  'platform.getNewestBatchTime': async ({ platform }, id) => await platform.getNewestBatchTime(id),
  'platform.getDataSet': async ({ platform }, id) => await platform.getDataSet(id),
  'platform.listBatches': async ({ platform }, dataSetId) => await platform.listBatches({ dataSetId }),
  'platform.getSchema': async ({ platform }, id) => await platform.getSchema(id),
  'platform.getTenant': async ({ platform }) => await platform.getTenant(),
  'platform.listIdentityDescriptors': async ({ platform }) => await platform.listIdentityDescriptors(),
  'platform.listBatchParts': async ({ platform }, batchId) => await platform.listBatchParts({ batchId }),
  'cja.listConnections': async ({ cja }) => await cja.listConnections(),
  'cja.getConnection': async ({ cja }, id) => await cja.getConnection(id),
  'cja.listBackfills': async ({ cja }, id) => await cja.listBackfills({ connectionId: id, dataSetId: 'd' }),
  'cja.listDataViews': async ({ cja }) => await cja.listDataViews(),
  'cja.getDataView': async ({ cja }, id) => await cja.getDataView(id),
  'cja.createDataView': async ({ cja }) => await cja.createDataView(VIEW),
  'cja.updateDataView': async ({ cja }, id) => await cja.updateDataView(id, { name: 'x' }),
  'cja.deleteDataView': async ({ cja }, id) => await cja.deleteDataView(id),
  'cja.validateDataView': async ({ cja }) => await cja.validateDataView(VIEW),
  'cja.listDimensions': async ({ cja }, id) =>
    await cja.listComponents({ dataViewId: id, type: 'dimensions' }),
  'cja.listMetrics': async ({ cja }, id) => await cja.listComponents({ dataViewId: id, type: 'metrics' }),
  'cja.listSegments': async ({ cja }) => await cja.listSegments(),
  'cja.listAuditRecords': async ({ cja }, componentId) =>
    await cja.listAuditRecords({ component: 'DATA_VIEW', componentId }),
};

const VIEW = { name: 'x', parentDataGroupId: 'dg_x', timezoneDesignator: 'Europe/Lisbon' } as const;

/** Answers of Adobe, given by a real server: to one call of a client, or to one request of a whole plan. */
export async function openApiSurface(corpus: Corpus): Promise<Surface> {
  const worlds = await Promise.all(
    corpus.worlds.map(async (world) => {
      const adobe = new RecordedAdobe(world.answers);
      await adobe.open();
      return { adobe, ...(await observeRecorded(world)), answers: world.answers };
    }),
  );
  const bodies = worlds.flatMap(({ answers }) => Object.values(answers).map(({ body }) => parse(body)));
  const whole = { call: 'plan', status: 200, headers: {} };
  return {
    name: 'api',
    sound: worlds.flatMap(({ answers }, world) =>
      Object.entries(answers)
        .filter(([key]) => !key.includes('?path='))
        .map(([key, { body, headers, status }]) => ({
          setting: JSON.stringify({ ...whole, world, key, headers, status } satisfies Setting),
          bytes: Buffer.from(body),
        })),
    ),
    generate: (random) => {
      const world = random.below(worlds.length);
      const answers = Object.entries(worlds[world]?.answers ?? {}).filter(([key]) => !key.includes('?path='));
      const [key, { body }] = random.pick(answers);
      const setting: Setting = {
        world,
        ...(random.chance(0.12)
          ? { key, call: 'plan' }
          : { key: '*', call: random.pick(Object.keys(CALLS)) }),
        ...makeHead(random),
      };
      return { setting: JSON.stringify(setting), bytes: makeBody(body, bodies, random) };
    },
    read: async (input: FuzzInput) => {
      const setting: Setting = JSON.parse(input.setting);
      const world = worlds[setting.world];
      if (world === undefined) return;
      const { adobe, desired, state } = world;
      const body = Buffer.from(
        Buffer.from(input.bytes).toString('latin1').replaceAll('{origin}', adobe.url),
        'latin1',
      );
      const { status, headers } = setting;
      adobe.replaced = new Map([[setting.key, { status, headers, body } satisfies ReplacedAnswer]]);
      const connected = connect(adobe.url);
      try {
        await CALLS[setting.call]?.(connected, 'dv_1');
        if (setting.call !== 'plan') return;
        const observed = await observeAll(connected.remotes, desired, state);
        const plan = makePlan({ desired, observed, state, kinds: KINDS }, []);
        assertPrintable(renderPlan(plan, { color: false, width: 100 }));
        assertPrintable(renderPlanJson(plan));
      } catch (error) {
        assertPrintable(describe(error));
        throw error;
      } finally {
        await connected.transport.close();
      }
    },
    close: async () => {
      await Promise.all(worlds.map(async ({ adobe }) => await adobe.close()));
    },
  };
}

function describe(error: unknown): string {
  const { message, code, hint } = error as { message: string; code: string; hint?: string };
  const failure = { message: String(message), code: String(code), ...(hint === undefined ? {} : { hint }) };
  return renderFailure(failure, { color: false, width: 100 });
}

function makeHead(random: Random): Pick<Setting, 'status' | 'headers'> {
  if (random.chance(0.7)) return { status: 200, headers: { 'content-type': 'application/json' } };
  const status = random.pick([
    200, 201, 204, 206, 299, 300, 301, 302, 304, 400, 401, 403, 404, 405, 409, 412, 418, 429, 500, 503,
  ]);
  const header = random.pick([
    'retry-after',
    'date',
    'x-request-id',
    'content-type',
    'content-range',
    'etag',
    'location',
  ]);
  const value = random.pick([
    '0',
    '-1',
    '99999999999999999999',
    'Wed, 21 Oct 9999 07:28:00 GMT',
    'not a date',
    'bytes 0-1/2',
    'bytes */x',
    'http://127.0.0.1:1/elsewhere',
    'x'.repeat(4000),
    'text/html; charset=\u00e9',
  ]);
  return { status, headers: { [header]: value } };
}

function makeBody(body: string, bodies: readonly unknown[], random: Random): Uint8Array {
  if (random.chance(0.03)) return Buffer.from(oddText(random));
  if (random.chance(0.1)) return damageBytes(Buffer.from(body), random);
  return Buffer.from(JSON.stringify(mutateJson(parse(body), random, bodies)));
}

function parse(body: string): unknown {
  try {
    const value: unknown = JSON.parse(body);
    return value;
  } catch {
    return body;
  }
}
