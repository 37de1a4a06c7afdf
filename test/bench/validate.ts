import { mkdtemp, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { BUILD } from '../operator/command.ts';
import { type Figure, judge, median } from './figures.ts';
import { writePipelines } from './many-pipelines.ts';
import { measureSeconds } from './run-measured.ts';

const PIPELINES = 1000;
const RUNS = 5;

/** What nobody can do without who wants documents with places: read and parse. */
const PARSE = `
import { readdirSync, readFileSync } from 'node:fs';
import { LineCounter, parseDocument } from 'yaml';
const [folder] = process.argv.slice(1);
for (const name of readdirSync(folder)) {
  const lineCounter = new LineCounter();
  const document = parseDocument(readFileSync(folder + '/' + name, 'utf8'), { lineCounter });
  if (document.errors.length > 0) throw document.errors[0];
}`;

/** How long a thousand pipelines take to validate, against parsing them. */
export async function benchValidate(say: (text: string) => void): Promise<readonly Figure[]> {
  const folder = await mkdtemp(resolve('node_modules', '.cai-bench-'));
  try {
    await writePipelines(folder, PIPELINES);
    const parse: number[] = [];
    const validate: number[] = [];
    for (let run = 1; run <= RUNS; run += 1) {
      parse.push(await measureSeconds(['--input-type=module', '-e', PARSE, folder], resolve('.')));
      validate.push(await measureSeconds([join(BUILD, 'cai.js'), 'validate', folder], resolve('.')));
      say(`run ${run}: parse ${parse.at(-1)?.toFixed(2)} s, validate ${validate.at(-1)?.toFixed(2)} s`);
    }
    return [
      judge(
        {
          name: `cai validate of ${PIPELINES} pipelines, against parseDocument with LineCounter`,
          value: median(validate),
          unit: 's',
          baseline: median(parse),
        },
        { atMost: 2 },
      ),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
