import { rm } from 'node:fs/promises';
import { systemClock } from '../../runner/host/index.ts';
import type { State } from '../../runner/model/index.ts';
import type { CliResult } from '../operator/command.ts';
import { runInside } from '../operator/inside.ts';
import { Site } from '../operator/site.ts';
import { type Disturbed, disturb } from './disturb.ts';
import { compareOutcomes, findDuplicates, readOutcome } from './outcome.ts';
import { isTwiceCreated, mayDouble, type Point } from './point.ts';
import type { Phase } from './record.ts';
import { hashRemains } from './remains.ts';

/**
 * - `converged`: the end of the undisturbed run.
 * - `stopped`: a create that arrived twice was stopped with both named; once a person had deleted the surplus one, converged. Right where
 *   the point delivers a create twice, and nowhere else.
 * - `duplicate`: something is there twice and was not named.
 * - `lost`: any other end.
 */
export type Ending = 'converged' | 'stopped' | 'duplicate' | 'lost';

/** How one point ended. */
export interface PointResult extends Ended {
  readonly point: Point;
  /** What was disturbed: `POST /data/dataviews`. */
  readonly met: string | undefined;
  /** How many times an undisturbed user has to run apply. */
  readonly expected: number;
  /** How many requests after it a kill leaves something new. */
  readonly later: readonly number[];
  /** The command ended before the request at which it was to be killed: after a lost answer it may look once more or once less. */
  readonly isTooLate: boolean;
}

interface Ended {
  readonly ending: Ending;
  /** How many times apply was run after the disturbance. */
  readonly applies: number;
  /** For people: what is wrong, empty where nothing is. */
  readonly details: readonly string[];
}

/** How it went on from what was left behind; the key says what that is. */
export type KnownRemains = Map<string, Promise<Ended>>;

const MOST_APPLIES = 4;

/**
 * Disturbs one apply and then runs apply until it has nothing more to do. Its end must be the end of the undisturbed phase: the
 * same world, state and files. Since an apply sees nothing but these, all that follows in the scenario is equal too. For the same
 * reason what another point left behind already, and came from it to the right end, is not gone on with again.
 */
export async function runPoint(phase: Phase, point: Point, known: KnownRemains): Promise<PointResult> {
  const site = await Site.open(phase.folder);
  try {
    const disturbed = await disturb(site, phase, point);
    const ended = await goOnOnce(site, phase, { point, disturbed, known });
    return {
      ...ended,
      point,
      met: disturbed.met,
      isTooLate: isTooLate(point, disturbed),
      expected: phase.firstCode === phase.code ? 1 : 2,
      later: disturbed.later,
    };
  } finally {
    await rm(site.folder, { recursive: true, force: true });
  }
}

function isTooLate({ at }: Point, { met }: Disturbed): boolean {
  return 'later' in at && at.later !== undefined && met === undefined;
}

async function goOnOnce(
  site: Site,
  phase: Phase,
  { point, disturbed, known }: { point: Point; disturbed: Disturbed; known: KnownRemains },
): Promise<Ended> {
  // Where something stands twice it counts what the disturbed command said of it.
  const isAlone = disturbed.complaints.length > 0 || disturbed.met === undefined || mayDouble(point);
  const key = isAlone ? point.id : `${phase.number} ${await hashRemains(site, phase.keeper)}`;
  const before = known.get(key);
  if (before !== undefined && (await before).details.length === 0) {
    await site.leave();
    return await before;
  }
  const ended = goOn(site, phase, { point, disturbed });
  known.set(key, ended);
  return await ended;
}

async function goOn(
  site: Site,
  phase: Phase,
  { point, disturbed }: { point: Point; disturbed: Disturbed },
): Promise<Ended> {
  const settled = await settle(site, phase);
  const judged = await judge(site, phase, { ...settled, said: [disturbed.result, ...settled.said] });
  const reached =
    disturbed.met === undefined && !isTooLate(point, disturbed)
      ? ['the command never came to this point']
      : [];
  const misplaced = judged.ending === 'duplicate' ? [] : checkEnding(judged.ending, point, disturbed);
  const details = [...reached, ...disturbed.complaints, ...misplaced, ...judged.details];
  const isRight = details.length === 0;
  return {
    ending: isRight || judged.ending === 'duplicate' ? judged.ending : 'lost',
    applies: settled.applies,
    details: isRight ? [] : [...details, ...describe(disturbed, settled.last)],
  };
}

interface Settled {
  readonly last: CliResult;
  readonly said: readonly CliResult[];
  readonly applies: number;
}

/** Runs apply until it says that all is done that can be done now. */
async function settle(site: Site, phase: Phase): Promise<Settled> {
  const said: CliResult[] = [];
  for (let applies = 1; ; applies += 1) {
    const last = await runHere(site, phase, 'apply', '--yes', '--detailed-exitcode');
    said.push(last);
    if (last.code === phase.code || applies === MOST_APPLIES) return { last, said, applies };
  }
}

/** What is not disturbed needs no process of its own: the same command, without the time that a start takes. */
async function runHere(site: Site, { keeper }: Phase, ...args: readonly string[]): Promise<CliResult> {
  return await runInside(args, site.repository, systemClock, keeper.variables);
}

/** A create that was delivered once is there once; one that was delivered twice is stopped, whatever it looks like afterwards. */
function checkEnding(ending: Ending, point: Point, { met }: Disturbed): readonly string[] {
  const wanted: Ending = isTwiceCreated(point, met) ? 'stopped' : 'converged';
  if (ending === wanted) return [];
  return [
    wanted === 'stopped'
      ? 'a create was delivered twice, and nothing stopped'
      : 'something is there twice, though every create was delivered once',
  ];
}

interface Judged {
  readonly ending: Ending;
  readonly details: readonly string[];
}

async function judge(site: Site, phase: Phase, { last, said }: Settled): Promise<Judged> {
  const duplicates = await findDuplicates(site.control);
  if (duplicates.length === 0) return { ending: 'converged', details: await compare(site, phase, last) };
  const stops = said.filter(({ code }) => code === 1).map(({ stdout, stderr }) => `${stdout}${stderr}`);
  const unnamed = duplicates.filter((id) => !stops.some((text) => text.includes(id)));
  if (unnamed.length > 0) {
    await site.leave();
    return { ending: 'duplicate', details: [`twice, and not named: ${unnamed.join(', ')}`] };
  }
  await deleteSurplus(site, phase, duplicates);
  const again = await settle(site, phase);
  return { ending: 'stopped', details: await compare(site, phase, again.last) };
}

/** What the person does whom the stop tells to delete the surplus ones: of each pair, the one that is nobody's. */
async function deleteSurplus(site: Site, phase: Phase, named: readonly string[]): Promise<void> {
  const { stdout } = await runHere(site, phase, 'state', 'list', '--json');
  const state = JSON.parse(stdout) as State;
  const bound = new Set(
    Object.values(state.resources).flatMap(({ objects }) => objects.map(({ ids }) => ids.id)),
  );
  const [kept = named[0]] = named.filter((id) => bound.has(id));
  for (const id of named) if (id !== kept) await site.control.delete(`dataviews/${id}`);
}

async function compare(site: Site, phase: Phase, last: CliResult): Promise<readonly string[]> {
  const wrong = last.code === phase.code ? [] : [`apply still ends with ${last.code}, not ${phase.code}`];
  const plan = phase.isLast ? await runHere(site, phase, 'plan', '--detailed-exitcode') : undefined;
  const open = plan === undefined || plan.code === 0 ? [] : [`the plan is not empty: ${plan.stdout}`];
  const folder = await site.leave();
  return [...wrong, ...open, ...compareOutcomes(phase.end, await readOutcome(folder, phase.keeper))];
}

function describe({ result, met }: Disturbed, last: CliResult): readonly string[] {
  return [
    `disturbed at: ${met ?? 'nothing'}; it ended with ${result.code}:\n${result.stdout}${result.stderr}`,
    `the last apply ended with ${last.code}:\n${last.stdout}${last.stderr}`,
  ];
}
