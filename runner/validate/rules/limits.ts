import type { Component, DocumentPath, LoadedPipeline, Lookback, SourceDocument } from '../../model/index.ts';
import type { Finding } from '../finding.ts';
import { getOwnConnection, getScopes, type World } from '../world.ts';

const MAX_DATASETS = 100;
const MAX_BUCKETS = 20;
const MAX_COMPONENTS = 5000;
const MAX_LOOKBACK_DAYS = 90;
const MAX_DATA_VIEWS = 2000;

/** Limits that Adobe documents for Customer Journey Analytics. */
export function checkLimits(world: World): readonly Finding[] {
  return [
    ...world.pipelines.flatMap((loaded) => [...checkConnection(loaded), ...checkDataViews(loaded)]),
    ...checkOrganisation(world),
  ];
}

function describe(document: SourceDocument, path: DocumentPath, detail: string): Finding {
  return {
    document,
    path,
    part: 'key',
    code: 'limit-exceeded',
    summary: 'A limit of Adobe is exceeded',
    detail,
  };
}

function checkConnection({ pipeline, source }: LoadedPipeline): readonly Finding[] {
  const connection = getOwnConnection(pipeline);
  if (connection === undefined) return [];
  const { datasets } = connection;
  const path = ['spec', 'connection', 'datasets'];
  const findings: Finding[] = [];
  if (datasets.length > MAX_DATASETS) {
    findings.push(
      describe(
        source,
        path,
        `A connection holds at most ${MAX_DATASETS} datasets; this one has ${datasets.length}. Spread them over two connections.`,
      ),
    );
  }
  if (!datasets.some(({ type }) => type === 'event' || type === 'summary')) {
    findings.push(
      describe(
        source,
        path,
        'A connection needs at least one dataset with events or summaries. Add one, such as scores.event.',
      ),
    );
  }
  return findings;
}

function checkDataViews({ pipeline, source }: LoadedPipeline): readonly Finding[] {
  return pipeline.spec.dataViews.flatMap((view, index) => {
    const path = ['spec', 'dataViews', index, 'components'];
    const tooMany = (['dimension', 'metric'] as const).flatMap((type) => {
      const count = view.components.filter((component) => component.type === type).length;
      return count <= MAX_COMPONENTS
        ? []
        : [
            describe(
              source,
              path,
              `A data view has at most ${MAX_COMPONENTS} ${type}s; this one has ${count}.`,
            ),
          ];
    });
    const inside = view.components.flatMap((component, at) =>
      checkComponent(source, [...path, at], component),
    );
    return [...tooMany, ...inside];
  });
}

function checkComponent(
  document: SourceDocument,
  path: DocumentPath,
  component: Component,
): readonly Finding[] {
  const findings: Finding[] = [];
  const count = component.buckets?.length ?? 0;
  if (count > MAX_BUCKETS) {
    findings.push(
      describe(
        document,
        [...path, 'buckets'],
        `Value bucketing has at most ${MAX_BUCKETS} buckets; this one has ${count}.`,
      ),
    );
  }
  const periods = [
    ['persistence', 'expiration', component.persistence?.expiration],
    ['persistence', 'lookback', component.persistence?.lookback],
    ['attribution', 'lookback', component.attribution?.lookback],
  ] as const;
  for (const [group, attribute, period] of periods) {
    const days = getDays(period);
    if (days <= MAX_LOOKBACK_DAYS) continue;
    findings.push(
      describe(
        document,
        [...path, group, attribute],
        `A time of its own is at most ${MAX_LOOKBACK_DAYS} days; this one is ${days}.`,
      ),
    );
  }
  return findings;
}

const DAYS: Readonly<Record<NonNullable<Lookback['unit']>, number>> = {
  minutes: 1 / 1440,
  hours: 1 / 24,
  days: 1,
  weeks: 7,
  months: 30,
};

function getDays(period: Pick<Lookback, 'length' | 'unit'> | undefined): number {
  return period?.length === undefined || period.unit === undefined
    ? 0
    : period.length * (DAYS[period.unit] ?? 0);
}

function checkOrganisation(world: World): readonly Finding[] {
  return getScopes(world).flatMap(({ environment, pipelines }) => {
    const count = pipelines.reduce((sum, { pipeline }) => sum + pipeline.spec.dataViews.length, 0);
    if (environment === undefined || count <= MAX_DATA_VIEWS) return [];
    const detail = `An organisation has at most ${MAX_DATA_VIEWS} data views; the pipelines of this environment declare ${count}.`;
    return [describe(environment.source, ['spec', 'pipelines'], detail)];
  });
}
