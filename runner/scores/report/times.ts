const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const DAY = 24 * 60 * 60 * 1000;

/** Spellings of a time that are understood: a day, alone or with hours and minutes, after `T` or a space (facts §2.6). */
const TIME =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?(?:Z|([+-])(\d\d):?(\d\d))?)?$/;

/** Milliseconds since 1970 of a written time; UTC where no zone is given. Undefined where the text is no time. */
export function readTime(text: string): number | undefined {
  const match = TIME.exec(text);
  if (match === null) return undefined;
  const part = (index: number): number => Number(match[index] ?? 0);
  const day = new Date(Date.UTC(part(1), part(2) - 1, part(3)));
  const isDay = day.getUTCMonth() === part(2) - 1 && day.getUTCDate() === part(3);
  if (!isDay || part(4) > 23 || part(5) > 59 || part(6) > 59) return undefined;
  const zone = (match[7] === '-' ? -1 : 1) * (part(8) * 60 + part(9));
  return day.getTime() + ((part(4) * 60 + part(5) - zone) * 60 + part(6)) * 1000;
}

/** Day of a time: `24 Nov 2026`. */
export function formatDay(time: number): string {
  return `${formatShortDay(time)} ${new Date(time).getUTCFullYear()}`;
}

/** Day of a time without its year: `24 Nov`. */
export function formatShortDay(time: number): string {
  const day = new Date(time);
  return `${day.getUTCDate()} ${MONTHS[day.getUTCMonth()]}`;
}

/** Day, hour and minute of a time: `24 Nov 2026, 06:12 UTC`. */
export function formatTime(time: number): string {
  return `${formatDay(time)}, ${new Date(time).toISOString().slice(11, 16)} UTC`;
}

/** How long before a time something was, in whole days: `3 days before`. */
export function formatAge(earlier: number, later: number): string {
  const days = Math.floor((later - earlier) / DAY);
  if (days < 0) return 'after';
  if (days === 0) return 'less than a day before';
  return `${days === 1 ? '1 day' : `${days} days`} before`;
}
