import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { SCORE_FLAWS } from '../customer-ai/score-flaws.ts';
import { EmulatorStartError } from '../options.ts';
import { ControlClient } from './control-client.ts';
import { readHandle } from './read-handle.ts';

/** What `score` is told on its command line. */
interface ScoreFlags {
  readonly titles: readonly string[];
  readonly world: string;
  readonly flaws: readonly string[];
  /** Present: no run, but a batch of so many rows. */
  readonly rows: number | undefined;
  readonly parts: number | undefined;
  readonly format: string | undefined;
}

interface Instance {
  readonly id: string;
  readonly name: string;
  readonly outputs: { readonly cja: boolean };
}

interface Batch {
  readonly id: string;
  readonly format: string;
  readonly status: string;
  readonly records: number;
  readonly error?: string;
}

const POLL_MS = 200;

/**
 * `score`: has instances of the emulator that runs score again, with flaws where they are named, and lets the time pass that a run
 * takes; or writes batches of any number of rows at once.
 */
export async function runScore(args: string[]): Promise<readonly string[]> {
  const flags = readFlags(args);
  const control = new ControlClient(readHandle(flags.world));
  const instances = chooseInstances(await control.get<readonly Instance[]>('instances'), flags.titles);
  return flags.rows === undefined
    ? await runInstances(control, instances, flags)
    : await writeBatches(control, instances, flags);
}

function readFlags(args: string[]): ScoreFlags {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      world: { type: 'string', default: '.cai/emulator' },
      flaw: { type: 'string', multiple: true, default: [] },
      rows: { type: 'string' },
      parts: { type: 'string' },
      format: { type: 'string' },
    },
  });
  return {
    titles: positionals,
    world: values.world,
    flaws: values.flaw.map(readFlaw),
    rows: readCount('rows', values.rows),
    parts: readCount('parts', values.parts),
    format: values.format,
  };
}

function readFlaw(text: string): string {
  if (SCORE_FLAWS.some((flaw) => flaw === text)) return text;
  throw new EmulatorStartError(`unknown flaw ${text}; one of ${SCORE_FLAWS.join(', ')}`);
}

function readCount(name: string, text: string | undefined): number | undefined {
  if (text === undefined || /^[1-9]\d{0,8}$/.test(text)) return text === undefined ? undefined : Number(text);
  throw new EmulatorStartError(`--${name} must be a whole number, not "${text}"`);
}

/** None named: all of them. */
function chooseInstances(all: readonly Instance[], titles: readonly string[]): readonly Instance[] {
  if (all.length === 0) throw new EmulatorStartError('the emulator has no Customer AI instance yet');
  if (titles.length === 0) return all;
  return titles.map((title) => {
    const found = all.find(({ name }) => name === title);
    if (found !== undefined) return found;
    throw new EmulatorStartError(
      `no instance is called ${title}; there are: ${all.map(({ name }) => name).join(', ')}`,
    );
  });
}

async function runInstances(
  control: ControlClient,
  instances: readonly Instance[],
  { flaws }: ScoreFlags,
): Promise<readonly string[]> {
  const dues: number[] = [];
  for (const { id } of instances) {
    const run = await control.post<{ dueAt: string }>(`instances/${id}/runs`, { flaws });
    dues.push(Date.parse(run.dueAt));
  }
  const { now } = await control.get<{ now: string }>('clock');
  const seconds = Math.max(0, Math.ceil((Math.max(...dues) - Date.parse(now)) / 1000));
  await control.post('clock', { advanceSeconds: seconds });
  const lines: string[] = [];
  for (const { id, name } of instances) {
    const runs = await control.get<readonly { trigger: string; status: string; scoredProfiles: number }[]>(
      `instances/${id}/runs`,
    );
    const run = runs.findLast(({ trigger }) => trigger === 'manual');
    lines.push(`${name}: ${run?.status}, ${run?.scoredProfiles} profiles scored${describe(flaws)}.`);
  }
  return [...lines, `The emulator’s clock went on by ${Math.round(seconds / 3600)} hours.`];
}

async function writeBatches(
  control: ControlClient,
  instances: readonly Instance[],
  { flaws, rows, parts, format }: ScoreFlags,
): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const { id, name, outputs } of instances) {
    // One at a time: a large one takes all processors.
    for (const each of format === undefined ? (outputs.cja ? ['profile', 'event'] : ['profile']) : [format]) {
      const body = { rows, flaws, format: each, ...(parts === undefined ? {} : { parts }) };
      const [asked] = await control.post<readonly Batch[]>(`instances/${id}/score-batches`, body);
      const batch = await awaitBatch(control, id, asked?.id ?? '');
      if (batch.error !== undefined) throw new EmulatorStartError(batch.error);
      lines.push(`${name}: ${each} batch ${batch.id} of ${batch.records} rows${describe(flaws)}.`);
    }
  }
  return lines;
}

async function awaitBatch(control: ControlClient, instanceId: string, batchId: string): Promise<Batch> {
  for (;;) {
    const batches = await control.get<readonly Batch[]>(`instances/${instanceId}/score-batches`);
    const batch = batches.find(({ id }) => id === batchId);
    if (batch === undefined) throw new EmulatorStartError(`the batch ${batchId} is gone`);
    if (batch.status !== 'loading') return batch;
    await wait(POLL_MS);
  }
}

function describe(flaws: readonly string[]): string {
  return flaws.length === 0 ? '' : `, with flaws: ${flaws.join(', ')}`;
}
