/** Where the console is served. */
export const CONSOLE = '/console';

/** The address of a page of the console; each segment is encoded. */
export function addressOf(...segments: readonly string[]): string {
  return [CONSOLE, ...segments.map((segment) => encodeURIComponent(segment))].join('/');
}
