/** A whole number: 1,234. */
export function formatCount(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

/** A number with at most four digits behind the point. */
export function formatNumber(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 4 });
}

/** A share, given in percent: 12.3 %; a small one keeps its first digits, so that it never looks like none. */
export function formatPercent(percent: number): string {
  const digits = percent !== 0 && Math.abs(percent) < 0.1 ? 4 : 1;
  return `${percent.toLocaleString('en-US', { maximumFractionDigits: digits })} %`;
}
