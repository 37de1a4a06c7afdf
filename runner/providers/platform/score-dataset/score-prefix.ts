import type { PlatformSchema } from '../client/schema.ts';
import type { ScoreFormat } from './parse-name.ts';

const SCORE_OBJECT = 'CustomerAI';

/**
 * The path below which the score attributes stand, `_luma.CustomerAI.PurchaseModel`: the only object under
 * `_{tenant}.CustomerAI` (facts §2.6). Never computed from a name; undefined where the schema has none, or several.
 */
export function findScorePrefix({ fields }: Pick<PlatformSchema, 'fields'>): string | undefined {
  const children = new Set(
    fields
      .filter(({ path }) => path.length >= 3 && path[0]?.startsWith('_') === true && path[1] === SCORE_OBJECT)
      .map(({ path }) => path.slice(0, 3).join('.')),
  );
  const [only] = children;
  return children.size === 1 ? only : undefined;
}

/** The format by the class of a schema (facts §2.6); undefined where the class says neither. */
export function formatOfSchema(schema: Pick<PlatformSchema, 'classId' | 'extends'>): ScoreFormat | undefined {
  const parents = [schema.classId ?? '', ...schema.extends];
  if (parents.some((id) => TIME_SERIES.test(id))) return 'event';
  return parents.some((id) => /\/(?:context\/profile|data\/record)$/.test(id)) ? 'profile' : undefined;
}

/** Whether rows of a schema are events: they have a time. */
export function isTimeSeries(schema: Pick<PlatformSchema, 'classId' | 'extends'>): boolean {
  return [schema.classId ?? '', ...schema.extends].some((id) => TIME_SERIES.test(id));
}

const TIME_SERIES = /\/(?:context\/experienceevent|data\/time-series)$/;
