import type { HistoryEntry } from '../model/index.ts';
import { planCommand } from './commands.ts';
import { listText } from './count-text.ts';
import { toPlain } from './plain-text.ts';
import { renderJson } from './report-json.ts';
import { createPaint, type Paint, type Style } from './style.ts';
import { timeText } from './time-text.ts';
import { wrap } from './wrap.ts';

/** The last entries of one environment, newest first. */
export interface History {
  readonly environment: string;
  readonly entries: readonly HistoryEntry[];
}

/** What was recorded: each entry with its serial, when, by whom, in which commit; below it what for, and about what. */
export function renderHistory({ environment, entries }: History, style: Style): string {
  const paint = createPaint(style);
  const head = paint.bold(`History of ${toPlain(environment)}`);
  if (entries.length === 0) {
    return [head, 'Nothing was recorded yet:', `  ${paint.cyan(planCommand(environment))}`].join('\n');
  }
  return [head, ...entries.flatMap((entry) => entryLines(entry, paint, style))].join('\n');
}

/** The same for programs. */
export function renderHistoryJson(history: History): string {
  return renderJson(history);
}

function entryLines(entry: HistoryEntry, { bold }: Paint, style: Style): readonly string[] {
  const { serial, at, by, message, addresses, commit } = entry;
  const line = (text: string): readonly string[] => wrap(text, style, { first: '    ', rest: '        ' });
  const where = commit === undefined ? '' : `, commit ${toPlain(commit.slice(0, 12))}`;
  // Messages of an apply name the addresses themselves.
  const unnamed = addresses.filter((address) => !message.includes(address)).map(toPlain);
  return [
    `${bold(String(serial))}  ${timeText(at)}, ${toPlain(by)}${where}`,
    ...line(toPlain(message)),
    ...(unnamed.length === 0 ? [] : line(`about ${listText(unnamed)}`)),
  ];
}
