import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { BUILD } from '../operator/command.ts';
import { BenchSite, hashFile } from './bench-site.ts';
import { type BigFile, makeBigFile } from './big-batch.ts';
import { type Figure, judge, median } from './figures.ts';
import { type Measured, runMeasured } from './run-measured.ts';

const MIB = 1024 ** 2;
const FILES = 32;
const FILE_BYTES = 64 * MIB;
const RUNS = 5;
const KILLS = 20;
const KILL_FILES = 4;
/** What `cai` uses by default. */
const PARALLEL = 8;
const RANGE_BYTES = 8 * MIB;
/** Bars of the issue. */
const LEAST_SHARE_OF_CURL = 0.8;
const MOST_MEMORY = 200 * MIB;

type Say = (text: string) => void;

/** Measures the download of scores against its bars: rate, memory, and what a kill costs. */
export async function benchDownload(say: Say): Promise<readonly Figure[]> {
  // Beside the build and not below the system's folder for temporary files, which may be in memory.
  const folder = await mkdtemp(resolve('node_modules', '.cai-bench-'));
  try {
    const file = await makeBigFile(join(folder, 'big.parquet'), FILE_BYTES);
    say(`made a Parquet file of ${file.bytes} bytes, ${file.rows} rows`);
    return [...(await benchRate(folder, file, say)), ...(await benchKills(file, say))];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function benchRate(folder: string, file: BigFile, say: Say): Promise<readonly Figure[]> {
  const site = await BenchSite.open(file, FILES);
  try {
    const cai: Measured[] = [];
    const curl: Measured[] = [];
    const synced: number[] = [];
    for (let run = 1; run <= RUNS; run += 1) {
      const { fetched, syncSeconds } = await fetchWithCurl(site, folder);
      curl.push(fetched);
      synced.push(toRate({ seconds: fetched.seconds + syncSeconds }));
      cai.push(await pull(site));
      await site.forget();
      const rates = `curl ${toRate(curl.at(-1))} MiB/s, with sync ${synced.at(-1)}, cai ${toRate(cai.at(-1))} MiB/s`;
      say(`run ${run}: ${rates}`);
    }
    const peak = Math.max(...cai.map(({ peakBytes }) => peakBytes));
    const files = `${FILES} files of ${FILE_BYTES / MIB} MiB, medians of ${RUNS}`;
    const rate = { value: median(cai.map(toRate)), unit: 'MiB/s' };
    const atLeast = LEAST_SHARE_OF_CURL;
    return [
      judge(
        {
          name: `rate of cai scores pull against curl --parallel, ${files}`,
          ...rate,
          baseline: median(curl.map(toRate)),
        },
        { atLeast },
      ),
      // What is downloaded outlives a loss of power: cai ends when the disk has it.
      judge(
        {
          name: 'the same against curl --parallel and sync --data of its files',
          ...rate,
          baseline: median(synced),
        },
        { atLeast },
      ),
      judge(
        { name: 'peak memory of cai scores pull', value: Math.ceil(peak / MIB), unit: 'MiB' },
        { atMost: MOST_MEMORY / MIB },
      ),
    ];
  } finally {
    await site.close();
  }
}

function toRate(measured: Pick<Measured, 'seconds'> | undefined): number {
  return Math.round((FILES * FILE_BYTES) / MIB / (measured?.seconds ?? Number.NaN));
}

async function fetchWithCurl(
  site: BenchSite,
  folder: string,
): Promise<{ readonly fetched: Measured; readonly syncSeconds: number }> {
  const target = join(folder, 'curl');
  await mkdir(target);
  const config = join(folder, 'curl.cfg');
  await site.writeCurlConfig(config, target);
  const fetched = await runMeasured('curl', ['--config', config], { cwd: folder });
  assertDone('curl', fetched);
  const synced = await runMeasured('sync', ['--data', ...(await readdir(target))], { cwd: target });
  assertDone('sync', synced);
  await rm(target, { recursive: true });
  return { fetched, syncSeconds: synced.seconds };
}

async function pull(site: BenchSite): Promise<Measured> {
  const measured = await startPull(site);
  assertDone('cai scores pull', measured);
  return measured;
}

async function startPull(
  site: BenchSite,
  onStart: NonNullable<Parameters<typeof runMeasured>[2]['onStart']> = () => {},
): Promise<Measured> {
  const args = [join(BUILD, 'cai.js'), 'scores', 'pull', '--env', 'demo', '--json'];
  return await runMeasured(process.execPath, args, { cwd: site.repository, onStart });
}

function assertDone(what: string, { code, stderr }: Measured): void {
  if (code !== 0) throw new Error(`${what} ended with ${code}: ${stderr}`);
}

/** Kills the download after a number of ranges and some milliseconds, both drawn with a fixed seed, and lets it go on. */
async function benchKills(file: BigFile, say: Say): Promise<readonly Figure[]> {
  const site = await BenchSite.open(file, KILL_FILES);
  const random = makeRandom(1);
  const expected = Array.from({ length: KILL_FILES }, () => hashFile(file.path));
  const wanted = (await Promise.all(expected)).join(' ');
  const totalBytes = KILL_FILES * file.bytes;
  let equal = 0;
  let killed = 0;
  let most = 0;
  try {
    for (let kill = 1; kill <= KILLS; kill += 1) {
      const before = site.emulator.requests.length;
      const ranges = Math.floor(random() * (totalBytes / RANGE_BYTES));
      const { code } = await pullAndKill(site, { ranges, milliseconds: Math.floor(random() * 40) });
      if (code === null) killed += 1;
      assertDone('cai scores pull after a kill', await startPull(site));
      const again = countRangeBytes(site, before) - totalBytes;
      most = Math.max(most, again);
      if ((await site.hashFiles()).join(' ') === wanted) equal += 1;
      say(`kill ${kill} after ${ranges} ranges: ${Math.round(again / MIB)} MiB fetched again`);
      await site.forget();
    }
  } finally {
    await site.close();
  }
  if (killed <= KILLS / 2) throw new Error(`only ${killed} of ${KILLS} downloads were hit by a kill`);
  return [
    judge(
      {
        name: `downloads that end byte-equal after a SIGKILL at a random moment, of ${KILLS} (${killed} were hit)`,
        value: equal,
        unit: 'downloads',
      },
      { atLeast: KILLS },
    ),
    judge(
      {
        name: 'most bytes fetched again after a kill (goal: parallelism × range size)',
        value: Math.round(most / MIB),
        unit: 'MiB',
      },
      { atMost: (PARALLEL * RANGE_BYTES) / MIB },
    ),
  ];
}

async function pullAndKill(
  site: BenchSite,
  at: { readonly ranges: number; readonly milliseconds: number },
): Promise<Measured> {
  const before = countRanges(site, 0);
  return await startPull(site, (child) => {
    const timer = setInterval(() => {
      if (countRanges(site, 0) - before < at.ranges) return;
      clearInterval(timer);
      setTimeout(() => child.kill('SIGKILL'), at.milliseconds);
    }, 2);
    child.once('close', () => clearInterval(timer));
  });
}

function listRanges(site: BenchSite, from: number): readonly string[] {
  return site.emulator.requests.slice(from).flatMap(({ range }) => (range === undefined ? [] : [range]));
}

function countRanges(site: BenchSite, from: number): number {
  return listRanges(site, from).length;
}

/** Bytes that were asked for by `Range`. */
function countRangeBytes(site: BenchSite, from: number): number {
  return listRanges(site, from).reduce((sum, range) => {
    const [, start, end] = /^bytes=(\d+)-(\d+)$/u.exec(range) ?? [];
    return sum + Number(end) - Number(start) + 1;
  }, 0);
}

/** Uniform in [0, 1), the same for the same seed (mulberry32). */
function makeRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
