import { RunnerError, type ScoreBatch, type ScorePart } from '../../model/index.ts';

/** A part, and the name that its file gets. */
export interface NamedPart extends ScorePart {
  readonly file: string;
}

/** File names of the Parquet parts of a batch: no two alike, also where the file system ignores case. */
export function choosePartNames(parts: readonly ScorePart[], batch: ScoreBatch): readonly NamedPart[] {
  const wanted = parts.filter(({ name }) => /\.parquet$/i.test(name));
  if (wanted.length === 0 && (parts.length > 0 || (batch.rows ?? 0) > 0)) {
    throw new RunnerError({
      code: 'score-batch-empty',
      message: `Batch ${batch.id} has no Parquet file, although it should hold scores`,
      hint: 'Look at the batch in Experience Platform › Datasets.',
    });
  }
  const seen = new Set<string>();
  return wanted.map((part) => {
    const file = seen.has(part.name.toLowerCase()) ? `${part.fileId}-${part.name}` : part.name;
    seen.add(part.name.toLowerCase());
    return { ...part, file };
  });
}
