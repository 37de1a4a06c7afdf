import { judge, type Verdict } from './judge.ts';
import { Random } from './random.ts';
import { shrink } from './shrink.ts';
import type { FuzzInput, Surface } from './surface.ts';

/** Which inputs are tried. */
export interface InputRange {
  readonly seed: number;
  readonly from: number;
  /** Not tried any more. */
  readonly until: number;
}

/** An input that did what none may do. */
export interface Failure {
  readonly surface: string;
  readonly seed: number;
  readonly index: number;
  readonly what: string;
  readonly input: string;
}

/** What a range of inputs came to; refusals by their code. */
export interface RangeResult {
  readonly tried: number;
  readonly taken: number;
  readonly refused: Readonly<Record<string, number>>;
  readonly failures: readonly Failure[];
}

const LONGEST_SHOWN = 3000;

/** Tries a range of inputs of one surface; `onStart` is told of each before it is read. */
export async function runInputs(
  surface: Surface,
  { seed, from, until }: InputRange,
  onStart: (index: number) => void = () => {},
): Promise<RangeResult> {
  let taken = 0;
  const refused: Record<string, number> = {};
  const failures: Failure[] = [];
  for (let index = from; index < until; index += 1) {
    onStart(index);
    const input = makeInput(surface, seed, index);
    const verdict = await judge(surface, input);
    if (verdict.kind === 'taken') taken += 1;
    else if (verdict.kind === 'refused') refused[verdict.code] = (refused[verdict.code] ?? 0) + 1;
    else failures.push(await describeFailure(surface, { seed, index, input, verdict }));
  }
  return { tried: until - from, taken, refused, failures };
}

/** The input that a seed and a number stand for. */
export function makeInput(surface: Surface, seed: number, index: number): FuzzInput {
  return surface.generate(new Random(seed, surface.name, index));
}

async function describeFailure(
  surface: Surface,
  found: {
    readonly seed: number;
    readonly index: number;
    readonly input: FuzzInput;
    readonly verdict: Extract<Verdict, { kind: 'failed' }>;
  },
): Promise<Failure> {
  const { seed, index, verdict } = found;
  const { setting, bytes } = await shrink(surface, found.input, verdict.what);
  const text = JSON.stringify(Buffer.from(bytes).toString('utf8'));
  const input = `setting ${setting.slice(0, 400)}\n${bytes.length} bytes: ${text.slice(0, LONGEST_SHOWN)}`;
  return { surface: surface.name, seed, index, what: verdict.what, input };
}
