/** The program of `npm run bench -- NAME`: measures what the quality bars are about, and ends with 1 where one is missed. */

import { renderBars } from './bars.ts';
import { benchDownload } from './download.ts';

const [name = '', ...rest] = process.argv.slice(2);
if (name !== 'scores' || rest.length > 0) {
  process.stderr.write('npm run bench -- scores\n');
  process.exitCode = 1;
} else {
  const bars = await benchDownload((text) => process.stderr.write(`${text}\n`));
  process.stdout.write(`${renderBars(bars)}\n`);
  process.exitCode = bars.every(({ isMet }) => isMet) ? 0 : 1;
}
