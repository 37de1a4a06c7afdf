import type { EquivalenceSummary } from '../model/index.ts';
import { toPlain } from './plain-text.ts';
import { createPaint, type Style } from './style.ts';
import { pathText } from './value-text.ts';
import { wrap } from './wrap.ts';

/** What a person declared equal; stands in every plan and result, so that it is never forgotten. */
export function equivalenceLines(
  equivalences: readonly EquivalenceSummary[],
  style: Style,
): readonly string[] {
  if (equivalences.length === 0) return [];
  const { bold } = createPaint(style);
  const lines = equivalences.flatMap(({ address, path, by, reason }) =>
    wrap(`${toPlain(address)} ${pathText(path)}: ${toPlain(reason)} (says ${toPlain(by)})`, style, {
      first: '  ',
      rest: '      ',
    }),
  );
  return [bold(`Different in spelling, counted as equal: ${equivalences.length}`), ...lines];
}
