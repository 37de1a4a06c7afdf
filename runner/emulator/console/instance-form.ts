import type { Context } from '../context.ts';
import {
  actionButton,
  choiceControl,
  defaultButton,
  type FormView,
  hiddenControl,
  listControl,
  switchControl,
  textControl,
} from './controls.ts';
import { textOf } from './form-state.ts';
import { type Html, html } from './html.ts';
import { renderProblems } from './problems.ts';
import { listFieldPaths, listIdentities } from './schema-fields.ts';
import { namedText } from './texts.ts';

const MATCHES = [
  { value: 'all', text: 'All of' },
  { value: 'any', text: 'Any of' },
];
const CONDITION = 'field · operator · value';

/** The whole workflow of Create instance and Clone, with Adobe's screens one below the other (facts §3.2). */
export function renderInstanceForm(context: Context, view: FormView, address: string): Html {
  return html`${renderProblems(view.problems)}<form method="post" action="${address}">
${defaultButton()}${hiddenControl('sandbox', textOf(view.form, 'sandbox'))}
${part('Set up', [
  textControl(view, { name: 'name', label: 'Name', isRequired: true }),
  textControl(view, { name: 'description', label: 'Description', isLong: true }),
  choiceControl(view, {
    name: 'propensityType',
    label: 'Propensity type',
    none: 'Choose…',
    options: [
      { value: 'churn', text: 'Churn' },
      { value: 'conversion', text: 'Conversion' },
    ],
  }),
])}
${part('Select data', renderData(context, view))}
${part('Define goal', renderGoal(context, view))}
${part('Set options', renderOptions(view))}
<div class="actions">${actionButton('Finish', 'finish', { isMain: true })}<span class="hint">The first run starts at once.</span></div>
</form>`;
}

/** What can still be changed of an instance (facts §3.3). */
export function renderEditForm(view: FormView, address: string): Html {
  return html`${renderProblems(view.problems)}<form method="post" action="${address}">
${textControl(view, { name: 'name', label: 'Name', isRequired: true })}
${textControl(view, { name: 'description', label: 'Description', isLong: true })}
${renderSchedule(view)}
<p class="hint">Everything else is fixed. To change it, clone the instance.</p>
<div class="actions">${actionButton('Save', 'save', { isMain: true })}</div>
</form>`;
}

function part(title: string, controls: readonly Html[]): Html {
  return html`<fieldset class="screen-part"><legend>${title}</legend>${controls}</fieldset>`;
}

function renderData({ world }: Context, view: FormView): readonly Html[] {
  const sandbox = textOf(view.form, 'sandbox');
  const offered = world.datasets.filter(
    ({ sandboxName, instanceId }) => sandboxName === sandbox && instanceId === null,
  );
  const chosen = view.form.getAll('dataset').map((id) => {
    const dataset = world.datasets.find((candidate) => candidate.id === id);
    const name = dataset === undefined ? id : namedText(dataset);
    return html`<fieldset><legend>${name}</legend>${textControl(view, {
      name: `identity.${id}`,
      label: 'Identity',
      choices: listIdentities(world, dataset),
      hint: 'namespace (field); the same namespace for all datasets',
    })}</fieldset>`;
  });
  return [
    listControl(view, {
      name: 'dataset',
      list: 'Chosen datasets',
      label: 'Datasets',
      options: offered.map((dataset) => ({ value: dataset.id, text: namedText(dataset) })),
    }),
    ...chosen,
  ];
}

function renderGoal({ world }: Context, view: FormView): readonly Html[] {
  const ids = view.form.getAll('dataset');
  const datasets = world.datasets.filter(({ id }) => ids.includes(id));
  const paths = [...new Set(datasets.flatMap((dataset) => listFieldPaths(world, dataset)))];
  const choices = paths.map((path) => `${path} · exists`);
  const conditions = (name: string, label: string, list: string): Html =>
    listControl(view, { name, label, list, choices, hint: CONDITION });
  const population = 'Eligible population';
  return [
    choiceControl(view, {
      name: 'occurs',
      label: 'Occurrence',
      options: [
        { value: 'will', text: 'Will occur' },
        { value: 'willNot', text: 'Will not occur' },
      ],
    }),
    choiceControl(view, { name: 'goalMatch', label: 'Combination', options: MATCHES }),
    conditions('goalEvent', 'Add event', 'Conditions'),
    textControl(view, { name: 'outcomeWindow', label: 'Prediction window', hint: 'days' }),
    html`<fieldset><legend>${population}</legend><p class="hint">Optional. Without it, everybody with activity in 45 days is scored.</p>${[
      textControl(view, { name: 'lookback', label: `${population} › Lookback`, hint: 'days' }),
      choiceControl(view, {
        name: 'populationMatch',
        label: `${population} › Combination`,
        options: MATCHES,
      }),
      conditions('include', `${population} › Include`, 'Included'),
      conditions('exclude', `${population} › Exclude`, 'Excluded'),
    ]}</fieldset>`,
    listControl(view, {
      name: 'customEvent',
      label: 'Custom events',
      list: 'Custom events so far',
      hint: `name: ${CONDITION}`,
    }),
    listControl(view, {
      name: 'customAttribute',
      label: 'Custom profile attributes',
      list: 'Custom profile attributes so far',
      hint: `name: ${CONDITION}`,
    }),
  ];
}

function renderOptions(view: FormView): readonly Html[] {
  return [
    renderSchedule(view),
    listControl(view, {
      name: 'exclusion',
      label: 'Prediction exclusions',
      list: 'Exclusions so far',
      hint: CONDITION,
    }),
    switchControl(view, {
      name: 'profile',
      label: 'Profile',
      hint: 'Scores go into Real-Time Customer Profile.',
    }),
    switchControl(view, {
      name: 'cja',
      label: 'Customer Journey Analytics',
      hint: 'Writes the event dataset of the scores.',
    }),
  ];
}

function renderSchedule(view: FormView): Html {
  return html`<div class="columns">${[
    choiceControl(view, {
      name: 'frequency',
      label: 'Scoring frequency',
      none: 'No schedule',
      options: [
        { value: 'weekly', text: 'Weekly' },
        { value: 'monthly', text: 'Monthly' },
      ],
    }),
    textControl(view, { name: 'day', label: 'day' }),
    textControl(view, { name: 'time', label: 'time' }),
  ]}</div>`;
}
