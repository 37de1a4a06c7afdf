import type { PulledScores, ScorePull } from '../model/index.ts';
import { pulledText } from './apply-words.ts';
import { toPlain } from './plain-text.ts';
import { renderJson } from './report-json.ts';
import { createPaint, type Style } from './style.ts';
import { wrap } from './wrap.ts';

/** What a download of scores brought, export by export. */
export function renderScorePull(pull: ScorePull, style: Style): string {
  const paint = createPaint(style);
  const line = (text: string): readonly string[] => wrap(text, style, { first: '  ', rest: '    ' });
  if (pull.exports.length === 0 && pull.waiting.length === 0) {
    return [
      paint.bold(`Scores of ${toPlain(pull.environment)}`),
      ...line('No pipeline here downloads scores (scores.download), or none was applied yet: cai apply'),
    ].join('\n');
  }
  return [
    paint.bold(`Scores of ${toPlain(pull.environment)}, from ${toPlain(pull.source)}`),
    ...pull.exports.flatMap((one) => line(`${toPlain(one.address)}: ${exportText(one)}`)),
    ...pull.waiting.flatMap((address) =>
      line(`${toPlain(address)}: not there yet; cai apply makes it once its dataset has scores`),
    ),
  ].join('\n');
}

/** The same for programs. */
export function renderScorePullJson(pull: ScorePull): string {
  return renderJson(pull);
}

function exportText(one: PulledScores): string {
  const where = one.folder === undefined ? '' : ` in ${toPlain(one.folder)}`;
  return one.batches === 0 ? `nothing was missing${where}` : `${pulledText(one)}${where}`;
}
