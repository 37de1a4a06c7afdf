import type { Plan } from '../model/index.ts';
import { type ChangeLayout, changeLines } from './change-text.ts';
import {
  addressOf,
  applyCommand,
  listHandoffsCommand,
  planCommand,
  rebuildStateCommand,
  showStateCommand,
} from './commands.ts';
import { countText } from './count-text.ts';
import { renderDiagnostics } from './diagnostics-text.ts';
import { placeText } from './endpoint-text.ts';
import { equivalenceLines } from './equivalence-text.ts';
import { handoffSummaryLines } from './handoff-summary-text.ts';
import { renderPartial, savePartialCommand } from './partial-text.ts';
import { toPlain } from './plain-text.ts';
import { type PipelineChanges, sectionsOf } from './plan-sections.ts';
import {
  certaintyText,
  countPlan,
  effortText,
  noChangesText,
  type PlanVerdict,
  verdictText,
} from './plan-verdict.ts';
import { createPaint, type Style } from './style.ts';
import { timeText } from './time-text.ts';
import { wrap } from './wrap.ts';

/** From this many changes on, what creates set is left out: nobody reads it, and the rest drowns in it. */
const LONG = 40;

export interface PlanTextOptions {
  /** The file that the plan was saved to: what to apply next. */
  readonly file?: string;
  /** Whoever shows it asks next, and needs no command. */
  readonly asks?: boolean;
}

/** A plan for a reviewer: the verdict, what is dangerous, the rest by pipeline, and the next command. */
export function renderPlan(plan: Plan, style: Style, options: PlanTextOptions = {}): string {
  const verdict = countPlan(plan);
  const blocks = [
    headBlock(plan, verdict, style),
    plan.partial === undefined ? [] : [renderPartial(plan.partial, style)],
    brakeBlock(plan, style),
    unknownBlock(plan, style),
    ...changeBlocks(plan, verdict, style),
    handoffBlock(plan, style),
    retiredBlock(plan, style),
    equivalenceLines(plan.equivalences, style),
    renderDiagnostics(plan.diagnostics, style).split('\n'),
    footBlock(plan, verdict, style),
    nextBlock(plan, verdict, { style, options }),
  ];
  return blocks
    .map((block) => block.join('\n'))
    .filter((block) => block !== '')
    .join('\n\n');
}

function headBlock(plan: Plan, verdict: PlanVerdict, style: Style): readonly string[] {
  const { bold, red } = createPaint(style);
  const head = wrap(`Plan for ${placeText(plan)}`, style, { first: '', rest: '  ' }).map(bold);
  const problems = verdict.errors === 0 ? [] : [red(`${countText(verdict.errors, 'error')}: see below.`)];
  if (verdict.total === 0) return [...head, ...wrap(noChangesText(plan), style, { first: '' }), ...problems];
  const counts = wrap(verdictText(verdict), style, { first: '' }).map(verdict.destructive > 0 ? red : bold);
  return [...head, ...counts, ...wrap(effortText(plan, verdict), style, { first: '' }), ...problems];
}

function brakeBlock(plan: Plan, style: Style): readonly string[] {
  if (plan.brake === undefined) return [];
  const { red } = createPaint(style);
  return wrap(`STOPPED BY THE BRAKE: ${toPlain(plan.brake)}.`, style, { first: '' }).map(red);
}

/** Where no state is, what is there looks as if somebody else had made it: true of a first plan, and of a state that was lost. */
function unknownBlock({ stateSerial, changes, environment }: Plan, style: Style): readonly string[] {
  const adopted = changes.filter(({ action }) => action === 'adopt').length;
  if (stateSerial > 0 || adopted === 0) return [];
  const what = `There is no state of ${toPlain(environment)} yet, and what is in Adobe already is adopted: ${countText(adopted, 'resource')}. If there was a state and it is lost, apply nothing; have it made anew first:`;
  return [
    ...wrap(what, style, { first: '' }),
    `  ${createPaint(style).cyan(rebuildStateCommand(environment))}`,
  ];
}

function changeBlocks(plan: Plan, verdict: PlanVerdict, style: Style): readonly (readonly string[])[] {
  const { destructive, fresh, accepted } = sectionsOf(plan);
  const detail: ChangeLayout['detail'] = verdict.total > LONG ? 'short' : 'full';
  const note = 'The plan is long, so what creates set is left out; it is all in:';
  return [
    sectionLines('Destructive changes, to be accepted', destructive, { style, detail, flag: false }),
    sectionLines('Changes to be accepted', fresh, { style, detail, flag: false }),
    sectionLines('Accepted earlier, still open', accepted, { style, detail, flag: true }),
    detail === 'short' ? [note, `  ${planCommand(plan.environment, '--json')}`] : [],
  ];
}

function sectionLines(
  heading: string,
  groups: readonly PipelineChanges[],
  { style, ...layout }: ChangeLayout & { readonly style: Style },
): readonly string[] {
  if (groups.length === 0) return [];
  const { bold } = createPaint(style);
  const total = groups.reduce((sum, group) => sum + group.changes.length, 0);
  const lines = groups.flatMap(({ pipeline, changes }) => [
    '',
    groups.length === 1 ? toPlain(pipeline) : `${toPlain(pipeline)}: ${changes.length}`,
    ...changes.flatMap((change) => changeLines(change, style, layout)),
  ]);
  return [bold(`${heading}: ${total}`), ...(groups.length === 1 ? lines.slice(1) : lines)];
}

function handoffBlock({ handoffs, environment }: Plan, style: Style): readonly string[] {
  if (handoffs.length === 0) return [];
  const { bold } = createPaint(style);
  return [
    bold(`Open handoffs, a person must act: ${handoffs.length}`),
    ...handoffs.flatMap((handoff) => handoffSummaryLines(handoff, { environment, style })),
  ];
}

function retiredBlock({ retired, environment }: Plan, style: Style): readonly string[] {
  if (retired.length === 0) return [];
  const { bold, cyan } = createPaint(style);
  const lines = retired.flatMap(({ object, title, deletable }) => {
    const what = deletable ? 'its deletion is planned, last' : 'kept, for deletion is not allowed';
    const text = `${toPlain(addressOf(object))}  "${toPlain(title)}": ${what}`;
    const command = deletable ? [] : [`      ${cyan(showStateCommand(addressOf(object), environment))}`];
    return [...wrap(text, style, { first: '  ', rest: '      ' }), ...command];
  });
  return [bold(`Replaced objects that still exist: ${retired.length}`), ...lines];
}

function footBlock(plan: Plan, verdict: PlanVerdict, style: Style): readonly string[] {
  const { dim } = createPaint(style);
  const total = Object.values(plan.requests.plan).reduce((sum, number) => sum + number, 0);
  const rest =
    verdict.total === 0 || plan.resources.length === 0
      ? []
      : [`Unchanged: ${certaintyText(plan.resources)}.`];
  const waiting = plan.resources
    .filter((resource) => resource.note !== undefined)
    .flatMap((resource) =>
      wrap(`${toPlain(resource.address)}: ${toPlain(resource.note ?? '')}`, style, {
        first: '  ',
        rest: '      ',
      }),
    );
  const digest =
    plan.manifest.lines.length === 0
      ? []
      : [`Digest of what is to be accepted: ${toPlain(plan.manifest.digest)}`];
  const observed = dim(`Observed ${timeText(plan.observedAt)} with ${countText(total, 'request')}.`);
  return [...rest, ...waiting, ...digest, observed];
}

function nextBlock(
  plan: Plan,
  verdict: PlanVerdict,
  { style, options }: { readonly style: Style; readonly options: PlanTextOptions },
): readonly string[] {
  const next = options.asks === true ? undefined : nextStep(plan, verdict, options);
  if (next === undefined) return [];
  const { bold, cyan } = createPaint(style);
  return [bold(next.why), `  ${cyan(next.command)}`];
}

interface NextCommand {
  readonly why: string;
  readonly command: string;
}

function nextStep(plan: Plan, verdict: PlanVerdict, options: PlanTextOptions): NextCommand | undefined {
  const { environment, manifest, handoffs } = plan;
  const file = options.file === undefined ? {} : { file: options.file };
  if (verdict.total > 0 && verdict.forbidden === verdict.total) {
    return {
      why: 'Nothing of this may be applied. Do what is said above, then:',
      command: planCommand(environment),
    };
  }
  if (plan.partial !== undefined && options.file === undefined && manifest.lines.length > 0) {
    const command = savePartialCommand(environment, plan.partial);
    return { why: 'An apply takes everything, unless it is given this plan. Save it first:', command };
  }
  if (plan.brake !== undefined) {
    const command = applyCommand(environment, { ...file, acknowledge: manifest.digest });
    return { why: 'If all of this is meant, apply exactly this plan:', command };
  }
  if (manifest.lines.length > 0) {
    return {
      why:
        options.file === undefined
          ? 'To go on, apply; it asks before anything is accepted:'
          : 'To go on, apply exactly this plan; nothing is asked any more:',
      command: applyCommand(environment, file),
    };
  }
  if (verdict.errors > 0)
    return {
      why: 'Above stands an error. When it is mended, plan again:',
      command: planCommand(environment),
    };
  if (handoffs.length > 0 && verdict.ready === 0) {
    return { why: 'People come next:', command: listHandoffsCommand(environment) };
  }
  if (verdict.total > 0)
    return { why: 'To go on with what was accepted:', command: applyCommand(environment) };
  return undefined;
}
