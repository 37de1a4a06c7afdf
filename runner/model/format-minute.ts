/** An ISO time in UTC as a person reads it, to the minute: `2026-05-04 08:12 UTC`. */
export function formatMinute(time: string): string {
  return `${time.slice(0, 16).replace('T', ' ')} UTC`;
}
