import type { Clock, RunEvent } from '../model/index.ts';

/** Where lines stay, a download tells how far it is after each tenth, and every half minute at least. */
const STEP = 0.1;
const SECONDS = 30;

/** Says which events are worth a line of their own where nothing can be redrawn. */
export function chooseLines(clock: Clock): (event: RunEvent) => boolean {
  let told = { share: 0, at: clock.now().getTime() };
  return (event) => {
    if (event.type !== 'transferring') return true;
    const share = event.totalBytes === 0 ? 1 : event.doneBytes / event.totalBytes;
    const at = clock.now().getTime();
    const isLast = share >= 1 && told.share < 1;
    if (!isLast && share - told.share < STEP && at - told.at < SECONDS * 1000) return false;
    told = { share, at };
    return true;
  };
}
