import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { readCorpus } from './corpus.ts';
import { type Failure, type RangeResult, runInputs } from './run-inputs.ts';
import { SURFACES } from './surfaces.ts';

/*
 * `npm run fuzz`: hostile inputs for everything that reads from outside. Several threads; each input follows from seed,
 * surface and number, so that any of them can be made again. A thread that hangs or dies is a failure of its input.
 */

/** One more than processors: each waits for the disk a third of its time. */
const THREADS = availableParallelism() + 1;
const CHUNK = 200;
const HANG_MS = 60_000;
const MOST_FAILURES = 20;
const PROGRESS_EVERY = 20_000;
/** In the place of an input's number. */
const NOT_STARTED = -1;

interface Task {
  readonly surface: string;
  readonly from: number;
  readonly until: number;
}

interface Totals {
  tried: number;
  taken: number;
  readonly refused: Record<string, number>;
}

if (isMainThread) await runMain();
else await runThread();

async function runMain(): Promise<void> {
  const options = readOptions();
  const { seed } = options;
  const queue = makeQueue(options);
  const totals = new Map(
    Object.keys(SURFACES).map((name) => [name, { tried: 0, taken: 0, refused: {} } as Totals]),
  );
  const failures: Failure[] = [];
  const started = Date.now();
  const all = queue.reduce((sum, { from, until }) => sum + until - from, 0);
  let tried = 0;
  console.log(`seed ${seed}`);
  const take = (): Task | undefined => (failures.length >= MOST_FAILURES ? undefined : queue.shift());
  const add = (task: Task, result: RangeResult): void => {
    const total = totals.get(task.surface);
    if (total === undefined) return;
    total.tried += result.tried;
    const before = tried;
    tried += result.tried;
    if (Math.floor(tried / PROGRESS_EVERY) > Math.floor(before / PROGRESS_EVERY))
      console.error(`${tried} of ${all} tried, ${((Date.now() - started) / 1000).toFixed(0)} s`);
    total.taken += result.taken;
    for (const [code, count] of Object.entries(result.refused))
      total.refused[code] = (total.refused[code] ?? 0) + count;
    failures.push(...result.failures);
    for (const failure of result.failures) print(failure);
  };
  const threads = Array.from({ length: THREADS }, async () => await serve({ seed, take, add }));
  await Promise.all(threads);
  report(totals, failures, Date.now() - started);
}

function report(totals: ReadonlyMap<string, Totals>, failures: readonly Failure[], ms: number): void {
  let tried = 0;
  for (const [name, total] of totals) {
    if (total.tried === 0) continue;
    tried += total.tried;
    const refused = Object.entries(total.refused).sort(([, a], [, b]) => b - a);
    console.log(
      `${name}: ${total.tried} tried, ${total.taken} taken, refused ${refused.map(([code, count]) => `${count} ${code}`).join(', ') || 'none'}`,
    );
  }
  console.log(`${(ms / 1000).toFixed(0)} s`);
  console.log(`${tried} inputs tried, uncaught exceptions ${failures.length}`);
  process.exitCode = failures.length === 0 && tried > 0 ? 0 : 1;
}

function readOptions(): {
  readonly seed: number;
  readonly surfaces: readonly string[];
  readonly inputs?: number;
  readonly input?: number;
} {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string' },
      surface: { type: 'string' },
      inputs: { type: 'string' },
      input: { type: 'string' },
    },
  });
  const count = (text: string | undefined): number | undefined =>
    text === undefined ? undefined : Number(text);
  const surfaces = values.surface === undefined ? Object.keys(SURFACES) : [values.surface];
  for (const name of surfaces) {
    if (SURFACES[name] === undefined)
      throw new Error(`there is no surface ${name}; there are ${Object.keys(SURFACES).join(', ')}`);
  }
  const inputs = count(values.inputs);
  const input = count(values.input);
  return {
    seed: count(values.seed) ?? Math.floor(Math.random() * 1_000_000),
    surfaces,
    ...(inputs === undefined ? {} : { inputs }),
    ...(input === undefined ? {} : { input }),
  };
}

/** The inputs of all surfaces in turns, so that a run that is ended early has seen something of each. */
function makeQueue(options: ReturnType<typeof readOptions>): Task[] {
  const { surfaces, inputs, input } = options;
  if (input !== undefined) return surfaces.map((surface) => ({ surface, from: input, until: input + 1 }));
  const tasks = surfaces.flatMap((surface) => {
    const end = inputs ?? SURFACES[surface]?.inputs ?? 0;
    return Array.from({ length: Math.ceil(end / CHUNK) }, (_none, chunk) => ({
      surface,
      from: chunk * CHUNK,
      until: Math.min(end, (chunk + 1) * CHUNK),
    }));
  });
  return tasks.sort((a, b) => a.from - b.from);
}

interface Service {
  readonly seed: number;
  readonly take: () => Task | undefined;
  readonly add: (task: Task, result: RangeResult) => void;
}

/** Gives tasks to a thread, and to another one where it died. */
async function serve(service: Service): Promise<void> {
  for (let task = service.take(); task !== undefined; ) {
    const current = new Int32Array(new SharedArrayBuffer(8));
    Atomics.store(current, 0, NOT_STARTED);
    const worker = new Worker(fileURLToPath(import.meta.url), {
      workerData: { seed: service.seed, current },
      resourceLimits: { maxOldGenerationSizeMb: 1500 },
    });
    let given: Task | undefined = task;
    const died = await new Promise<string | undefined>((done) => {
      let last = -1;
      let since = Date.now();
      const watch = setInterval(() => {
        const index = Atomics.load(current, 0);
        // Nothing hangs before the first input: the thread still reads what it needs.
        if (index !== last || index === NOT_STARTED) since = Date.now();
        last = index;
        if (Date.now() - since > HANG_MS) end(`it hangs: no answer in ${HANG_MS / 1000} s`);
      }, 500);
      const end = (why: string | undefined): void => {
        clearInterval(watch);
        void worker.terminate();
        done(why);
      };
      worker.on('message', (result: RangeResult) => {
        if (given !== undefined) service.add(given, result);
        given = service.take();
        since = Date.now();
        if (given === undefined) end(undefined);
        else worker.postMessage(given);
      });
      worker.on('error', (error: Error) => end(`its thread died: ${error.stack ?? error.message}`));
      worker.postMessage(given);
    });
    task =
      died === undefined || given === undefined
        ? undefined
        : giveUp(service, given, Atomics.load(current, 0), died);
  }
}

/** Notes the input that ended a thread as a failure; the rest of the task is for the next one. */
function giveUp(service: Service, task: Task, index: number, what: string): Task {
  const failure = {
    surface: task.surface,
    seed: service.seed,
    index,
    what,
    input: 'not shown: it ended its thread',
  };
  const tried = index + 1 - task.from;
  service.add(task, { tried, taken: tried - 1, refused: {}, failures: [failure] });
  return { ...task, from: index + 1 };
}

function print(failure: Failure): void {
  console.log(`\nFAILED ${failure.surface}, seed ${failure.seed}, input ${failure.index}`);
  console.log(failure.what);
  console.log(failure.input);
  console.log(
    `again: npm run fuzz -- --seed ${failure.seed} --surface ${failure.surface} --input ${failure.index}\n`,
  );
}

async function runThread(): Promise<void> {
  const { seed, current }: { seed: number; current: Int32Array } = workerData;
  const corpus = readCorpus();
  const opened = new Map(
    await Promise.all(
      Object.entries(SURFACES).map(async ([name, { open }]) => [name, await open(corpus)] as const),
    ),
  );
  parentPort?.on('message', (task: Task) => {
    const surface = opened.get(task.surface);
    if (surface === undefined) return;
    runInputs(surface, { ...task, seed }, (index) => Atomics.store(current, 0, index)).then(
      (result) => parentPort?.postMessage(result),
      (error: unknown) => {
        // A mistake of the fuzzing itself ends the thread, and is shown.
        queueMicrotask(() => {
          throw error;
        });
      },
    );
  });
}
