import {
  type CommandReadiness,
  DOCTOR_AREAS,
  type DoctorArea,
  type DoctorCheck,
  type DoctorReport,
  type DoctorStatus,
} from '../model/index.ts';
import { countText, listText } from './count-text.ts';
import { padEnd } from './display-width.ts';
import { placeText } from './endpoint-text.ts';
import { toPlain } from './plain-text.ts';
import { renderJson } from './report-json.ts';
import { createPaint, type Style } from './style.ts';
import { wrap } from './wrap.ts';

const MARKS: Readonly<Record<DoctorStatus, string>> = {
  ok: 'ok',
  warning: 'warning',
  problem: 'problem',
  'not-checked': 'not checked',
};

const MARK_WIDTH = 13;

/** What commands need and lack of an environment: every check with its verdict, then every command. */
export function renderDoctor(report: DoctorReport, style: Style): string {
  const { bold } = createPaint(style);
  const areas = (Object.keys(DOCTOR_AREAS) as DoctorArea[]).flatMap((area) => {
    const checks = report.checks.filter((check) => check.area === area);
    if (checks.length === 0) return [];
    return [[bold(DOCTOR_AREAS[area]), ...checks.flatMap((check) => checkLines(check, style))].join('\n')];
  });
  const commands = [bold('Commands'), ...commandLines(report, style)].join('\n');
  return [bold(`Examined ${placeText(report)}`), ...areas, commands, summaryText(report)].join('\n\n');
}

function checkLines({ status, label, found, right, hint }: DoctorCheck, style: Style): readonly string[] {
  const rest = ' '.repeat(MARK_WIDTH + 2);
  const isOpen = status === 'problem' || status === 'warning';
  const needs = right !== undefined && status !== 'ok' ? [`Needs ${right}.`] : [];
  const more = isOpen || status === 'not-checked' ? [...(hint === undefined ? [] : [hint]), ...needs] : [];
  return [
    ...wrap(`${toPlain(label)}: ${toPlain(found)}`, style, { first: `  ${markOf(status, style)}`, rest }),
    ...more.flatMap((text) => wrap(toPlain(text), style, { first: rest })),
  ];
}

function markOf(status: DoctorStatus, style: Style): string {
  const { green, yellow, red, dim } = createPaint(style);
  const paint = { ok: green, warning: yellow, problem: red, 'not-checked': dim }[status];
  return padEnd(paint(MARKS[status]), MARK_WIDTH);
}

function commandLines({ commands, checks }: DoctorReport, style: Style): readonly string[] {
  const width = Math.max(...commands.map(({ command }) => command.length)) + 2;
  const labels = new Map(checks.map(({ id, label }) => [id, label]));
  const named = (ids: readonly string[]): string => listText(ids.map((id) => toPlain(labels.get(id) ?? id)));
  return commands.flatMap((one) =>
    wrap(readinessText(one, style, named), style, {
      first: `  ${padEnd(one.command, width)}`,
      rest: ' '.repeat(width + 2),
    }),
  );
}

function readinessText(
  { lacks, unsure }: CommandReadiness,
  style: Style,
  named: (ids: readonly string[]) => string,
): string {
  const { green, red } = createPaint(style);
  if (lacks.length > 0) return `${red('lacks:')} ${named(lacks)}`;
  return `${green('has what it needs')}${unsure.length === 0 ? '' : `; not sure: ${named(unsure)}`}`;
}

function summaryText(report: DoctorReport): string {
  const [problems, warnings] = [countOf(report, 'problem'), countOf(report, 'warning')];
  return `${countText(problems, 'problem')}, ${countText(warnings, 'warning')}, ${countOf(report, 'not-checked')} not checked. Nothing was written.`;
}

function countOf({ checks }: DoctorReport, wanted: DoctorStatus): number {
  return checks.filter(({ status }) => status === wanted).length;
}

/** The same for programs. */
export function renderDoctorJson(report: DoctorReport): string {
  const [problems, warnings] = [countOf(report, 'problem'), countOf(report, 'warning')];
  return renderJson({ ...report, problems, warnings });
}
