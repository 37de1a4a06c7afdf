import type { ApiRequest } from '../context.ts';

/** What was done, said on the page that follows; by name, so that no address can put other words there. */
const NOTICES: ReadonlyMap<string, string> = new Map([
  ['saved', 'Saved.'],
  ['deleted', 'Deleted.'],
  ['instance-made', 'The instance is made, and its first run has started. Let time pass to see its scores.'],
  ['connection-made', 'The connection is made. Its backfills have started.'],
  ['run-started', 'A run has started.'],
  ['run-refused', 'A run of this instance is in progress already.'],
  ['time-passed', 'The clock went on. What became due has happened.'],
]);

/** The notice that an address asks for. */
export function noticeOf({ query }: ApiRequest): string | undefined {
  return NOTICES.get(query.get('done') ?? '');
}
