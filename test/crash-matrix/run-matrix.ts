import { createHash } from 'node:crypto';
import { makeKeeper } from './keep/make-keeper.ts';
import type { MatrixOptions } from './options.ts';
import { listLaterKills, listPoints, type Point, parsePoint } from './point.ts';
import { type Phase, record } from './record.ts';
import { type Ending, type KnownRemains, type PointResult, runPoint } from './run-point.ts';

/** Records the scenario, runs the points, a few at once, and prints how they ended. Returns the exit code. */
export async function runMatrix(root: string, options: MatrixOptions): Promise<number> {
  const started = Date.now();
  const phases = await record(root, makeKeeper(options.backend), say);
  const queue = choosePoints(phases, options);
  const isAlone = options.points.length > 0;
  say(
    `${queue.length} points${isAlone ? '' : ', and kills that follow lost answers'}, ${options.jobs} at once`,
  );
  const again = `again: npm run crash-matrix -- --backend ${options.backend}`;
  const results: PointResult[] = [];
  const known: KnownRemains = new Map();
  const work = async (): Promise<void> => {
    for (let point = queue.shift(); point !== undefined; point = queue.shift()) {
      const result = await runPoint(phaseOf(phases, point), point, known);
      if (result.isTooLate && result.details.length === 0) {
        say(`${point.id} is no point this time: the command ended before it`);
        continue;
      }
      results.push(result);
      if (!isAlone) queue.push(...chooseLaterKills(result, options));
      report(result, { done: results.length, left: queue.length, started, again });
    }
  };
  await Promise.all(Array.from({ length: options.jobs }, work));
  say(`${results.length} points left behind ${known.size} different remains`);
  return summarize(results, Date.now() - started, again);
}

function choosePoints(phases: readonly Phase[], { points, isFull, sample, seed }: MatrixOptions): Point[] {
  if (points.length > 0) return points.map((id) => parsePoint(phases, id));
  const all = listPoints(phases, isFull);
  if (sample === undefined || sample >= all.length) return [...all];
  say(`a sample of ${sample} of ${all.length} points, seed ${seed}`);
  return draw(all, sample, seed);
}

/** All of them in a whole run; in a sample one, drawn for each point alone, since points end in any order. */
function chooseLaterKills({ point, later }: PointResult, { sample, seed }: MatrixOptions): readonly Point[] {
  const kills = listLaterKills(point, later);
  if (sample === undefined || kills.length === 0) return kills;
  const drawn = createHash('sha256').update(`${seed} ${point.id}`).digest().readUInt32BE() % kills.length;
  return kills.slice(drawn, drawn + 1);
}

/** Draws without putting back; the same seed draws the same. */
function draw(all: readonly Point[], count: number, seed: number): Point[] {
  const rest = [...all];
  let state = seed;
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return rest.splice(Math.floor((state / 2 ** 32) * rest.length), 1)[0] as Point;
  });
}

function phaseOf(phases: readonly Phase[], point: Point): Phase {
  const phase = phases.find(({ number }) => number === point.phase);
  if (phase === undefined) throw new Error(`there is no phase ${point.phase}`);
  return phase;
}

interface Progress {
  readonly done: number;
  readonly left: number;
  readonly started: number;
  /** How a point is repeated, but for its id. */
  readonly again: string;
}

function report(
  { point, ending, met, details }: PointResult,
  { done, left, started, again }: Progress,
): void {
  if (details.length > 0) {
    say(`✖ ${point.id} (${met ?? 'never reached'}): ${ending}\n${indent(details.join('\n'))}`);
    say(`  ${again} --point ${point.id}`);
  } else if (done % 50 === 0) {
    say(`${done} done, ${left} left, ${Math.round((Date.now() - started) / 1000)} s`);
  }
}

function summarize(results: readonly PointResult[], milliseconds: number, again: string): number {
  const count = (ending: Ending): number => results.filter((result) => result.ending === ending).length;
  const failed = results.filter(({ details }) => details.length > 0);
  const slow = results.filter(({ applies, expected }) => applies > expected);
  say(
    `${Math.round(milliseconds / 1000)} s; ${slow.length} points needed more than one apply after the disturbance`,
  );
  for (const { point, met } of slow) say(`  ${point.id} (${met})`);
  for (const { point, ending, met } of failed) say(`✖ ${point.id} (${met ?? 'never reached'}): ${ending}`);
  if (failed.length > 0)
    say(
      `${again} ${failed
        .slice(0, 20)
        .map(({ point }) => `--point ${point.id}`)
        .join(' ')}`,
    );
  process.stdout.write(
    `${results.length} points: ${count('converged')} converged, ${count('stopped')} stopped with candidates named, ${count('duplicate')} unnamed duplicates, ${count('lost')} lost\n`,
  );
  return failed.length === 0 && results.length > 0 ? 0 : 1;
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, '    ');
}
