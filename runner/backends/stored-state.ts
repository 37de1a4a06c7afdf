import { checkShape, describeProblem, RunnerError, type Shape, type State } from '../model/index.ts';

/** Where a state was read, and what is said when it is of no use. */
export interface StoredPlace {
  /** The file, as a message names it. */
  readonly name: string;
  readonly environment: string;
  /** How a sound one is got back. */
  readonly restore: string;
  /** How environments are kept apart. */
  readonly separate: string;
}

/** A damaged state is refused as a whole: half of it would be taken for what is in Adobe. */
export function checkStoredState<Type extends State>(
  value: unknown,
  shape: Shape<Type>,
  place: StoredPlace,
): Type {
  assertKnownFormat(value, place.name);
  const problem = checkShape(shape, value);
  if (problem !== undefined) {
    throw new RunnerError({
      code: 'state-damaged',
      message: `${place.name} is not a state file, or is damaged: ${describeProblem(problem)}`,
      hint: `Nothing was changed. ${place.restore}`,
    });
  }
  const state = value as Type;
  if (state.environment !== place.environment) {
    throw new RunnerError({
      code: 'state-of-another-environment',
      message: `${place.name} belongs to environment "${state.environment}", not to "${place.environment}"`,
      hint: place.separate,
    });
  }
  return state;
}

/** A later format has a shape of its own: what it says of itself comes first. */
function assertKnownFormat(value: unknown, name: string): void {
  const format =
    typeof value === 'object' && value !== null && 'formatVersion' in value && value.formatVersion;
  if (typeof format !== 'number' || format === 1) return;
  throw new RunnerError({
    code: 'state-newer',
    message: `${name} has format ${format}; this version of cai knows format 1`,
    hint: 'Install the version of cai that wrote it, or a newer one.',
  });
}
