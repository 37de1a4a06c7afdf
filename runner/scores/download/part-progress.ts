import { joinSafely } from '../../host/index.ts';
import type { ScorePart } from '../../model/index.ts';
import { sizeOf } from './folders.ts';
import type { NamedPart } from './part-names.ts';
import { type Boot, type RecordedRange, readRanges } from './range-record.ts';

/** How much of a part is on disk. */
export type PartProgress =
  | { readonly kind: 'whole' }
  | { readonly kind: 'begun'; readonly ranges: readonly RecordedRange[] }
  | { readonly kind: 'nothing' };

/** The files of a part in the folder where its batch is gathered. */
export interface PartPaths {
  readonly whole: string;
  /** Until it is whole. */
  readonly coming: string;
  /** What is complete of it. */
  readonly record: string;
}

/** Names them; the name of a part must be one that is safe. */
export function getPartPaths(folder: string, { file }: NamedPart): PartPaths {
  const whole = joinSafely(folder, file);
  const coming = `${whole}.downloading`;
  return { whole, coming, record: `${coming}.ranges` };
}

/** Looks at what an earlier try has left of a part. Reads names, sizes and the record only. */
export async function readProgress(folder: string, part: NamedPart, boot: Boot): Promise<PartProgress> {
  const paths = getPartPaths(folder, part);
  if ((await sizeOf(paths.whole)) === part.bytes) return { kind: 'whole' };
  const size = await sizeOf(paths.coming);
  const ranges = size === undefined ? undefined : await readRanges(paths.record, part, boot);
  if (size === undefined || ranges === undefined) return { kind: 'nothing' };
  return { kind: 'begun', ranges: ranges.filter(({ end }) => end <= size) };
}

/** Bytes that are on disk already. */
export function countBytes(progress: PartProgress, part: ScorePart): number {
  if (progress.kind === 'whole') return part.bytes;
  if (progress.kind === 'nothing') return 0;
  return progress.ranges.reduce((sum, { start, end }) => sum + end - start, 0);
}
