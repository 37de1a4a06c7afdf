import {
  type Expectation,
  isAppliedIn,
  type LoadedEnvironment,
  type LoadedPipeline,
} from '../../model/index.ts';
import type { Finding } from '../finding.ts';
import type { World } from '../world.ts';

/** Checks that an expectation can make; the attributes of one entry belong to one check. */
const CHECKS: Readonly<Record<string, readonly (keyof Expectation)[]>> = {
  freshness: ['maxAgeDays'],
  'row count': ['minRows', 'maxRows', 'maxRowChangePercent'],
  range: ['min', 'max'],
  nulls: ['maxNullPercent'],
  uniqueness: ['unique'],
  'bucket shares': ['bucketShares'],
  stability: ['maxPopulationStabilityIndex'],
  coverage: ['minPopulationSharePercent'],
  query: ['sql'],
};

const NEEDS_ATTRIBUTE = new Set(['range', 'nulls', 'bucket shares', 'stability']);
const NUMERIC = new Set(['score', 'probability', 'percentileScore']);

/** Each expectation makes exactly one kind of check, about something that can be checked so, on scores that are there to be checked. */
export function checkExpectations(world: World): readonly Finding[] {
  return world.pipelines.flatMap((loaded) => {
    const environment = findEmbedded(world, loaded);
    return (loaded.pipeline.spec.scores?.expectations ?? []).flatMap((expectation, index) => {
      const detail = getProblem(expectation) ?? getAbsence(expectation, loaded, environment);
      return detail === undefined ? [] : [describe(loaded, index, detail)];
    });
  });
}

/** An environment of the pipeline that checks what was downloaded. */
function findEmbedded(world: World, { pipeline }: LoadedPipeline): LoadedEnvironment | undefined {
  return world.environments.find(
    ({ environment }) =>
      environment.spec.scores.engine === 'duckdb' && isAppliedIn(environment, pipeline.metadata.name),
  );
}

/** The embedded engine has only what is downloaded: an expectation on other scores would never fail, and never hold anything up. */
function getAbsence(
  { from }: Expectation,
  { pipeline }: LoadedPipeline,
  embedded: LoadedEnvironment | undefined,
): string | undefined {
  const downloaded = pipeline.spec.scores?.download?.from;
  if (embedded === undefined || from === downloaded) return undefined;
  const { name } = embedded.environment.metadata;
  return `The expectation is about scores in ${from} format, but ${downloaded === undefined ? 'no scores are downloaded' : `those in ${downloaded} format are downloaded`}, and environment ${name} checks what is downloaded (engine duckdb). Add or change scores.download, or use engine query-service.`;
}

function describe({ source }: LoadedPipeline, index: number, detail: string): Finding {
  return {
    document: source,
    path: ['spec', 'scores', 'expectations', index],
    part: 'key',
    code: 'wrong-combination',
    summary: 'Attributes do not fit together',
    detail,
  };
}

function getProblem(expectation: Expectation): string | undefined {
  const made = Object.keys(CHECKS).filter((check) =>
    CHECKS[check]?.some((attribute) => expectation[attribute] !== undefined),
  );
  const [check, ...others] = made;
  if (check === undefined) {
    return `The expectation checks nothing. Add one of ${Object.values(CHECKS).flat().join(', ')}.`;
  }
  if (others.length > 0) {
    return `The expectation makes several checks (${made.join(', ')}), so nobody could tell which one failed. Write one expectation for each.`;
  }
  const { attribute, min, max, minRows, maxRows } = expectation;
  if (NEEDS_ATTRIBUTE.has(check) && attribute === undefined) {
    return `A check of ${check} looks at one score attribute. Add "attribute", such as score.`;
  }
  if (!NEEDS_ATTRIBUTE.has(check) && attribute !== undefined) {
    return `"attribute" has no meaning for a check of ${check}. Remove it.`;
  }
  if (check !== 'nulls' && attribute !== undefined && !NUMERIC.has(attribute)) {
    return `A check of ${check} needs numbers, but "${attribute}" holds none. Use score, probability or percentileScore.`;
  }
  if ((min ?? Number.NEGATIVE_INFINITY) > (max ?? Number.POSITIVE_INFINITY))
    return '"min" is larger than "max".';
  return (minRows ?? 0) > (maxRows ?? Number.POSITIVE_INFINITY)
    ? '"minRows" is larger than "maxRows".'
    : undefined;
}
