import { planCommand, showStateCommand } from './commands.ts';
import { countText, listText } from './count-text.ts';
import { toPlain } from './plain-text.ts';
import { renderJson } from './report-json.ts';
import { createPaint, type Style } from './style.ts';
import { wrap } from './wrap.ts';

/** A resource that has another address in the state. */
export interface StateMoveReport {
  readonly from: string;
  readonly to: string;
  readonly serial: number;
  readonly renamed: readonly string[];
  readonly isStillDeclared: boolean;
  readonly isDeclared: boolean;
  readonly parts: readonly string[];
}

/** What a move did, and what YAML has to say for it to last. */
export function renderStateMove(
  { environment, ...move }: StateMoveReport & { readonly environment: string },
  style: Style,
): string {
  const { green, yellow, cyan } = createPaint(style);
  const { from, to, serial, renamed, isStillDeclared, isDeclared, parts } = move;
  const notes = [
    ...(isStillDeclared
      ? [`YAML still declares ${from}: the next plan would take it for something new. Rename it there.`]
      : []),
    ...(isDeclared ? [] : [`YAML does not declare ${to} yet: until it does, plans want to delete it.`]),
    ...parts.map((part) => `${part} lives in it and was not moved: move it as well.`),
  ];
  const lines = [
    `${green('moved')}: ${toPlain(from)} is ${toPlain(to)} now, serial ${serial}`,
    ...(renamed.length === 0 ? [] : [`References were renamed in ${listText(renamed.map(toPlain))}.`]),
    ...notes.map((note) => `${yellow('note')}: ${toPlain(note)}`),
    'A rename that is reviewed is written in YAML, as moved: it does the same with the next apply.',
  ];
  return [
    ...lines.flatMap((line) => wrap(line, style, { first: '', rest: '  ' })),
    '',
    'See what it changes:',
    `  ${cyan(planCommand(environment))}`,
    `  ${cyan(showStateCommand(to, environment))}`,
  ].join('\n');
}

/** The same for programs. */
export function renderStateMoveJson(report: StateMoveReport): string {
  return renderJson(report);
}

/** A state that is made anew, or would be. */
export interface StateRebuildReport {
  readonly environment: string;
  readonly restored: readonly {
    readonly address: string;
    readonly title: string;
    readonly ids: Readonly<Record<string, string>>;
  }[];
  readonly lost: readonly { readonly address: string; readonly reason: string }[];
  readonly serial?: number;
}

const GONE =
  'Not in Adobe, and lost: what people attested (it is asked again), open handoffs, accepted changes, allowances, replaced objects that still exist, and how far a forge was read.';

/** What Adobe shows of a lost state, and what it does not. */
export function renderStateRebuild(report: StateRebuildReport, style: Style): string {
  const { bold, green, yellow, cyan } = createPaint(style);
  const { environment, restored, lost, serial } = report;
  const verb = serial === undefined ? 'can be restored' : 'restored';
  const found = restored.map(
    ({ address, title, ids }) =>
      `${green(verb)}: ${toPlain(address)}  "${toPlain(title)}"${ids['id'] === undefined ? '' : `  ${toPlain(ids['id'])}`}`,
  );
  const missing = lost.map(
    ({ address, reason }) => `${yellow('not restored')}: ${toPlain(address)}: ${toPlain(reason)}`,
  );
  const lines = [...found, ...missing, '', GONE].flatMap((line) =>
    line === '' ? [''] : wrap(line, style, { first: '  ', rest: '      ' }),
  );
  return [
    bold(`State of ${toPlain(environment)}, from what Adobe shows`),
    ...lines,
    '',
    serial === undefined
      ? `${countText(restored.length, 'resource')} to restore. Nothing was written.`
      : `${countText(restored.length, 'resource')} restored, serial ${serial}. See what is left to do:`,
    ...(serial === undefined ? [] : [`  ${cyan(planCommand(environment))}`]),
  ].join('\n');
}

/** The same for programs. */
export function renderStateRebuildJson(report: StateRebuildReport): string {
  return renderJson({ ...report, isWritten: report.serial !== undefined });
}
