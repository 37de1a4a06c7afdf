import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { openDuckDb } from '../../runner/scores/index.ts';
import { countParquetScans, explainCounting } from '../scores/explain-counting.ts';
import { type Figure, judge, median } from './figures.ts';
import {
  MEMORY_LIMIT,
  type ProfileRun,
  type ProfileRunResult,
  type ProfileWay,
  scoreTable,
} from './profile-run.ts';
import { runMeasured } from './run-measured.ts';
import { listScoreFiles, makeScoreFiles } from './score-files.ts';

const MIB = 1024 ** 2;
const FILES = 32;
const RUNS = 3;
/** Bars of the issue. */
const MOST_OF_BARE = 1.25;
/** The engine's limit, and what Node and the native library take beside it. */
const MOST_MEMORY = (2048 + 300) * MIB;

type Say = (text: string) => void;

interface Timed extends ProfileRunResult {
  readonly peakBytes: number;
}

/** Measures the profile of a large batch against bare DuckDB: time, memory, and how often the files are read. */
export async function benchProfile(rows: number, say: Say): Promise<readonly Figure[]> {
  say(`making ${rows} score rows in ${FILES} files, unless they are there`);
  const folder = await makeScoreFiles({ rows, files: FILES });
  const workFolder = await mkdtemp(resolve('node_modules', '.cai-bench-'));
  try {
    const timed: Record<ProfileWay, Timed[]> = { cai: [], bare: [] };
    for (let run = 1; run <= RUNS; run += 1) {
      // Whoever is first finds colder files: they take turns.
      const order: readonly ProfileWay[] = run % 2 === 1 ? ['bare', 'cai'] : ['cai', 'bare'];
      for (const way of order) timed[way].push(await runInChild(way, { folder, workFolder }));
      say(`run ${run}: bare ${tell(timed.bare.at(-1))}, cai ${tell(timed.cai.at(-1))}`);
    }
    return [...judgeProfiles(rows, timed), await judgePlan(folder, say)];
  } finally {
    await rm(workFolder, { recursive: true, force: true });
    if (process.env.CAI_BENCH_KEEP === undefined) await rm(folder, { recursive: true, force: true });
  }
}

function judgeProfiles(
  rows: number,
  { cai, bare }: Readonly<Record<ProfileWay, readonly Timed[]>>,
): readonly Figure[] {
  const [mine, theirs] = [median(cai.map(toSeconds)), median(bare.map(toSeconds))];
  const peak = Math.max(...cai.map(({ peakBytes }) => peakBytes));
  const figures = [...cai, ...bare].map((run) => run.figures);
  const isSame = figures.every(
    (found) =>
      found.rows === rows &&
      found.identities === rows &&
      found.factorRows === figures[0]?.factorRows &&
      Math.abs(found.scoreMean - (figures[0]?.scoreMean ?? 0)) < 1e-6,
  );
  if (!isSame) throw new Error('the product and bare DuckDB found different figures');
  const barePeak = Math.max(...bare.map(({ peakBytes }) => peakBytes));
  return [
    judge(
      {
        name: `profile of ${rows} rows, against bare DuckDB SQL, medians of ${RUNS}`,
        value: mine,
        unit: 's',
        baseline: theirs,
      },
      { atMost: MOST_OF_BARE },
    ),
    judge(
      {
        name: `peak memory of the process that profiles, limit of the engine ${MEMORY_LIMIT} (bare: ${Math.ceil(barePeak / MIB)} MiB)`,
        value: Math.ceil(peak / MIB),
        unit: 'MiB',
      },
      { atMost: MOST_MEMORY / MIB },
    ),
  ];
}

/** Shows the plan of the statement that counts for all built-in expectations. */
async function judgePlan(folder: string, say: Say): Promise<Figure> {
  const engine = await openDuckDb({ folder });
  try {
    const { text, operators } = await explainCounting(engine, scoreTable(await listScoreFiles(folder)));
    say(`plan of the statement that counts:\n${text}`);
    const scans = countParquetScans(operators);
    if (scans === 0) throw new Error('the plan of the statement that counts shows no scan of Parquet');
    return judge(
      { name: 'scans of Parquet in the plan of the statement that counts', value: scans, unit: 'scans' },
      { atMost: 1 },
    );
  } finally {
    await engine.close();
  }
}

async function runInChild(
  way: ProfileWay,
  { folder, workFolder }: { readonly folder: string; readonly workFolder: string },
): Promise<Timed> {
  const answer = resolve(workFolder, 'answer.json');
  const run: ProfileRun = { way, folder, spillFolder: resolve(workFolder, 'spill'), answer };
  const [, program = ''] = process.argv;
  const { code, peakBytes, stderr } = await runMeasured(
    process.execPath,
    [program, 'profile-in-child', JSON.stringify(run)],
    { cwd: workFolder },
  );
  if (code !== 0) throw new Error(`the profile (${way}) ended with ${code}: ${stderr}`);
  await rm(run.spillFolder, { recursive: true, force: true });
  return { ...(JSON.parse(await readFile(answer, 'utf8')) as ProfileRunResult), peakBytes };
}

function toSeconds({ seconds }: Timed): number {
  return seconds;
}

function tell(timed: Timed | undefined): string {
  return `${timed?.seconds.toFixed(1)} s, ${Math.ceil((timed?.peakBytes ?? 0) / MIB)} MiB`;
}
