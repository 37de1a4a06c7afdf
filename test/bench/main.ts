/** The program of `npm run bench`: measures what the quality bars are about, and ends with 1 where one is missed. */

import { parseArgs } from 'node:util';
import { benchApply } from './apply.ts';
import { benchDownload } from './download.ts';
import { type Figure, renderFigures } from './figures.ts';
import { benchPlan } from './plan.ts';
import { benchProfile } from './profile.ts';
import { type ProfileRun, runProfile } from './profile-run.ts';
import { benchStart } from './start.ts';
import { benchValidate } from './validate.ts';

const USAGE = `npm run bench [-- [NAME...] [--json] [--rows N]]
  NAME      start, validate, plan, apply, download, profile, or scores (download and profile); all of them without it
  --json    the figures as JSON: [{name, value, unit, baseline, ratio, goal, met}]
  --rows N  score rows that are profiled, 50000000 by default: about 8 minutes to make, 10 to profile, 5 GiB of disk;
            the files are removed at the end unless CAI_BENCH_KEEP is set
`;

const say = (text: string): void => void process.stderr.write(`${text}\n`);

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rows: { type: 'string' }, json: { type: 'boolean', default: false } },
});
const rows = Number(values.rows ?? 50_000_000);

const BENCHES: Readonly<Record<string, () => Promise<readonly Figure[]>>> = {
  start: async () => await benchStart(say),
  validate: async () => await benchValidate(say),
  plan: async () => await benchPlan(say),
  apply: async () => await benchApply(say),
  download: async () => await benchDownload(say),
  profile: async () => await benchProfile(rows, say),
};

const [first, second] = positionals;
const names = positionals.flatMap((name) => (name === 'scores' ? ['download', 'profile'] : [name]));

if (first === 'profile-in-child') {
  await runProfile(JSON.parse(second ?? '') as ProfileRun);
} else if (names.some((name) => !Object.hasOwn(BENCHES, name)) || !Number.isSafeInteger(rows) || rows <= 0) {
  process.stderr.write(USAGE);
  process.exitCode = 1;
} else {
  const figures: Figure[] = [];
  for (const [name, bench] of Object.entries(BENCHES)) {
    if (names.length === 0 || names.includes(name)) figures.push(...(await bench()));
  }
  process.stdout.write(`${values.json ? JSON.stringify(figures, undefined, 2) : renderFigures(figures)}\n`);
  process.exitCode = figures.every(({ met }) => met) ? 0 : 1;
}
