import type { ScoreMovement, SqlRow } from '../../model/index.ts';

/** Reads the rows that `moveScoresStatement` gives. */
export function readMovement(
  between: Pick<ScoreMovement, 'fromBatch' | 'toBatch' | 'bounds'>,
  rows: readonly SqlRow[],
): ScoreMovement {
  const buckets = between.bounds.map((_, bucket) => bucket).concat(between.bounds.length);
  const count = (origin: number | null, destination: number | null): number =>
    rows
      .filter((row) => toBucket(row.origin) === origin && toBucket(row.destination) === destination)
      .reduce((sum, { people }) => sum + Number(people), 0);
  return {
    ...between,
    people: buckets.map((origin) => buckets.map((destination) => count(origin, destination))),
    arrived: buckets.map((destination) => count(null, destination)),
    left: buckets.map((origin) => count(origin, null)),
  };
}

function toBucket(value: SqlRow[string] | undefined): number | null {
  return value === null || value === undefined ? null : Number(value);
}
