import {
  type Address,
  type DatasetProfile,
  type Desired,
  type DesiredResource,
  type ProfiledScores,
  parseAddress,
  type ScoreReport,
  type State,
} from '../model/index.ts';
import { describeAll, describeNewest } from '../scores/index.ts';
import { choosePipelines } from './choose-pipelines.ts';
import type { Session } from './session.ts';

/** Describes the newest batch of every score dataset, and where people moved since the one before. Changes nothing. */
export async function profileScores(
  session: Session,
  desired: Desired,
  pipelines: readonly string[],
): Promise<ProfiledScores> {
  const state = await session.backend.read();
  const datasets: DatasetProfile[] = [];
  for (const resource of listDatasets(desired, state, pipelines)) {
    const { address, scores } = resource;
    const batches = await session.scores.open(state, resource);
    const base = { address, propensityType: scores.propensityType };
    if ('unread' in batches) {
      datasets.push({ ...base, ...batches });
      continue;
    }
    try {
      const found = await describeNewest(batches, scores.bounds, session.signal);
      datasets.push({ ...base, ...(found ?? { unread: 'there is no batch yet' }) });
    } finally {
      await batches.close();
    }
  }
  return { environment: desired.environment.name, datasets: withoutSiblings(datasets) };
}

/** Of the two datasets of a pipeline usually one is downloaded: that the other cannot be read is no news then. */
function withoutSiblings<Dataset extends { readonly address: string; readonly unread?: string }>(
  datasets: readonly Dataset[],
): readonly Dataset[] {
  const pipelineOf = ({ address }: Dataset): string => parseAddress(address)?.pipeline ?? address;
  const read = new Set(datasets.filter(({ unread }) => unread === undefined).map(pipelineOf));
  return datasets.filter((dataset) => dataset.unread === undefined || !read.has(pipelineOf(dataset)));
}

/** A report to be made, or why it cannot be. */
export interface DatasetReport {
  readonly address: Address;
  readonly report?: ScoreReport;
  readonly unread?: string;
}

/** Gathers all that the reports of the named pipelines show, one for each score dataset that can be read. */
export async function reportScores(
  session: Session,
  desired: Desired,
  pipelines: readonly string[],
): Promise<readonly DatasetReport[]> {
  const state = await session.backend.read();
  const reports: DatasetReport[] = [];
  for (const resource of listDatasets(desired, state, pipelines))
    reports.push(await reportOne(session, desired, { state, resource }));
  return withoutSiblings(reports);
}

type ScoreResource = DesiredResource & Required<Pick<DesiredResource, 'scores'>>;

async function reportOne(
  session: Session,
  desired: Desired,
  { state, resource }: { readonly state: State; readonly resource: ScoreResource },
): Promise<DatasetReport> {
  const { address, scores } = resource;
  const opened = await session.scores.open(state, resource);
  if ('unread' in opened) return { address, ...opened };
  try {
    const recorded = state.scoreChecks?.[address] ?? [];
    const batches = await describeAll(opened, recorded, session.signal);
    if (batches.length === 0) return { address, unread: 'there is no batch yet' };
    const newest = await describeNewest(opened, scores.bounds, session.signal);
    const { title, description, propensityType, bounds } = scores;
    return {
      address,
      report: {
        title,
        ...(description === undefined ? {} : { description }),
        address,
        environment: desired.environment.name,
        propensityType,
        generatedAt: session.serverNow().toISOString(),
        engine: opened.engineName,
        bounds,
        batches,
        ...(newest?.movement === undefined ? {} : { movement: newest.movement }),
      },
    };
  } finally {
    await opened.close();
  }
}

function listDatasets(
  desired: Desired,
  state: State,
  pipelines: readonly string[],
): readonly ScoreResource[] {
  const isAsked = choosePipelines(desired, state, pipelines);
  return Object.values(desired.resources)
    .filter((resource): resource is ScoreResource => resource.scores !== undefined)
    .filter(({ address }) => isAsked(address))
    .sort((a, b) => (a.address < b.address ? -1 : 1));
}
