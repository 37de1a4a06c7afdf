/** GitHub's times are whole seconds, and its machines do not agree on them exactly. */
const MARGIN_MS = 10_000;

/** Whether GitHub holds the text that was sent: it stores line ends and the last blanks as it likes. */
export function isSameText(held: string, sent: string): boolean {
  return normalize(held) === normalize(sent);
}

/** Whether something was made no longer ago than `msAgo`, by GitHub's own clock. */
export function isSince(createdAt: string, now: Date, msAgo: number): boolean {
  return Date.parse(createdAt) >= now.getTime() - msAgo - MARGIN_MS;
}

function normalize(text: string): string {
  return text.replaceAll('\r\n', '\n').trim();
}
