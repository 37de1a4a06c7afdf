import {
  compact,
  type Members,
  readFlag,
  readMember,
  readNumber,
  readText,
  readTexts,
} from '../../../host/index.ts';
import type { JsonValue } from '../../../model/index.ts';
import { readTagNames } from './connection.ts';

/** Dimensions or metrics. */
export type ComponentType = 'dimensions' | 'metrics';

const COMMON_EXPANSION: readonly string[] = [
  'description',
  'tags',
  'sourceFieldId',
  'sourceFieldName',
  'sourceFieldType',
  'hideFromReporting',
  'hidden',
  'includeExcludeSetting',
  'dataSetIds',
  'dataSetType',
  'type',
  'schemaPath',
  'schemaType',
  'precision',
];

/** What the read API shows of the settings of a component (facts §5.4); what moves by itself is left out. */
export const COMPONENT_EXPANSION: Readonly<Record<ComponentType, readonly string[]>> = {
  dimensions: [...COMMON_EXPANSION, 'bucketingSetting', 'noValueOptionsSetting', 'persistenceSetting'],
  metrics: [...COMMON_EXPANSION, 'countType', 'formatSetting', 'attributionSetting'],
};

/** A dimension or metric of a data view. The deep settings are kept as they came: their kinds know how to compare them. */
export type CjaComponent = ReturnType<typeof readComponent>;

/** The id of a component: `variables/…` or `metrics/…`. */
export function readComponentId(item: Members): string | undefined {
  return readText(item, 'id');
}

/** Reads a component whose id is known. */
export function readComponent(item: Members, id: string) {
  return compact({
    id,
    name: readText(item, 'name'),
    description: readText(item, 'description'),
    tags: readTagNames(item),
    type: readText(item, 'type'),
    schemaPath: readText(item, 'schemaPath'),
    schemaType: readText(item, 'schemaType'),
    sourceFieldId: readText(item, 'sourceFieldId'),
    sourceFieldName: readText(item, 'sourceFieldName'),
    sourceFieldType: readText(item, 'sourceFieldType'),
    dataSetIds: readTexts(item, 'dataSetIds'),
    dataSetType: readText(item, 'dataSetType'),
    hideFromReporting: readFlag(item, 'hideFromReporting'),
    hidden: readFlag(item, 'hidden'),
    precision: readNumber(item, 'precision'),
    countType: readText(item, 'countType'),
    includeExcludeSetting: readSetting(item, 'includeExcludeSetting'),
    bucketingSetting: readSetting(item, 'bucketingSetting'),
    noValueOptionsSetting: readSetting(item, 'noValueOptionsSetting'),
    persistenceSetting: readSetting(item, 'persistenceSetting'),
    attributionSetting: readSetting(item, 'attributionSetting'),
    formatSetting: readSetting(item, 'formatSetting'),
  });
}

function readSetting(item: Members, name: string): JsonValue | undefined {
  const value = readMember(item, name);
  return value === undefined || value === null ? undefined : (value as JsonValue);
}
