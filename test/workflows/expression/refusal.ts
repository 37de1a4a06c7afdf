/** Thrown for whatever the harness cannot carry out exactly as GitHub does: nothing in a workflow is passed over in silence. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly file: string;
  /** The expression or the key that is refused. */
  readonly what: string;

  constructor(file: string, what: string, reason: string) {
    super(`${file}: ${what}: ${reason}`);
    this.file = file;
    this.what = what;
  }
}

/** Where something stands, for the words of a refusal. */
export interface Place {
  readonly file: string;
  /** Names of keys, as `jobs.plan.steps[1].if`. */
  readonly path: string;
}

/** Refuses what stands at a place. */
export function refuse({ file, path }: Place, reason: string, text?: string): never {
  throw new Refusal(file, text === undefined ? path : `${path}: ${text}`, reason);
}
