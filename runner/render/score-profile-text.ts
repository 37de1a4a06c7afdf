import {
  type DatasetProfile,
  formatMinute,
  type NumericScoreAttribute,
  type ProfiledScores,
  type ScoreMovement,
  type ScoreProfile,
  scoreQuantile,
} from '../model/index.ts';
import { countText, numberText } from './count-text.ts';
import { toPlain } from './plain-text.ts';
import { renderJson } from './report-json.ts';
import { createPaint, type Paint, type Style } from './style.ts';
import { tableLines } from './table.ts';
import { wrap } from './wrap.ts';

const NUMBERS = ['score', 'probability', 'percentileScore'] as const;
const MOST_FACTORS = 10;

/** What the newest batches look like. */
export function renderScoreProfile({ environment, datasets }: ProfiledScores, style: Style): string {
  const paint = createPaint(style);
  const title = paint.bold(`Scores of ${toPlain(environment)}`);
  if (datasets.length === 0) return [title, '  No pipeline here has scores.'].join('\n');
  return [title, ...datasets.flatMap((dataset) => ['', ...datasetLines(dataset, style, paint)])].join('\n');
}

/** The same for programs. */
export function renderScoreProfileJson(profiled: ProfiledScores): string {
  return renderJson(profiled);
}

function datasetLines(dataset: DatasetProfile, style: Style, paint: Paint): readonly string[] {
  const { address, profile, movement, unread } = dataset;
  if (profile === undefined)
    return wrap(`${toPlain(address)}: ${toPlain(unread ?? 'there is no batch yet')}`, style, {
      first: '  ',
      rest: '    ',
    });
  const table = (columns: readonly string[], rows: readonly (readonly string[])[]): readonly string[] =>
    tableLines({ columns, rows }, { ...style, width: style.width - 4 }, paint.dim).map(
      (line) => `    ${line}`,
    );
  const when = formatMinute(profile.completedAt);
  const line = (text: string): readonly string[] => wrap(text, style, { first: '    ', rest: '      ' });
  const dates = profile.scoreDates.map(({ value, rows }) => `${value} (${numberText(rows)})`).join(', ');
  return [
    ...wrap(`${toPlain(address)}: batch ${toPlain(profile.batchId)} of ${when}`, style, {
      first: '  ',
      rest: '    ',
    }),
    ...line(
      `${countText(profile.rows, 'row')}, ${countText(profile.identities, 'identity', 'identities')}, ${numberText(profile.withoutIdentity)} without one`,
    ),
    ...line(`score dates: ${toPlain(dates || 'none')}`),
    '',
    ...table(
      ['', 'min', '5 %', '25 %', 'median', '75 %', '95 %', 'max', 'mean', 'no value'],
      NUMBERS.map((name) => numberRow(profile, name)),
    ),
    ...(profile.factors.length === 0
      ? []
      : [
          '',
          ...table(
            ['influential factor', 'most frequent value', 'rows', 'share'],
            profile.factors
              .slice(0, MOST_FACTORS)
              .map(({ code, value, rows }) => [
                toPlain(code),
                toPlain(value ?? ''),
                numberText(rows),
                shareText(rows, profile.rows),
              ]),
          ),
        ]),
    ...(movement === undefined ? [] : ['', ...movementLines(movement, line, table)]),
  ];
}

function numberRow(profile: ScoreProfile, name: NumericScoreAttribute): readonly string[] {
  const number = profile.numbers[name];
  const quantiles = [0.05, 0.25, 0.5, 0.75, 0.95].map((share) => scoreQuantile(number, name, share));
  const shown = (value: number | undefined): string => {
    if (value === undefined) return '–';
    return Math.abs(value) < 1000 ? value.toPrecision(3) : numberText(Math.round(value));
  };
  return [
    name,
    shown(number.min),
    ...quantiles.map((value) => (value === undefined ? '–' : `≈${shown(value)}`)),
    shown(number.max),
    shown(number.mean),
    numberText(number.nulls),
  ];
}

function movementLines(
  { fromBatch, bounds, people, arrived, left }: ScoreMovement,
  line: (text: string) => readonly string[],
  table: (columns: readonly string[], rows: readonly (readonly string[])[]) => readonly string[],
): readonly string[] {
  const names = [...bounds, undefined].map((bound, at) => {
    const lower = bounds[at - 1];
    if (lower === undefined) return bound === undefined ? 'all' : `below ${bound}`;
    return bound === undefined ? `${lower} and above` : `${lower} to ${bound}`;
  });
  return [
    ...line(`people by bucket of the score, from batch ${toPlain(fromBatch)} (down) to this one (across)`),
    ...table(
      ['', ...names, 'gone'],
      [
        ...names.map((name, origin) => [
          name,
          ...(people[origin] ?? []).map(numberText),
          numberText(left[origin] ?? 0),
        ]),
        ['new', ...arrived.map(numberText), ''],
      ],
    ),
  ];
}

function shareText(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`;
}
