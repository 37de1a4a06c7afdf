/**
 * Prints what the command says to every bad input, one after another, to be read in one go:
 * `node .ci/run-program.mjs --built test/cli/bad-input/show-messages.ts [PART OF A NAME]`
 */
import { rm } from 'node:fs/promises';
import { BAD_INPUTS, HARMLESS_INPUTS } from './bad-inputs.ts';
import { type Met, meet } from './meet.ts';
import { prepareSound } from './prepare-sound.ts';

const [part = ''] = process.argv.slice(2);
const rows = [
  ...BAD_INPUTS,
  ...HARMLESS_INPUTS.map(({ name, spoil, command }) => ({ name, spoil, commands: [command] })),
];
const prepared = await prepareSound();
try {
  for (const row of rows.filter(({ name }) => name.includes(part))) {
    const { met, skip } = await meet(prepared, row);
    process.stdout.write(`\n=== ${row.name}${skip === undefined ? '' : `: skipped, ${skip}`}\n`);
    for (const one of met) process.stdout.write(format(one));
  }
} finally {
  await rm(prepared, { recursive: true, force: true });
}

function format({ command, code, stdout, stderr }: Met): string {
  const parts = [`--- cai ${command.join(' ')}: exit ${code}`];
  if (stdout !== '') parts.push('[stdout]', stdout.trimEnd());
  if (stderr !== '') parts.push('[stderr]', stderr.trimEnd());
  return `${parts.join('\n')}\n`;
}
