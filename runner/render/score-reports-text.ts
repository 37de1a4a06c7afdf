import type { Address } from '../model/index.ts';
import { toPlain } from './plain-text.ts';
import { renderJson } from './report-json.ts';
import type { Style } from './style.ts';
import { wrap } from './wrap.ts';

/** Which reports were written, and of which scores none could be. */
export interface WrittenReports {
  readonly files: readonly string[];
  readonly unread: readonly { readonly address: Address; readonly unread: string }[];
}

/** Names the pages that were written, and what there is no page of. */
export function renderScoreReports({ files, unread }: WrittenReports, style: Style): string {
  const line = (text: string): readonly string[] => wrap(text, style, { first: '', rest: '  ' });
  const lines = [
    ...files.flatMap((file) => line(`written: ${toPlain(file)}`)),
    ...unread.flatMap((one) => line(`no report of ${toPlain(one.address)}: ${toPlain(one.unread)}`)),
  ];
  return lines.length === 0 ? 'No pipeline here has scores.' : lines.join('\n');
}

/** The same for programs. */
export function renderScoreReportsJson(written: WrittenReports): string {
  return renderJson(written);
}
