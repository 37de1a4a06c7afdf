import { afterEach, describe, expect, it } from 'vitest';
import {
  findDatasetId,
  makeConnection,
  SCHEMA_FULL,
  startTestEmulator,
  type TestEmulator,
  UPGRADE_INSTANCE,
} from './test-client.ts';

const open: TestEmulator[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((emulator) => emulator.close()));
});

type Json = Record<string, unknown>;

const VIEW_EXPANSION =
  'name,description,parentDataGroupId,timezoneDesignator,sessionDefinition,segmentList,modified';

interface Spelled {
  readonly connection: Json;
  readonly dataView: Json;
  readonly page: Json;
  readonly dimensions: unknown;
  readonly scores: Json;
  readonly schema: Json;
}

/** One world, read through a respelling. */
async function readSpelled(
  respell: number | undefined,
): Promise<{ read: () => Promise<Spelled>; text: string }> {
  const emulator = await startTestEmulator(respell === undefined ? {} : { respell });
  open.push(emulator);
  await emulator.control('/control/instances', { method: 'POST', body: UPGRADE_INSTANCE });
  await emulator.advance(86_400);
  const connectionId = await makeConnection(emulator);
  const body = { name: 'View', parentDataGroupId: connectionId, timezoneDesignator: 'US/Mountain' };
  const made = await emulator.call<{ id: string }>('/data/dataviews', { method: 'POST', body });
  const search = new URLSearchParams({ property: 'name~^Customer AI Scores' }).toString();
  const read = async (): Promise<Spelled> => {
    const get = async <T = Json>(path: string, accept = 'application/json'): Promise<T> =>
      (await emulator.call<T>(path, { headers: { accept } })).body;
    const scores = await get<Record<string, { schemaRef: { id: string } }>>(
      `/data/foundation/catalog/dataSets?${search}`,
    );
    const schemaId = encodeURIComponent(Object.values(scores)[0]?.schemaRef.id ?? '');
    const expansion = 'name,description,dataSets,tags,dataRetentionMonths,granularBackfills,owner';
    return {
      connection: await get(`/data/connections/${connectionId}?expansion=${expansion}`),
      dataView: await get(`/data/dataviews/${made.body.id}?expansion=${VIEW_EXPANSION}`),
      page: await get('/data/dataviews'),
      dimensions: await get(`/data/dataviews/${made.body.id}/dimensions?expansion=type,description,tags`),
      scores,
      schema: await get(`/data/foundation/schemaregistry/tenant/schemas/${schemaId}`, SCHEMA_FULL),
    };
  };
  return { read, text: JSON.stringify(await read()) };
}

/** What a reader who tolerates everything on the facts page still understands. */
function assertReadable({ connection, dataView, page, dimensions, scores, schema }: Spelled): void {
  expect(String(connection.id)).toContain(String(connection.idWithoutPrefix));
  expect(connection.name).toBe('Scores');
  expect(connection.description ?? '').toBe('');
  expect(connection.dataRetentionMonths ?? 0).toBe(0);
  expect(connection.tags ?? []).toEqual([]);
  const dataSets = connection.dataSets as Json[];
  expect(dataSets).toHaveLength(1);
  expect(String(dataSets[0]?.type).toLowerCase()).toBe('event');
  expect(String(dataSets[0]?.identityNamespace).toLowerCase()).toBe('ecid');
  expect(dataSets[0]?.identityMap).toBe(true);
  expect(dataView.timezoneDesignator).toBe('US/Mountain');
  expect(String(dataView.parentDataGroupId).replace(/^dg_/, '')).toBe(connection.idWithoutPrefix);
  const session = (dataView.sessionDefinition as Json[])[0];
  expect(String(session?.granularity).toLowerCase()).toBe('minute');
  expect(session?.numPeriods).toBe(30);
  expect(session?.events ?? []).toEqual([]);
  expect(Date.parse(String(dataView.modifiedDate))).not.toBeNaN();
  expect(page.lastPage ?? page.last).toBe(true);
  expect((page.content as Json[]).map(({ id }) => id)).toEqual([dataView.id]);
  const components = Array.isArray(dimensions) ? dimensions : (dimensions as Json).content;
  expect((components as Json[]).map(({ id }) => id)).toContain('variables/daterangeday');
  const names = Object.values(scores as Record<string, Json>).map(({ name }) => String(name));
  expect(names.every((name) => /^Customer AI Scores(?: in EE Format)?\s*[-–—]\s*Likelihood/.test(name))).toBe(
    true,
  );
  expect(Object.keys(((schema.properties as Json)._luma as Json).properties as Json)).toEqual(['CustomerAI']);
}

describe('the respelling mode', () => {
  it('spells everything as the facts page does when it is off', async () => {
    const { read } = await readSpelled(undefined);
    const spelled = await read();
    assertReadable(spelled);
    expect(spelled.dataView.sessionDefinition).toEqual([
      { numPeriods: 30, granularity: 'minute', func: 'inactivity', events: [] },
    ]);
  });

  it('is the same for the same seed, and from read to read', async () => {
    const [first, second] = [await readSpelled(3), await readSpelled(3)];
    expect(first.text).toBe(second.text);
    expect(JSON.stringify(await first.read())).toBe(first.text);
  });

  it('stays readable for a tolerant reader under any seed, and reaches every way of saying things', async () => {
    const texts = new Set<string>();
    const seen = {
      page: new Set<string>(),
      description: new Set<string>(),
      dash: new Set<string>(),
      bare: new Set<boolean>(),
    };
    for (let seed = 1; seed <= 20; seed += 1) {
      const { read, text } = await readSpelled(seed);
      const spelled = await read();
      assertReadable(spelled);
      texts.add(text);
      seen.page.add(['firstPage', 'first'].filter((name) => name in spelled.page).join());
      seen.description.add(
        'description' in spelled.connection ? String(spelled.connection.description) : 'absent',
      );
      seen.dash.add(String(Object.values(spelled.scores as Record<string, Json>)[0]?.name).charAt(19));
      seen.bare.add(Array.isArray(spelled.dimensions));
    }
    expect(texts.size).toBe(20);
    expect([...seen.page].sort()).toEqual(['first', 'firstPage', 'firstPage,first']);
    expect([...seen.description].sort()).toEqual(['', 'absent', 'null']);
    expect([...seen.dash].sort()).toEqual(['-', '–', '—']);
    expect([...seen.bare].sort()).toEqual([false, true]);
  }, 60_000);

  it('writes floats and hides folders in folders without breaking downloads', async () => {
    for (let respell = 1; respell <= 6; respell += 1) {
      const emulator = await startTestEmulator({ respell });
      open.push(emulator);
      const id = await findDatasetId(emulator, 'Luma Plans');
      const batches = await emulator.call(`/data/foundation/catalog/batches?dataSet=${id}&limit=1`);
      let path = `/data/foundation/export/batches/${Object.keys(batches.body)[0]}/files`;
      let bytes: ArrayBuffer | undefined;
      for (let depth = 0; depth < 4 && !bytes; depth += 1) {
        const { body } = await emulator.call<{
          data: { name?: string; _links: { self: { href: string } } }[];
        }>(path);
        const href = body.data[0]?._links.self.href ?? '';
        if (body.data[0]?.name) bytes = (await emulator.readBytes(href)).body;
        path = href.slice(emulator.url.length);
      }
      expect(new TextDecoder().decode(bytes?.slice(0, 4))).toBe('PAR1');
    }
  });
});
