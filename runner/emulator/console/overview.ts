import type { ApiRequest, Context, Reply } from '../context.ts';
import type { Route } from '../http/router.ts';
import { callControl } from './call-control.ts';
import { addressOf, CONSOLE } from './console-address.ts';
import { textOf } from './form-state.ts';
import { type Html, html } from './html.ts';
import { renderRuns } from './instance-pages.ts';
import { noticeOf } from './notices.ts';
import { controlId, type Problems, renderProblems } from './problems.ts';
import { readForm } from './read-form.ts';
import { pageReply, redirectReply, styleReply } from './replies.ts';
import { renderFacts, renderTable } from './table.ts';
import { countText, timeText } from './texts.ts';

/** The world at a glance, its clock, its runs, its audit log. */
export const overviewRoutes: readonly Route[] = [
  { method: 'GET', path: CONSOLE, handle: showOverview },
  { method: 'GET', path: addressOf('style.css'), handle: styleReply },
  { method: 'GET', path: addressOf('runs'), handle: showRuns },
  { method: 'POST', path: addressOf('clock'), handle: postClock },
  { method: 'GET', path: addressOf('audit'), handle: showAudit },
];

const MOST_HOURS = 24 * 366;
const MOST_RECORDS = 200;

function showOverview(context: Context, request: ApiRequest): Reply {
  return renderOverview(context, { notice: noticeOf(request), problems: new Map() });
}

function renderOverview(
  context: Context,
  { notice, problems }: { readonly notice?: string | undefined; readonly problems: Problems },
): Reply {
  const { world } = context;
  const link = (place: string, text: string): Html => html`<a href="${addressOf(place)}">${text}</a>`;
  const views = world.dataViews.filter(({ isDeleted }) => !isDeleted);
  const body = html`${renderProblems(problems)}<p>A world of its own on this machine. What a person does in Adobe’s applications is done here, with the screens and labels that <code>cai handoffs show</code> names.</p>
${renderFacts([
  ['Seed', world.seed],
  ['Datasets', link('datasets', countText(world.datasets.length, 'dataset'))],
  ['Customer AI', link('instances', countText(world.instances.length, 'instance'))],
  ['Connections', link('connections', countText(world.connections.length, 'connection'))],
  ['Data views', link('dataviews', countText(views.length, 'data view'))],
  ['Audit log', link('audit', countText(world.audit.length, 'record'))],
])}
${renderClock(context, problems)}`;
  return pageReply(
    context,
    { title: 'Overview', place: 'overview', notice, body },
    problems.size === 0 ? 200 : 422,
  );
}

function showRuns(context: Context, request: ApiRequest): Reply {
  const runs = context.world.instances.flatMap((instance) => instance.runs.map((run) => ({ run, instance })));
  const body = html`${renderRuns(runs)}${renderClock(context, new Map())}`;
  return pageReply(context, { title: 'Runs', place: 'runs', notice: noticeOf(request), body });
}

/** Runs, schedules and backfills follow the clock, and nobody waits a day for a score. */
function renderClock(context: Context, problems: Problems): Html {
  const problem = problems.get('hours');
  const marks =
    problem !== undefined && html` aria-invalid="true" aria-describedby="${controlId('hours')}-problem"`;
  return html`<section><h2>Clock</h2>
<p>It is ${timeText(context.getNow())} here. A run takes ${hoursText(context.options.runDurationMs)}, a backfill ${hoursText(context.options.backfillDurationMs)}.</p>
<form method="post" action="${addressOf('clock')}" class="adder">
<div class="field"><label for="${controlId('hours')}">Hours that pass</label><input type="text" inputmode="numeric" id="${controlId('hours')}" name="hours" value="25"${marks}>${problem !== undefined && html`<p class="problem" id="${controlId('hours')}-problem">${problem}</p>`}</div>
<button>Let time pass</button>
</form></section>`;
}

function hoursText(milliseconds: number): string {
  return countText(Math.round(milliseconds / 360_000) / 10, 'hour');
}

function postClock(context: Context, request: ApiRequest): Reply {
  const hours = Number(textOf(readForm(request), 'hours') || 'NaN');
  if (!(hours > 0 && hours <= MOST_HOURS)) {
    const text = `Hours that pass: enter a number of hours up to ${MOST_HOURS}; the clock only goes forward`;
    return renderOverview(context, { problems: new Map([['hours', text]]) });
  }
  callControl(context, { method: 'POST', path: 'clock', body: { advanceSeconds: hours * 3600 } });
  return redirectReply(`${addressOf('runs')}?done=time-passed`);
}

/** CJA's audit log (facts §6.7), newest first. */
function showAudit(context: Context): Reply {
  const records = context.world.audit.slice(-MOST_RECORDS).reverse();
  const rows = records.map(({ at, action, description, user, component }) => [
    html`<span class="when">${timeText(at)}</span>`,
    action,
    html`${description} <code>${component.id}</code>`,
    html`${user.name} <code>${user.email}</code>`,
  ]);
  const total = context.world.audit.length;
  const note =
    total > MOST_RECORDS &&
    html`<p class="note">The newest ${MOST_RECORDS} of ${countText(total, 'record')}.</p>`;
  const body = html`${note}${renderTable('Records', ['Time', 'Action', 'What', 'Who'], rows)}`;
  return pageReply(context, { title: 'Audit log', place: 'audit', body });
}
