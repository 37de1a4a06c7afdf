import { getBackfillStatus } from '../cja/backfill-status.ts';
import type { Context } from '../context.ts';
import { getConnectionDatasetType } from '../control/read-connection.ts';
import type { JsonObject } from '../respell/respell-object.ts';
import type { ConnectionDataset, WorldConnection } from '../world/types.ts';
import { isOn, listOf, textOf } from './form-state.ts';
import type { Problems } from './problems.ts';

/** Data source types with the words of Adobe's list (facts §4.2). */
export const SOURCE_TYPES = [
  { value: 'webData', text: 'Web data' },
  { value: 'mobileAppData', text: 'Mobile App data' },
  { value: 'posData', text: 'POS data' },
  { value: 'crmData', text: 'CRM data' },
  { value: 'surveyData', text: 'Survey data' },
  { value: 'productData', text: 'Product data' },
  { value: 'callCenterData', text: 'Call Center data' },
  { value: 'accountsData', text: 'Accounts data' },
  { value: 'transactionData', text: 'Transaction data' },
  { value: 'customerFeedbackData', text: 'Customer Feedback data' },
  { value: 'other', text: 'Other' },
] as const;

/** What the control for the person of a row says where the identity map holds it. */
export const IDENTITY_MAP = 'Identity Map';

/** A setting of a dataset that no API shows, and the types of dataset that have it. */
export interface HiddenSetting {
  readonly name: string;
  readonly label: string;
  readonly types: readonly string[];
  readonly isSwitch?: boolean;
}

const STITCHED = ['event'];

/** Settings that the emulator keeps for the form alone, in Adobe's order (facts §4.2). */
export const HIDDEN_SETTINGS: readonly HiddenSetting[] = [
  { name: 'stitching', label: 'Enable identity stitching', types: STITCHED, isSwitch: true },
  { name: 'stitchingMethod', label: 'Stitching method', types: STITCHED },
  { name: 'persistentId', label: 'Persistent ID', types: STITCHED },
  { name: 'stitchedPersonId', label: 'Enable identity stitching › Person ID', types: STITCHED },
  { name: 'stitchedNamespace', label: 'Enable identity stitching › Namespace', types: STITCHED },
  { name: 'replayWindow', label: 'Replay window', types: STITCHED },
  { name: 'transform', label: 'Transform dataset', types: ['lookup', 'profile'], isSwitch: true },
  { name: 'timezone', label: 'Timezone', types: ['summary'] },
  { name: 'granularity', label: 'Granularity', types: ['summary'] },
  { name: 'matchingDataset', label: 'Matching key › Dataset', types: [] },
];

/** The name of the control of one setting of one dataset. */
export function datasetControl(id: string, setting: string): string {
  return `d.${id}.${setting}`;
}

/** The type that CJA derives from the schema of a dataset. */
export function typeOf({ world }: Context, id: string): string {
  const dataset = world.datasets.find((candidate) => candidate.id === id);
  return dataset === undefined ? 'event' : getConnectionDatasetType(world, dataset);
}

/** What is missing in the settings of datasets before they can be added (facts §4.3). */
export function checkDatasets(context: Context, form: URLSearchParams, ids: readonly string[]): Problems {
  const problems = new Map<string, string>();
  for (const id of ids) {
    const text = (setting: string): string => textOf(form, datasetControl(id, setting));
    const need = (setting: string, message: string): void => {
      if (text(setting) === '') problems.set(datasetControl(id, setting), message);
    };
    if (typeOf(context, id) === 'lookup') {
      need('key', 'Key: enter the field that identifies a row');
      continue;
    }
    need('personId', 'Person ID: choose Identity Map or a field');
    if (text('personId') === IDENTITY_MAP && text('primaryNamespace') !== 'on')
      need('namespace', 'Namespace: enter a namespace, or use the primary one');
  }
  return problems;
}

/** Reads the editor as a body of the control API. */
export function readConnectionForm(
  context: Context,
  form: URLSearchParams,
): { body: JsonObject; problems: Problems } {
  const problems = new Map<string, string>();
  const name = textOf(form, 'name');
  if (name === '') problems.set('name', 'Connection name: enter a name');
  const months = Number(textOf(form, 'months') || 'NaN');
  const isRolling = isOn(form, 'rolling');
  if (isRolling && !(Number.isInteger(months) && months > 0))
    problems.set('months', 'Select number of months: enter a whole number from 1');
  const ids = form.getAll('dataset');
  if (ids.length === 0)
    problems.set('', 'Add datasets: a connection needs at least one event or summary dataset');
  const body = {
    name,
    description: textOf(form, 'description'),
    tags: listOf(form, 'tags'),
    sandboxName: textOf(form, 'sandbox'),
    primaryIdType: textOf(form, 'primaryIdType') || 'person',
    dataRetentionMonths: isRolling ? months : null,
    hiddenSettings: { averageDailyEvents: textOf(form, 'averageDailyEvents') },
    dataSets: ids.map((id) => readDataset(context, form, id)),
  };
  return { body, problems };
}

function readDataset(context: Context, form: URLSearchParams, id: string): JsonObject {
  const text = (setting: string): string => textOf(form, datasetControl(id, setting));
  const orNull = (setting: string): string | null => text(setting) || null;
  const source = text('sourceType');
  const description = text('sourceDescription');
  const common = {
    dataSetId: id,
    hiddenSettings: Object.fromEntries(
      HIDDEN_SETTINGS.map(({ name }) => [name, text(name)]).filter(([, value]) => value !== ''),
    ),
    streaming: text('streaming') === 'on',
    backfill: text('backfill') === 'on',
    dataSourceType: source === '' ? null : { id: source, ...(description === '' ? {} : { description }) },
  };
  if (typeOf(context, id) === 'lookup') {
    return {
      ...common,
      lookupKeyField: text('key'),
      lookupParentFields: listOf(form, datasetControl(id, 'matchingKeys')),
    };
  }
  const identityMap = text('personId') === IDENTITY_MAP;
  const isPrimary = identityMap && text('primaryNamespace') === 'on';
  return {
    ...common,
    identityMap,
    usePrimaryIdNamespace: isPrimary,
    identityNamespace: identityMap && !isPrimary ? orNull('namespace') : null,
    visitorId: identityMap ? null : text('personId'),
  };
}

/** The editor of a connection that is there. */
export function writeConnectionForm(connection: WorldConnection): URLSearchParams {
  const { name, description, tags, sandboxName, primaryIdType, dataRetentionMonths, dataSets } = connection;
  const form = new URLSearchParams({
    name,
    description,
    tags: tags.join(', '),
    sandbox: sandboxName,
    primaryIdType,
    rolling: dataRetentionMonths === null ? 'off' : 'on',
    months: dataRetentionMonths === null ? '' : String(dataRetentionMonths),
    averageDailyEvents: connection.hiddenSettings?.averageDailyEvents ?? '',
  });
  for (const dataSet of dataSets) {
    form.append('dataset', dataSet.dataSetId);
    for (const [setting, value] of Object.entries(writeDataset(dataSet)))
      form.set(datasetControl(dataSet.dataSetId, setting), value);
  }
  return form;
}

function writeDataset(dataSet: ConnectionDataset): Record<string, string> {
  return {
    ...dataSet.hiddenSettings,
    personId: dataSet.identityMap ? IDENTITY_MAP : (dataSet.visitorId ?? ''),
    primaryNamespace: dataSet.usePrimaryIdNamespace ? 'on' : 'off',
    namespace: dataSet.identityNamespace ?? '',
    key: dataSet.lookupKeyField ?? '',
    matchingKeys: dataSet.lookupParentFields.join(', '),
    sourceType: dataSet.dataSourceType?.id ?? '',
    sourceDescription: dataSet.dataSourceType?.description ?? '',
    streaming: dataSet.streaming ? 'on' : 'off',
    backfill: dataSet.backfills.length > 0 ? 'on' : 'off',
  };
}

/** How the backfills of a dataset stand, in one word. */
export function backfillText(context: Context, { backfills }: ConnectionDataset): string {
  const last = backfills.at(-1);
  return last === undefined
    ? 'none'
    : getBackfillStatus(last, context.getNow()).toLowerCase().replace('_', ' ');
}
