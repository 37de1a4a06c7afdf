import { compact } from '../../../host/index.ts';
import { isProfileEnabled, type PlatformDataSet } from '../client/dataset.ts';
import { parseScoreDatasetName, type ScoreFormat } from './parse-name.ts';

/** A score dataset as a Catalog list shows it. */
export interface ScoreDatasetRow {
  readonly id: string;
  /** As Adobe's UI lists it. */
  readonly name: string;
  /** Title of the instance, as the dataset's name has it. */
  readonly title: string;
  /** By its name; the class of its schema has the last word. */
  readonly format: ScoreFormat;
  readonly isProfileEnabled: boolean;
  readonly schemaId?: string;
  /** Unix milliseconds. */
  readonly created?: number;
  /** Name of the table in Query Service. */
  readonly table?: string;
}

/** Reads a dataset as a score dataset; undefined where its name is not that of one. */
export function readScoreDatasetRow(dataset: PlatformDataSet): ScoreDatasetRow | undefined {
  const { id, name, schemaId, created } = dataset;
  const parsed = name === undefined ? undefined : parseScoreDatasetName(name);
  if (name === undefined || parsed === undefined) return undefined;
  const table = dataset.tags?.['adobe/pqs/table']?.[0];
  return {
    id,
    name,
    ...parsed,
    isProfileEnabled: isProfileEnabled(dataset),
    ...compact({ schemaId, created, table }),
  };
}
