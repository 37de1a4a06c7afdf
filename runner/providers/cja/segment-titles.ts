import { RunnerError } from '../../model/index.ts';
import type { CjaSegment } from './client/segment.ts';

/** Segments of data views are ids in the API and titles in YAML. */
export class SegmentTitles {
  readonly #segments: readonly CjaSegment[];

  constructor(segments: readonly CjaSegment[]) {
    this.#segments = segments;
  }

  /** The title of a segment; one that is not known counts as its id, so that it never equals a title. */
  titleOf(id: string): string {
    return this.#segments.find((segment) => segment.id === id)?.name ?? `id:segment:${id}`;
  }

  /** The id of the one segment with this title. Several with the same title cannot be told apart. */
  idOf(title: string): string {
    const wanted = title.normalize('NFC').trim();
    const found = this.#segments.filter(({ name }) => name?.normalize('NFC').trim() === wanted);
    const [only] = found;
    if (only !== undefined && found.length === 1) return only.id;
    throw new RunnerError({
      code: only === undefined ? 'segment-missing' : 'segment-ambiguous',
      message:
        only === undefined
          ? `there is no segment "${title}" that the technical account can see`
          : `${found.length} segments are called "${title}"`,
      hint:
        only === undefined
          ? 'Share the segment with the technical account, or mend its title in YAML.'
          : 'Rename all but one of them in Customer Journey Analytics.',
    });
  }
}
