import { formatMinute } from '../model/index.ts';
import { toPlain } from './plain-text.ts';

const ISO = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|\+00:00)$/u;

/** An ISO time as a person reads it, in UTC and to the minute; anything else as it is. */
export function timeText(time: string): string {
  return ISO.test(time) ? formatMinute(time) : toPlain(time);
}
