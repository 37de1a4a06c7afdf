/** The program of `npm run bench -- NAME`: measures what the quality bars are about, and ends with 1 where one is missed. */

import { parseArgs } from 'node:util';
import { type Bar, renderBars } from './bars.ts';
import { benchDownload } from './download.ts';
import { benchProfile } from './profile.ts';
import { type ProfileRun, runProfile } from './profile-run.ts';

const USAGE = `npm run bench -- scores [download | profile] [--rows N]
  --rows N  rows that are profiled, 50000000 by default; the files are removed at the end unless CAI_BENCH_KEEP is set
`;

const { values, positionals } = parseArgs({ allowPositionals: true, options: { rows: { type: 'string' } } });
const [name, part, ...rest] = positionals;
const rows = Number(values.rows ?? 50_000_000);
const say = (text: string): void => void process.stderr.write(`${text}\n`);

if (name === 'profile-in-child') {
  await runProfile(JSON.parse(part ?? '') as ProfileRun);
} else if (
  name !== 'scores' ||
  rest.length > 0 ||
  ![undefined, 'download', 'profile'].includes(part) ||
  !(Number.isSafeInteger(rows) && rows > 0)
) {
  process.stderr.write(USAGE);
  process.exitCode = 1;
} else {
  const bars: Bar[] = [];
  if (part !== 'profile') bars.push(...(await benchDownload(say)));
  if (part !== 'download') bars.push(...(await benchProfile(rows, say)));
  process.stdout.write(`${renderBars(bars)}\n`);
  process.exitCode = bars.every(({ isMet }) => isMet) ? 0 : 1;
}
