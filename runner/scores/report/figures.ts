/** How figures are written, the same everywhere in the report: `1,234`, `12.3 %`, `+1.2 points`. */

/** Stands between a number and its sign, so that the two are never torn apart. */
const SPACE = '\u00a0';

/** What is written where there is no figure. */
export const NO_FIGURE = '–';

const WHOLE = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

const formats = new Map<number, Intl.NumberFormat>();

/** A count: `1,234`. */
export function formatCount(count: number | undefined): string {
  return isFigure(count) ? WHOLE.format(count) : NO_FIGURE;
}

/** A number with a fixed count of decimals: `48.20`. */
export function formatNumber(value: number | undefined, decimals: number): string {
  if (!isFigure(value)) return NO_FIGURE;
  const format = formats.get(decimals) ?? makeFormat(decimals);
  formats.set(decimals, format);
  return format.format(withoutNegativeZero(value, decimals));
}

/** A share of 1 in per cent: `12.3 %`. What is not nothing is never written as nothing: `< 0.1 %`. */
export function formatShare(share: number | undefined): string {
  if (!isFigure(share)) return NO_FIGURE;
  if (share === 0 || share === 1) return `${100 * share}${SPACE}%`;
  if (share > 0 && share < 0.0005) return `<${SPACE}0.1${SPACE}%`;
  if (share < 1 && share >= 0.9995) return `>${SPACE}99.9${SPACE}%`;
  return `${formatNumber(100 * share, 1)}${SPACE}%`;
}

/** Difference of two shares of 1, in percentage points: `+1.2 points`. */
export function formatPoints(difference: number | undefined): string {
  if (!isFigure(difference)) return NO_FIGURE;
  return `${formatSigned(100 * difference, 1)}${SPACE}points`;
}

/** A difference with its sign: `+1.2`, `−1.2`, `0.0`. */
export function formatSigned(difference: number | undefined, decimals: number): string {
  if (!isFigure(difference)) return NO_FIGURE;
  const rounded = withoutNegativeZero(Number(difference.toFixed(decimals)), decimals);
  const sign = rounded > 0 ? '+' : rounded < 0 ? '\u2212' : '';
  return sign + formatNumber(Math.abs(rounded), decimals);
}

/** A count with its noun: `1 batch`, `2 batches`. */
export function formatNoun(count: number, one: string, many: string): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** A share, or nothing where there is no whole. */
export function shareOf(part: number, whole: number): number | undefined {
  return whole > 0 ? part / whole : undefined;
}

/** Whether a value is a number that can be shown. */
export function isFigure(value: number | undefined): value is number {
  return value !== undefined && Number.isFinite(value);
}

function makeFormat(decimals: number): Intl.NumberFormat {
  return new Intl.NumberFormat('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

function withoutNegativeZero(value: number, decimals: number): number {
  return Math.abs(value) < 0.5 * 10 ** -decimals ? 0 : value;
}
