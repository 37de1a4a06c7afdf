import type { Diagnostic } from '../model/index.ts';

/** A finding at offsets of the text, before it has a file, lines and a frame. */
export interface Finding extends Pick<Diagnostic, 'code' | 'summary' | 'detail' | 'expected' | 'suggestion'> {
  readonly from: number;
  readonly until: number;
}
