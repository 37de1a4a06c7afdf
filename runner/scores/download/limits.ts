import { UsageError } from '../../model/index.ts';

/** How a download is bounded. */
export interface DownloadLimits {
  /** Requests at the same time, over all files. */
  readonly parallel: number;
  /** Over all requests; absent: no limit. */
  readonly bytesPerSecond?: number;
}

/** A request has 60 s at Adobe (facts §1.1), so big files come in ranges; this is also what a kill may cost per request. */
const RANGE_BYTES = 8 * 1024 * 1024;
const SMALLEST_RANGE_BYTES = 64 * 1024;
/** How long a range may take under a limit of the rate. */
const RANGE_SECONDS = 20;

const FACTORS: Readonly<Record<string, number>> = { '': 1, K: 1024, M: 1024 ** 2, G: 1024 ** 3 };

/** Bytes per second out of `500000` or `20M`, the form of the environment's `limitRate`. */
export function parseRate(text: string): number {
  const match = /^([1-9][0-9]{0,11})([KMG]?)$/u.exec(text);
  const factor = FACTORS[match?.[2] ?? ''];
  if (match === null || factor === undefined) {
    throw new UsageError({
      message: `the rate is ${JSON.stringify(text)}, and must be a number of bytes per second, such as 20M`,
      hint: 'K, M and G stand for 1024, 1024² and 1024³.',
    });
  }
  return Number(match[1]) * factor;
}

/** Bytes of one request: fewer where the rate is limited, so that no request is held open for long. */
export function getRangeBytes({ parallel, bytesPerSecond }: DownloadLimits): number {
  if (bytesPerSecond === undefined) return RANGE_BYTES;
  const fitting = Math.floor((bytesPerSecond * RANGE_SECONDS) / parallel);
  return Math.min(RANGE_BYTES, Math.max(SMALLEST_RANGE_BYTES, fitting));
}
