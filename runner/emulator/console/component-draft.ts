import { findConnection } from '../cja/connection-id.ts';
import type { Context } from '../context.ts';
import type { JsonObject } from '../respell/respell-object.ts';
import type { WorldComponent, WorldDataView } from '../world/types.ts';
import {
  COMPONENT_SETTINGS,
  formatSetting,
  parseSetting,
  putSetting,
  withoutSettings,
} from './component-settings.ts';
import { membersOf } from './component-words.ts';
import { addName, textOf } from './form-state.ts';
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
  const [, path, below, id = ''] =
    /^(\S+?)(, below CustomerAI,)? of the dataset .*\(([^()]+)\)$/u.exec(text.trim()) ?? [];
  if (path === undefined) return undefined;
  const dataset = context.world.datasets.find((candidate) => candidate.id === id);
  if (dataset === undefined || below === undefined) return { schemaPath: path, dataSetIds: [id] };
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
      const at = (setting: string): string => componentControl(component.id, setting);
      form.set(at('source'), formatSource(context, component));
      form.set(at('id'), component.id.startsWith(prefix) ? component.id.slice(prefix.length) : component.id);
      for (const setting of COMPONENT_SETTINGS[kind])
        form.set(at(setting.name), formatSetting(setting, component));
    }
  }
  return form;
}

function formatSource({ world }: Context, component: WorldComponent): string {
  const { derivedField } = membersOf(component.hiddenSettings);
  if (typeof derivedField === 'string') return `derived field: ${derivedField}`;
  const path = typeof component.schemaPath === 'string' ? component.schemaPath : '';
  const [datasetId] = Array.isArray(component.dataSetIds) ? component.dataSetIds.map(String) : [];
  const dataset = world.datasets.find(({ id }) => id === datasetId);
  return dataset === undefined ? path : `${path} of the dataset ${namedText(dataset)}`;
}

/** A form of components, the view that they belong to, and what is found wrong on the way. */
interface Reading {
  readonly dataView: WorldDataView;
  readonly form: URLSearchParams;
  readonly problems: Map<string, string>;
}

/** Reads the components of one list; what is wrong is put into `problems`. */
export function readComponents(context: Context, reading: Reading, { kind, title }: Section): JsonObject[] {
  const { dataView, form, problems } = reading;
  const ids = new Set<unknown>();
  const own = form.getAll(kind).map((token) => {
    const component = readComponent(context, reading, { kind, token });
    if (ids.has(component.id))
      problems.set(componentControl(token, 'id'), `Component ID: another one of the ${title} has it`);
    ids.add(component.id);
    return component;
  });
  if (textOf(form, addName(kind)) !== '')
    problems.set(addName(kind), 'Schema fields: choose a field of the list');
  return [...dataView[kind].filter((component) => !isOwn(component)), ...own];
}

function readComponent(
  context: Context,
  { dataView, form, problems }: Reading,
  { kind, token }: { readonly kind: Section['kind']; readonly token: string },
): JsonObject {
  const written = (setting: string): string => textOf(form, componentControl(token, setting));
  const before = dataView[kind].find(({ id }) => id === token);
  const id = written('id').trim();
  if (!/^[\w.-]+$/u.test(id))
    problems.set(
      componentControl(token, 'id'),
      'Component ID: enter letters, digits, points, hyphens and underscores',
    );
  const settings = COMPONENT_SETTINGS[kind];
  let component: JsonObject = {
    ...(before === undefined ? readSource(context, written('source')) : withoutSettings(before, settings)),
    id,
  };
  const derived = membersOf(before?.hiddenSettings).derivedField;
  if (derived !== undefined) component = { ...component, hiddenSettings: { derivedField: derived } };
  for (const setting of settings) {
    const value = parseSetting(setting, written(setting.name));
    if (value === null)
      problems.set(componentControl(token, setting.name), `${setting.label}: write ${expectedOf(setting)}`);
    else if (value !== undefined) component = putSetting(component, setting, value);
  }
  return component;
}

function expectedOf({ kind, wording }: (typeof COMPONENT_SETTINGS)['metrics'][number]): string {
  return wording?.hint ?? (kind === 'number' ? 'a digit' : 'one of its choices');
}

function readSource(context: Context, text: string): JsonObject {
  const [, derivedField] = /^derived field: (.*)$/su.exec(text) ?? [];
  return derivedField === undefined
    ? { ...parseSource(context, text) }
    : { hiddenSettings: { derivedField } };
}
