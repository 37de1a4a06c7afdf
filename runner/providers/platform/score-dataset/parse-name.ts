/** The two forms in which an instance writes its scores. */
export type ScoreFormat = 'profile' | 'event';

/** What the name of a score dataset says. */
export interface ScoreDatasetName {
  /** Title of the instance. */
  readonly title: string;
  readonly format: ScoreFormat;
}

/** What every name of a score dataset begins with, as Catalog's `property` filter takes it. */
export const SCORE_DATASET_FILTER = 'name~^Customer AI Scores';

// Adobe's own pages print a hyphen in one place and an en dash in another (facts §2.6).
const NAME = /^customer\s+ai\s+scores(\s+in\s+ee\s+format)?\s*[-\u2010-\u2015\u2212]\s*(\S.*)$/isu;

/** Reads the name of a score dataset; undefined where it is none. Deciding the format by the schema's class comes first. */
export function parseScoreDatasetName(name: string): ScoreDatasetName | undefined {
  const match = NAME.exec(name.trim());
  const title = match?.[2];
  if (title === undefined) return undefined;
  return { title, format: match?.[1] === undefined ? 'profile' : 'event' };
}
