import { findConnection } from '../cja/connection-id.ts';
import type { Context } from '../context.ts';
import { isJsonObject } from '../http/read-json.ts';
import type { JsonObject } from '../respell/respell-object.ts';
import type { WorldComponent, WorldDataView } from '../world/types.ts';
import {
  formatBuckets,
  formatExpiration,
  formatLookback,
  parseBuckets,
  parseExpiration,
  parseLookback,
} from './component-words.ts';
import { addName, isOn, listOf, textOf } from './form-state.ts';
import { listFieldPaths } from './schema-fields.ts';
import { namedText } from './texts.ts';

/** The two lists of a data view, as Adobe's screen names them. */
export const SECTIONS = [
  { kind: 'dimensions', title: 'Dimensions', prefix: 'variables/' },
  { kind: 'metrics', title: 'Metrics', prefix: 'metrics/' },
] as const;

export type Section = (typeof SECTIONS)[number];

/** The name of the control of one setting of one component; `token` is a key of the form, whatever its id becomes. */
export function componentControl(token: string, setting: string): string {
  return `c.${token}.${setting}`;
}

/** Fields of the connection's datasets that can be made components of: `PATH of the dataset NAME (ID)`. */
export function listSources({ world }: Context, { fields }: WorldDataView): readonly string[] {
  const ids =
    findConnection(world, fields.parentDataGroupId)?.dataSets.map(({ dataSetId }) => dataSetId) ?? [];
  return world.datasets
    .filter(({ id }) => ids.includes(id))
    .flatMap((dataset) =>
      listFieldPaths(world, dataset).map((path) => `${path} of the dataset ${namedText(dataset)}`),
    );
}

/** A field and its dataset, out of the words of a handoff; undefined where the text is something else. */
export function parseSource(
  context: Context,
  text: string,
): { schemaPath: string; dataSetIds: string[] } | undefined {
  const [, path, id = ''] =
    /^(\S+?)(?:, below CustomerAI,)? of the dataset .*\(([^()]+)\)$/u.exec(text.trim()) ?? [];
  if (path === undefined) return undefined;
  const dataset = context.world.datasets.find((candidate) => candidate.id === id);
  if (dataset === undefined || !text.includes(', below CustomerAI,'))
    return { schemaPath: path, dataSetIds: [id] };
  const found = listFieldPaths(context.world, dataset).find(
    (known) => known.includes('.CustomerAI.') && known.endsWith(`.${path}`),
  );
  return { schemaPath: found ?? path, dataSetIds: [id] };
}

/** Components that somebody made: those of every data view come by themselves and are left alone. */
export function isOwn(component: WorldComponent): boolean {
  return component.required !== true;
}

/** The form that shows the components of a data view. */
export function writeComponentsForm(context: Context, dataView: WorldDataView): URLSearchParams {
  const form = new URLSearchParams();
  for (const { kind, prefix } of SECTIONS) {
    for (const component of dataView[kind].filter(isOwn)) {
      form.append(kind, component.id);
      for (const [setting, value] of Object.entries(writeComponent(context, component, prefix)))
        form.set(componentControl(component.id, setting), value);
    }
  }
  return form;
}

function writeComponent(
  { world }: Context,
  component: WorldComponent,
  prefix: string,
): Record<string, string> {
  const text = (name: string): string => (typeof component[name] === 'string' ? component[name] : '');
  const members = (name: string): JsonObject => (isJsonObject(component[name]) ? component[name] : {});
  const [datasetId] = Array.isArray(component.dataSetIds) ? component.dataSetIds.map(String) : [];
  const dataset = world.datasets.find(({ id }) => id === datasetId);
  const persistence = members('persistenceSetting');
  const model = isJsonObject(persistence.allocationModel) ? persistence.allocationModel : {};
  const format = members('formatSetting');
  const noValue = members('noValueOptionsSetting');
  const buckets = members('bucketingSetting').bucketSettings;
  return {
    source:
      dataset === undefined
        ? text('schemaPath')
        : `${text('schemaPath')} of the dataset ${namedText(dataset)}`,
    id: component.id.startsWith(prefix) ? component.id.slice(prefix.length) : component.id,
    name: text('name'),
    description: text('description'),
    tags: Array.isArray(component.tags) ? component.tags.map(String).join(', ') : '',
    hidden: component.hideFromReporting === true ? 'on' : 'off',
    dataType: text('type'),
    countType: text('countType'),
    buckets: Array.isArray(buckets) ? formatBuckets(buckets) : '',
    noValueOption: textIn(noValue, 'option'),
    noValueName: textIn(noValue, 'value'),
    allocation: textIn(model, 'func'),
    expiration: formatExpiration(isJsonObject(model.expiration) ? model.expiration : undefined),
    lookback: formatLookback(isJsonObject(persistence.lookback) ? persistence.lookback : undefined),
    format: textIn(format, 'formatType'),
    decimals: textIn(format, 'decimalPlaces'),
    currency: textIn(format, 'currency'),
    polarity: textIn(format, 'polarity'),
  };
}

function textIn(members: JsonObject, name: string): string {
  const value = members[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** Members that the form decides on; all others of a component stay as they are. */
const DECIDED = [
  'name',
  'description',
  'tags',
  'hideFromReporting',
  'bucketingSetting',
  'noValueOptionsSetting',
  'persistenceSetting',
  'formatSetting',
];

/** Reads the components of one list; what is wrong is put into `problems`. */
export function readComponents(
  context: Context,
  {
    dataView,
    form,
    problems,
  }: { dataView: WorldDataView; form: URLSearchParams; problems: Map<string, string> },
  { kind, title }: Section,
): JsonObject[] {
  const ids = new Set<string>();
  const own = form.getAll(kind).map((token) => {
    const before = dataView[kind].find(({ id }) => id === token);
    const body = readComponent(context, { form, problems, token, before });
    if (ids.has(String(body.id)))
      problems.set(componentControl(token, 'id'), `Component ID: another component of ${title} has it`);
    ids.add(String(body.id));
    return body;
  });
  if (textOf(form, addName(kind)) !== '')
    problems.set(addName(kind), `Schema fields: choose a field of the list`);
  return [...dataView[kind].filter((component) => !isOwn(component)), ...own];
}

function readComponent(
  context: Context,
  {
    form,
    problems,
    token,
    before,
  }: {
    form: URLSearchParams;
    problems: Map<string, string>;
    token: string;
    before: WorldComponent | undefined;
  },
): JsonObject {
  const text = (setting: string): string => textOf(form, componentControl(token, setting));
  const read = <T>(
    setting: string,
    parse: (text: string) => T | undefined,
    message: string,
  ): T | undefined => {
    if (text(setting) === '') return undefined;
    const value = parse(text(setting));
    if (value === undefined) problems.set(componentControl(token, setting), message);
    return value;
  };
  const id = text('id').trim();
  if (!/^[\w.-]+$/u.test(id))
    problems.set(
      componentControl(token, 'id'),
      'Component ID: enter letters, digits, points, hyphens and underscores',
    );
  const kept = Object.fromEntries(Object.entries(before ?? {}).filter(([name]) => !DECIDED.includes(name)));
  const buckets = read(
    'buckets',
    parseBuckets,
    'Bucket value: write Less than 25; Including 25 and less than 75; Greater than or equal to 75',
  );
  const decimals = read(
    'decimals',
    (written) => (/^\d$/u.test(written) ? Number(written) : undefined),
    'Decimal places: enter a digit',
  );
  const expiration = read(
    'expiration',
    parseExpiration,
    'Expiration: write Session, Person, Custom Time: 30 days, or Metric: metrics/ID',
  );
  const lookback = read(
    'lookback',
    parseLookback,
    'Lookback window: write Session, Person (Reporting Window), or Custom Time: 30 days',
  );
  return defined({
    ...kept,
    ...(before === undefined ? parseSource(context, text('source')) : {}),
    id,
    name: text('name') || id,
    description: text('description'),
    tags: listOf(form, componentControl(token, 'tags')),
    hideFromReporting: isOn(form, componentControl(token, 'hidden')),
    countType: text('countType'),
    type: text('dataType'),
    bucketingSetting: buckets === undefined ? undefined : { enabled: true, bucketSettings: buckets },
    noValueOptionsSetting: orNothing({ option: text('noValueOption'), value: text('noValueName') }),
    persistenceSetting:
      text('allocation') === ''
        ? undefined
        : defined({
            enabled: true,
            allocationModel: defined({ func: text('allocation'), expiration }),
            lookback,
          }),
    formatSetting: orNothing({
      formatType: text('format'),
      decimalPlaces: decimals,
      currency: text('currency'),
      polarity: text('polarity'),
    }),
  });
}

/** Leaves out what is not set. */
function defined(members: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(members).filter(([, value]) => value !== undefined && value !== ''),
  );
}

function orNothing(members: JsonObject): JsonObject | undefined {
  const set = defined(members);
  return Object.keys(set).length === 0 ? undefined : set;
}
