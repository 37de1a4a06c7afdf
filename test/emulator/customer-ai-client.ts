import { parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { type TestEmulator, UPGRADE_INSTANCE } from './test-client.ts';

export interface Run {
  readonly status: string;
  readonly trigger: string;
  readonly errorCode: number | null;
  readonly errorTitle: string | null;
  readonly batchIds: string[];
  readonly scoredProfiles: number;
}

export interface Instance {
  readonly id: string;
  readonly instanceKey: string;
  readonly history: { requiredDays: number; availableDays: number };
  readonly profileDatasetId: string | null;
  readonly eventDatasetId: string | null;
}

export interface Dataset {
  readonly name: string;
  readonly tags: Record<string, string[]>;
  readonly schemaRef: { id: string };
}

export interface ScoreRow {
  readonly timestamp?: Date;
  readonly identityMap: { ECID: { id: string; primary: boolean }[] };
  readonly _luma: { CustomerAI: Record<string, Score> };
}

export interface Score {
  readonly score: number;
  readonly probability: number;
  readonly percentileScore: number;
  readonly modelType: string;
  readonly scoreDate: string;
  readonly influentialFactors: { code: string; value: string; importance: string }[];
}

export async function makeInstance(
  emulator: TestEmulator,
  overrides: Record<string, unknown> = {},
): Promise<Instance> {
  const answer = await emulator.control<Instance>('/control/instances', {
    method: 'POST',
    body: { ...UPGRADE_INSTANCE, ...overrides },
  });
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return answer.body;
}

export async function readRuns(emulator: TestEmulator, instance: Instance): Promise<Run[]> {
  return (await emulator.control<Run[]>(`/control/instances/${instance.id}/runs`)).body;
}

export async function readScoreDatasets(emulator: TestEmulator): Promise<[string, Dataset][]> {
  const query = new URLSearchParams({ property: 'name~^Customer AI Scores' }).toString();
  const answer = await emulator.call<Record<string, Dataset>>(`/data/foundation/catalog/dataSets?${query}`);
  return Object.entries(answer.body);
}

/** Downloads every part of a batch, as Adobe's guide walks it. */
export async function readBatchRows(emulator: TestEmulator, batchId: string): Promise<ScoreRow[]> {
  const files = await emulator.call<{ data: { dataSetFileId: string }[] }>(
    `/data/foundation/export/batches/${batchId}/files`,
  );
  let path: string | undefined = `/data/foundation/export/files/${files.body.data[0]?.dataSetFileId}?limit=3`;
  const rows: ScoreRow[] = [];
  while (path) {
    const page: {
      body: { data: { _links: { self: { href: string } } }[]; _links: { next?: { href: string } } };
    } = await emulator.call(path);
    for (const part of page.body.data) {
      const bytes = await emulator.readBytes(part._links.self.href);
      rows.push(...((await parquetReadObjects({ file: bytes.body, compressors })) as unknown as ScoreRow[]));
    }
    path = page.body._links.next?.href.slice(emulator.url.length);
  }
  return rows;
}
