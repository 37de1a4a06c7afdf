import { mkdtemp, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { BUILD } from '../operator/command.ts';
import { type Figure, judge, median } from './figures.ts';
import { writePipelines } from './many-pipelines.ts';
import { measureSeconds } from './run-measured.ts';

const RUNS = 15;

/** How long a command takes that has next to nothing to do, against Node.js with nothing to do. */
export async function benchStart(say: (text: string) => void): Promise<readonly Figure[]> {
  const folder = await mkdtemp(resolve('node_modules', '.cai-bench-'));
  try {
    await writePipelines(folder, 1);
    const cai = join(BUILD, 'cai.js');
    const commands = {
      node: ['-e', '0'],
      version: [cai, '--version'],
      validate: [cai, 'validate', join(folder, 'pipeline-0.yaml')],
    };
    const seconds: Record<keyof typeof commands, number[]> = { node: [], version: [], validate: [] };
    for (let run = 0; run < RUNS; run += 1) {
      for (const name of ['node', 'version', 'validate'] as const)
        seconds[name].push(await measureSeconds(commands[name], folder));
    }
    const milliseconds = (name: keyof typeof commands): number => median(seconds[name]) * 1000;
    say(`node -e 0: ${milliseconds('node').toFixed(0)} ms, medians of ${RUNS}`);
    const against = { unit: 'ms', baseline: milliseconds('node') };
    return [
      judge(
        { name: 'cai --version, against node -e 0', value: milliseconds('version'), ...against },
        { atMost: 1.5 },
      ),
      judge(
        { name: 'cai validate of one file, against node -e 0', value: milliseconds('validate'), ...against },
        { atMost: 4 },
      ),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
