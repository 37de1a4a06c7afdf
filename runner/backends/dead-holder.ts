import { lookForProcess, type MachineSight, type ProcessMark } from '../host/index.ts';
import { type LockHolder, objectOf, type Shape, textShape } from '../model/index.ts';

/** What a lock says of the process that holds it. */
export interface HolderProcess extends Pick<LockHolder, 'host' | 'pid'> {
  /** Where the system of the holder told it. */
  readonly process?: ProcessMark;
}

export const processMarkShape: Shape<ProcessMark> = objectOf<ProcessMark>({
  boot: textShape,
  namespaces: textShape,
  started: textShape,
});

/**
 * Whether the holder ran on this machine since it was started, where its number means the same as here, and is no more: then
 * nothing of it will be heard again. Everything that is not known says no.
 */
export function isProvablyDead(holder: HolderProcess, here: MachineSight): boolean {
  if (!isSeenFrom(holder, here)) return false;
  return (
    here.process === 'gone' ||
    (here.process !== 'unknown' && here.process.started !== holder.process?.started)
  );
}

/** Whether another process of this machine holds the lock and is at work now. Everything that is not known says no. */
export async function isAtWork(holder: HolderProcess): Promise<boolean> {
  return holder.pid !== process.pid && isProvablyAlive(holder, await lookForProcess(holder.pid));
}

function isProvablyAlive(holder: HolderProcess, here: MachineSight): boolean {
  if (!isSeenFrom(holder, here) || here.process === 'gone' || here.process === 'unknown') return false;
  return here.process.started === holder.process?.started;
}

/** Whether the number of the holder means the same process here: one machine, not started anew since, one space of numbers. */
function isSeenFrom({ process: mark, host }: HolderProcess, here: MachineSight): boolean {
  if (mark === undefined || here.mark === undefined || host !== here.host) return false;
  return mark.boot === here.mark.boot && mark.namespaces === here.mark.namespaces;
}

/** The same as `isProvablyDead`, and where less is known: whether nobody has its number on a host of its name, as after a restart of the machine. */
export function isProbablyDead(holder: HolderProcess, here: MachineSight): boolean {
  const { process: mark, host } = holder;
  if (mark !== undefined && mark.boot === here.mark?.boot) return isProvablyDead(holder, here);
  return host === here.host && here.process === 'gone';
}
