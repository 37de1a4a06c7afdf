import type { TransferProgress } from '../model/index.ts';
import { bytesText } from './count-text.ts';

const BAR_CELLS = 20;

/** `[########............] 41 %, 839 MiB of 2.0 GiB, 312 MiB/s, 4 s left`. */
export function renderTransfer(progress: TransferProgress): string {
  const { doneBytes, totalBytes, bytesPerSecond, secondsLeft } = progress;
  const share = totalBytes === 0 ? 1 : Math.min(1, doneBytes / totalBytes);
  const cells = Math.floor(share * BAR_CELLS);
  const bar = `[${'#'.repeat(cells)}${'.'.repeat(BAR_CELLS - cells)}]`;
  const rate = bytesPerSecond > 0 ? `, ${bytesText(Math.round(bytesPerSecond))}/s` : '';
  const left = secondsLeft === undefined || share === 1 ? '' : `, ${durationText(secondsLeft)} left`;
  return `${bar} ${Math.floor(share * 100)} %, ${bytesText(doneBytes)} of ${bytesText(totalBytes)}${rate}${left}`;
}

function durationText(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min ${whole % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
