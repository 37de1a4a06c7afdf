const FIRST = 'T00:00:00';
const LAST = 'T23:59:59';

/** Days as Adobe wants them: two local times in the time zone of the data view, joined by a slash (facts §6.5). */
export function formatDateRange({ from, to }: { readonly from: string; readonly to: string }): string {
  return `${from}${FIRST}/${to}${LAST}`;
}

/**
 * The days of a range of Adobe's. A time that is neither the first nor the last of its day, as somebody may have set in the UI, stays
 * beside its day, so that it differs from a day.
 */
export function parseDateRange(text: string): { readonly from: string; readonly to: string } {
  const [from = '', to = from] = text.split('/').map((time) => time.trim());
  return {
    from: toDay(from, /^T00:00(:00(\.0+)?)?$/),
    to: toDay(to, /^T(23:59(:59(\.[0-9]+)?)?|24:00(:00)?)$/),
  };
}

function toDay(text: string, whole: RegExp): string {
  const day = text.slice(0, 10);
  const time = text.slice(10);
  return time === '' || whole.test(time) ? day : text;
}
