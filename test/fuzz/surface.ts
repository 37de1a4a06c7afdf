import type { Random } from './random.ts';

/** One hostile input: the bytes, and what is done with them as far as there is a choice. */
export interface FuzzInput {
  /** What stays as it is while the bytes are made smaller. */
  readonly setting: string;
  readonly bytes: Uint8Array;
}

/** A place where something from outside is read. */
export interface Surface {
  readonly name: string;
  /** Inputs that were not damaged: each must be taken. */
  readonly sound: readonly FuzzInput[];
  /** Makes an input; the same random choices make the same one. */
  generate(random: Random): FuzzInput;
  /** Reads an input as the product does; throws what the product throws. */
  read(input: FuzzInput): Promise<void>;
  close(): Promise<void>;
}
