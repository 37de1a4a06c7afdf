import type { Context } from '../context.ts';
import { getAvailableDays, getRequiredDays } from '../customer-ai/history-rule.ts';
import { RUN_ERRORS } from '../customer-ai/run-errors.ts';
import type { WorldInstance, WorldRun } from '../world/types.ts';
import { formatCondition, formatNamed } from './condition-text.ts';
import { addressOf } from './console-address.ts';
import { datasetName } from './dataset-name.ts';
import { type Html, type HtmlValue, html } from './html.ts';
import { formatIdentity } from './instance-input.ts';
import { renderFacts, renderMenu, renderTable } from './table.ts';
import { timeText } from './texts.ts';

/** The list of instances of one sandbox, as Adobe's first screen has it. */
export function renderInstanceList({ world }: Context, sandbox: string): Html {
  const instances = world.instances.filter(({ sandboxName }) => sandboxName === sandbox);
  const rows = instances.map((instance) => [
    html`<a href="${addressOf('instances', instance.id)}">${instance.settings.name}</a>`,
    typeText(instance),
    scheduleText(instance),
    runStatus(instance.runs.at(-1)),
    renderInstanceMenu(instance),
  ]);
  const links = world.sandboxes.map(({ name }) => {
    const mark = name === sandbox && html` aria-current="true"`;
    return html`<a href="${addressOf('instances')}?sandbox=${encodeURIComponent(name)}"${mark}>${name}</a>`;
  });
  return html`<div class="bar"><a class="button main" href="${addressOf('instances', 'new')}?sandbox=${encodeURIComponent(sandbox)}">Create instance</a>
<nav class="links" aria-label="Sandbox"><span>Sandbox:</span> ${links}</nav></div>
${renderTable('Instances', ['Name', 'Propensity type', 'Scoring frequency', 'Last run status', 'Actions'], rows)}`;
}

/** One instance: what was set up, what its runs did, where its scores are. */
export function renderInstance(context: Context, instance: WorldInstance): Html {
  const { world } = context;
  const { settings } = instance;
  const inputs = world.datasets.filter(({ id }) =>
    settings.datasets.some(({ datasetId }) => datasetId === id),
  );
  const required = getRequiredDays(settings);
  const available = getAvailableDays(inputs, context.getNow());
  return html`<div class="bar">${renderInstanceMenu(instance)}</div>
${renderFacts([
  ['Description', settings.description || '–'],
  ['Propensity type', typeText(instance)],
  [
    'Datasets',
    lines(settings.datasets.map((one) => `${datasetName(context, one.datasetId)}: ${formatIdentity(one)}`)),
  ],
  [
    'Goal',
    lines([
      settings.goal.occurs === 'will' ? 'Will occur' : 'Will not occur',
      settings.goal.match === 'any' ? 'Any of' : 'All of',
      ...settings.goal.events.map(formatCondition),
    ]),
  ],
  ['Prediction window', `${settings.goal.outcomeWindowDays} days`],
  ['Eligible population', lines(populationTexts(instance))],
  ['Custom events', lines(settings.customEvents.map(formatNamed))],
  ['Custom profile attributes', lines(settings.customProfileAttributes.map(formatNamed))],
  ['Prediction exclusions', lines(settings.exclusions.map(formatCondition))],
  ['Scoring frequency', scheduleText(instance)],
  ['Profile', settings.outputs.profile ? 'on' : 'off'],
  ['Customer Journey Analytics', settings.outputs.cja ? 'on' : 'off'],
  [
    'History',
    html`<span class="${available < required ? 'bad' : 'good'}">${available} days, ${required} are needed</span>`,
  ],
  [
    'Score datasets',
    lines(
      [instance.profileDatasetId, instance.eventDatasetId].flatMap((id) =>
        id === null ? [] : [datasetName(context, id)],
      ),
    ),
  ],
])}
<section><h2>Runs</h2>${renderRuns(instance.runs.map((run) => ({ run, instance })))}
${renderRunForm(instance)}</section>`;
}

/** Runs with what came of them, newest first. */
export function renderRuns(
  runs: readonly { readonly run: WorldRun; readonly instance: WorldInstance }[],
): Html {
  const sorted = [...runs].sort((first, second) => second.run.startedAt - first.run.startedAt);
  const rows = sorted.map(({ run, instance }) => [
    html`<a href="${addressOf('instances', instance.id)}">${instance.settings.name}</a>`,
    run.trigger,
    html`<span class="when">${timeText(run.startedAt)}</span>`,
    html`<span class="when">${timeText(run.dueAt)}</span>`,
    runStatus(run),
    run.status === 'success' ? run.scoredProfiles.toLocaleString('en-US') : '–',
  ]);
  return renderTable(
    'Runs',
    ['Instance', 'Started by', 'Started', 'Ends', 'Status', 'Scored profiles'],
    rows,
  );
}

/** Adobe's three words for how a run ended, with the code that the details panel shows (facts §3.3). */
function runStatus(run: WorldRun | undefined): HtmlValue {
  if (run === undefined) return '–';
  if (run.status === 'running') return html`<span class="state look">Running</span>`;
  if (run.status === 'success') return html`<span class="state good">Success</span>`;
  return html`<span class="bad">Failed: Error ${run.errorCode ?? ''} ${run.errorTitle ?? ''}</span>`;
}

function renderInstanceMenu({ id, settings }: WorldInstance): Html {
  const entries = ['Edit', 'Clone', 'Delete'].map((label) => ({
    label,
    address: addressOf('instances', id, label.toLowerCase()),
  }));
  return renderMenu('More actions', settings.name, entries);
}

function renderRunForm({ id }: WorldInstance): Html {
  const errors = Object.entries(RUN_ERRORS).map(
    ([code, title]) => html`<option value="${code}">Error ${code} ${title}</option>`,
  );
  return html`<form method="post" action="${addressOf('instances', id, 'runs')}" class="adder">
<div class="field"><label for="f-fail">How a run by hand ends</label><select id="f-fail" name="fail"><option value="">as its data says</option>${errors}</select></div>
<button>Start a run</button>
</form>`;
}

function typeText({ settings }: WorldInstance): string {
  return settings.propensityType === 'churn' ? 'Churn' : 'Conversion';
}

function scheduleText({ settings: { schedule } }: WorldInstance): string {
  if (schedule === null) return 'No schedule';
  const details = (['day', 'time'] as const).flatMap((name) =>
    schedule[name] === undefined ? [] : [`${name}: ${schedule[name]}`],
  );
  const frequency = schedule.frequency === 'weekly' ? 'Weekly' : 'Monthly';
  return details.length === 0 ? frequency : `${frequency} (${details.join(', ')})`;
}

function populationTexts({ settings: { eligiblePopulation: population } }: WorldInstance): readonly string[] {
  if (population === null) return ['none'];
  return [
    `Lookback: ${population.lookbackDays} days`,
    population.match === 'any' ? 'Any of' : 'All of',
    ...population.events.map((event) => `Include: ${formatCondition(event)}`),
    ...population.exclude.map((event) => `Exclude: ${formatCondition(event)}`),
  ];
}

function lines(texts: readonly string[]): HtmlValue {
  return texts.length === 0
    ? '–'
    : html`<ul class="links">${texts.map((text) => html`<li>${text}</li>`)}</ul>`;
}
