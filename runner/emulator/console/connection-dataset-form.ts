import type { Context } from '../context.ts';
import { datasetControl, HIDDEN_SETTINGS, IDENTITY_MAP, SOURCE_TYPES, typeOf } from './connection-draft.ts';
import { choiceControl, type FormView, switchControl, textControl } from './controls.ts';
import { datasetName } from './dataset-name.ts';
import { textOf } from './form-state.ts';
import { type Html, html } from './html.ts';
import { controlId } from './problems.ts';
import { listFieldPaths, listNamespaces } from './schema-fields.ts';

/** The settings of one dataset, in the order of Adobe's form (facts §4.2). */
export function renderDataset(context: Context, view: FormView, id: string): Html {
  const { world } = context;
  const dataset = world.datasets.find((candidate) => candidate.id === id);
  const fields = listFieldPaths(world, dataset);
  const type = typeOf(context, id);
  const at = (setting: string): string => datasetControl(id, setting);
  const typeText = type.charAt(0).toUpperCase() + type.slice(1);
  const person = [
    textControl(view, { name: at('personId'), label: 'Person ID', choices: [IDENTITY_MAP, ...fields] }),
    switchControl(view, { name: at('primaryNamespace'), label: 'Use primary identity namespace' }),
    textControl(view, { name: at('namespace'), label: 'Namespace', choices: listNamespaces(world) }),
  ];
  return html`<fieldset><legend>${datasetName(context, id)}</legend>${[
    html`<div class="field"><label for="${controlId(at('type'))}">Dataset type</label><input type="text" id="${controlId(at('type'))}" value="${typeText}" readonly></div>`,
    ...(type === 'lookup' ? renderKeys(context, view, id) : person),
    choiceControl(view, {
      name: at('sourceType'),
      label: 'Data source type',
      none: 'Choose…',
      options: SOURCE_TYPES,
    }),
    textControl(view, { name: at('sourceDescription'), label: 'Data source description' }),
    switchControl(view, { name: at('streaming'), label: 'Import new data' }),
    switchControl(view, { name: at('backfill'), label: 'Backfill all existing data' }),
  ]}${renderHidden(view, { id, type })}</fieldset>`;
}

/** Settings that no API shows, behind a title: most datasets have none of them. */
function renderHidden(
  view: FormView,
  { id, type }: { readonly id: string; readonly type: string },
): Html | undefined {
  const settings = HIDDEN_SETTINGS.filter(({ types }) => types.includes(type));
  if (settings.length === 0) return undefined;
  const controls = settings.map(({ name, label, isSwitch }) => {
    const control = { name: datasetControl(id, name), label };
    return isSwitch === true ? switchControl(view, control) : textControl(view, control);
  });
  const isOpen = settings.some(
    ({ name }) => !['', 'off'].includes(textOf(view.form, datasetControl(id, name))),
  );
  return html`<details class="part"${isOpen && html` open`}><summary>More settings</summary>${controls}</details>`;
}

function renderKeys(context: Context, view: FormView, id: string): readonly Html[] {
  const { world } = context;
  const others = [...view.form.getAll('dataset'), ...view.form.getAll('pick')].filter(
    (other) => other !== id && typeOf(context, other) === 'event',
  );
  const paths = new Set(
    others.flatMap((other) =>
      listFieldPaths(
        world,
        world.datasets.find((dataset) => dataset.id === other),
      ),
    ),
  );
  return [
    textControl(view, {
      name: datasetControl(id, 'key'),
      label: 'Key',
      choices: listFieldPaths(
        world,
        world.datasets.find((dataset) => dataset.id === id),
      ),
    }),
    textControl(view, {
      name: datasetControl(id, 'matchingKeys'),
      label: 'Matching key',
      choices: [...paths].sort(),
    }),
    choiceControl(view, {
      name: datasetControl(id, 'matchingDataset'),
      label: 'Matching key › Dataset',
      none: 'Any that has the field',
      options: others.map((other) => ({ value: other, text: datasetName(context, other) })),
    }),
  ];
}
