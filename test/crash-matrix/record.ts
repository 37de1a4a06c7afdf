import { cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { GateRequest } from '../operator/gate.ts';
import { HandoffRound } from '../operator/handoff-round.ts';
import { Site } from '../operator/site.ts';
import { Workshop } from '../operator/workshop.ts';
import type { Keeper, Steps } from './keep/keeper.ts';
import { compareOutcomes, type Outcome, readOutcome } from './outcome.ts';
import { type Chapter, SCENARIO } from './scenario.ts';

/** One apply of the scenario as it goes undisturbed. */
export interface Phase extends Steps {
  readonly number: number;
  readonly name: string;
  /** The exit code of an apply once all is done. */
  readonly code: number;
  /** That of the apply that does it. */
  readonly firstCode: number;
  readonly isLast: boolean;
  /** Repository and world just before the apply; to be copied. */
  readonly folder: string;
  /** What stands there after it. */
  readonly end: Outcome;
  readonly requests: readonly GateRequest[];
  /** Where the state is kept. */
  readonly keeper: Keeper;
}

/** Short bounds of Adobe's services, so that a look-up after a lost answer takes no minutes. */
const SHORT_LIMITS = 'gatewaySeconds: 0.3, staleReadSeconds: 0.3';

/** Walks the scenario once, undisturbed, and keeps what each apply began with and led to. */
export async function record(
  root: string,
  keeper: Keeper,
  progress: (text: string) => void,
): Promise<readonly Phase[]> {
  let before = await makeRepository(root, keeper);
  const phases: Phase[] = [];
  for (const [index, chapter] of SCENARIO.entries()) {
    const start = await prepare(before, chapter);
    const { phase, after } = await recordApply(root, { number: index + 1, chapter, start, keeper });
    const { disk, pushes, requests } = phase;
    const steps = keeper.backend === 'git' ? `${pushes.length} pushes` : `${disk.length} changes of the disk`;
    progress(`recorded ${phase.number} "${phase.name}": ${requests.length} requests, ${steps}`);
    phases.push(phase);
    await rm(before, { recursive: true, force: true });
    before = after;
  }
  await rm(before, { recursive: true, force: true });
  return phases;
}

async function makeRepository(root: string, keeper: Keeper): Promise<string> {
  const folder = join(root, 'new');
  await mkdir(folder, { recursive: true });
  const workshop = await Workshop.open({ folder });
  await workshop.edit('pipelines/environments/demo.yaml', (text) =>
    text.replace(/gatewaySeconds: \S+ staleReadSeconds: \d+/, SHORT_LIMITS),
  );
  await workshop.stop();
  await keeper.setUp(folder);
  return folder;
}

async function prepare(before: string, chapter: Chapter): Promise<string> {
  const site = await Site.open(before);
  await chapter.prepare(site, new HandoffRound(site.emulator, async (...args) => await site.cli(...args)));
  return await site.leave();
}

/** One apply that is to be recorded. */
interface Take {
  readonly number: number;
  readonly chapter: Chapter;
  readonly start: string;
  readonly keeper: Keeper;
}

async function recordApply(
  root: string,
  { number, chapter, start, keeper }: Take,
): Promise<{ phase: Phase; after: string }> {
  const folder = join(root, `phase-${number}`);
  await cp(start, folder, { recursive: true });
  await rm(start, { recursive: true, force: true });
  const site = await Site.open(folder);
  const watch = await keeper.watch(site);
  const applied = await site.startWith(watch.variables, 'apply', '--yes', '--detailed-exitcode').ended;
  const wanted = chapter.firstCode ?? chapter.code;
  if (applied.code !== wanted)
    throw new Error(
      `"${chapter.name}" ended with ${applied.code}, not ${wanted}:\n${applied.stdout}${applied.stderr}`,
    );
  const requests = [...site.gate.requests];
  const steps = await watch.read();
  const after = await site.leave();
  const end = await readOutcome(after, keeper);
  const isLast = number === SCENARIO.length;
  const { name, code } = chapter;
  const phase = { number, name, code, firstCode: wanted, isLast, folder, end, requests, keeper, ...steps };
  await assertSettled(after, phase);
  return { phase, after };
}

/** An apply right after an apply changes nothing: otherwise "until done" would have no end to be compared with. */
async function assertSettled(after: string, { name, code, end, keeper }: Phase): Promise<void> {
  const site = await Site.open(after);
  const settled = await site.cli('apply', '--yes', '--detailed-exitcode');
  const again = await site.leave();
  const differences = compareOutcomes(end, await readOutcome(again, keeper));
  await rm(again, { recursive: true, force: true });
  if (settled.code === code && differences.length === 0) return;
  const { stdout, stderr } = settled;
  throw new Error(
    `"${name}": a second apply (exit ${settled.code}) changed something:\n${differences.join('\n')}\n${stdout}${stderr}`,
  );
}
