import { cp, mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { BUILD } from '../operator/command.ts';
import type { GateRequest } from '../operator/gate.ts';
import { HandoffRound } from '../operator/handoff-round.ts';
import { Site } from '../operator/site.ts';
import { Workshop } from '../operator/workshop.ts';
import { type DiskOrder, type DiskStep, ORDER_VARIABLE } from './disk/order.ts';
import { compareOutcomes, type Outcome, readOutcome } from './outcome.ts';
import { type Chapter, SCENARIO } from './scenario.ts';

/** One apply of the scenario as it goes undisturbed. */
export interface Phase {
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
  readonly disk: readonly DiskStep[];
}

/** What the disk of a command is watched for. */
export const WATCHED = ['.cai/state', 'scores', 'exports'];

/** Environment variables that load the preload with an order. */
export function orderVariables(order: DiskOrder): Readonly<Record<string, string>> {
  return {
    NODE_OPTIONS: `--import=${join(BUILD, 'disk-preload.js')}`,
    [ORDER_VARIABLE]: JSON.stringify(order),
  };
}

/** Short bounds of Adobe's services, so that a look-up after a lost answer takes no minutes. */
const SHORT_LIMITS = 'gatewaySeconds: 0.3, staleReadSeconds: 0.3';

/** Walks the scenario once, undisturbed, and keeps what each apply began with and led to. */
export async function record(root: string, progress: (text: string) => void): Promise<readonly Phase[]> {
  let before = await makeRepository(root);
  const phases: Phase[] = [];
  for (const [index, chapter] of SCENARIO.entries()) {
    const start = await prepare(before, chapter);
    const { phase, after } = await recordApply(root, { number: index + 1, chapter, start });
    progress(
      `recorded ${phase.number} "${phase.name}": ${phase.requests.length} requests, ${phase.disk.length} changes of the disk`,
    );
    phases.push(phase);
    await rm(before, { recursive: true, force: true });
    before = after;
  }
  await rm(before, { recursive: true, force: true });
  return phases;
}

async function makeRepository(root: string): Promise<string> {
  const folder = join(root, 'new');
  await mkdir(folder, { recursive: true });
  const workshop = await Workshop.open({ folder });
  await workshop.edit('pipelines/environments/demo.yaml', (text) =>
    text.replace(/gatewaySeconds: \S+ staleReadSeconds: \d+/, SHORT_LIMITS),
  );
  await workshop.stop();
  return folder;
}

async function prepare(before: string, chapter: Chapter): Promise<string> {
  const site = await Site.open(before);
  await chapter.prepare(site, new HandoffRound(site.emulator, async (...args) => await site.cli(...args)));
  return await site.leave();
}

async function recordApply(
  root: string,
  { number, chapter, start }: { number: number; chapter: Chapter; start: string },
): Promise<{ phase: Phase; after: string }> {
  const folder = join(root, `phase-${number}`);
  await cp(start, folder, { recursive: true });
  await rm(start, { recursive: true, force: true });
  const site = await Site.open(folder);
  const report = join(root, `disk-${number}.json`);
  const variables = orderVariables({ folders: WATCHED, report });
  const applied = await site.startWith(variables, 'apply', '--yes', '--detailed-exitcode').ended;
  const wanted = chapter.firstCode ?? chapter.code;
  if (applied.code !== wanted)
    throw new Error(
      `"${chapter.name}" ended with ${applied.code}, not ${wanted}:\n${applied.stdout}${applied.stderr}`,
    );
  const requests = [...site.gate.requests];
  const after = await site.leave();
  const end = await readOutcome(after);
  await assertSettled(after, chapter, end);
  const disk = JSON.parse(await readFile(report, 'utf8')) as readonly DiskStep[];
  const isLast = number === SCENARIO.length;
  const { name, code } = chapter;
  return { phase: { number, name, code, firstCode: wanted, isLast, folder, end, requests, disk }, after };
}

/** An apply right after an apply changes nothing: otherwise "until done" would have no end to be compared with. */
async function assertSettled(after: string, chapter: Chapter, end: Outcome): Promise<void> {
  const site = await Site.open(after);
  const { code, stdout, stderr } = await site.cli('apply', '--yes', '--detailed-exitcode');
  const again = await site.leave();
  const differences = compareOutcomes(end, await readOutcome(again));
  await rm(again, { recursive: true, force: true });
  if (code === chapter.code && differences.length === 0) return;
  throw new Error(
    `"${chapter.name}": a second apply (exit ${code}) changed something:\n${differences.join('\n')}\n${stdout}${stderr}`,
  );
}
