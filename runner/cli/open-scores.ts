import { join } from 'node:path';
import {
  currentObject,
  type DesiredResource,
  parseAddress,
  type SqlEngine,
  type State,
} from '../model/index.ts';
import type { PlatformClient } from '../providers/platform/index.ts';
import {
  listExportOrders,
  openExportedBatches,
  openQueryService,
  openQueryServiceBatches,
  openScoreParser,
  type ScoreBatches,
} from '../scores/index.ts';
import type { ScoresRequest } from './scores-request.ts';

/** Which scores are to be read. */
interface Wanted {
  readonly state: State;
  readonly dataset: DesiredResource;
}

/** Opens the batches of a score dataset with the engine that the environment names; or says why they cannot be read yet. */
export async function openScores(
  client: PlatformClient,
  request: ScoresRequest,
  { state, dataset }: Wanted,
): Promise<ScoreBatches | { readonly unread: string }> {
  const { address } = dataset;
  const { id, prefix, table } = currentObject(state, address)?.ids ?? {};
  if (id === undefined)
    return { unread: 'the dataset is not known yet: it appears after the first scoring run' };
  if (prefix === undefined) return { unread: 'where the scores stand in its schema is not known yet' };
  const namespace = dataset.scores?.identityNamespace ?? '';
  const subject = { datasetId: id, prefix, namespace };
  const engine = openRemoteEngine(client, request);
  if (engine !== undefined) {
    if (table === undefined) return { unread: 'Adobe names no table of Query Service for the dataset' };
    return openQueryServiceBatches(
      {
        engine,
        ...(await openScoreParser()),
        folder: join(request.root, '.cai', 'scores', request.environment.metadata.name),
      },
      { ...subject, table, format: parseAddress(address)?.name === 'event' ? 'event' : 'profile' },
    );
  }
  const order = listExportOrders(state).find(({ datasetId }) => datasetId === id);
  if (order === undefined)
    return { unread: 'its batches are not downloaded: scores.download of the pipeline' };
  return await openExportedBatches(request.root, order, subject);
}

/** Query Service, where the environment names it as its engine; reached with the first statement. */
export function openRemoteEngine(
  client: PlatformClient,
  { environment }: ScoresRequest,
): SqlEngine | undefined {
  if (environment.spec.scores.engine !== 'query-service') return undefined;
  return openQueryService({ readConnection: async () => await client.readQueryServiceConnection() });
}
