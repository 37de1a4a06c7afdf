import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BAD_INPUTS, HARMLESS_INPUTS } from './bad-inputs.ts';
import { type Met, meet } from './meet.ts';
import { prepareSound } from './prepare-sound.ts';

/** A frame of a stack trace; a place in YAML stands behind two spaces. */
const STACK = /^ {4,}at |cai has a bug/m;

/**
 * Whatever is bad, the command says what, where and what to do, ends with the right code, and has changed nothing: no file, no
 * state, no journal, nothing in the world. `show-messages.ts` prints the messages to be read in one go.
 */
describe('a bad input', () => {
  let prepared = '';

  beforeAll(async () => {
    prepared = await prepareSound();
  });

  afterAll(async () => await rm(prepared, { recursive: true, force: true }));

  it.concurrent.each(BAD_INPUTS.map((row) => [row.name, row] as const))(
    'is named with its place and what to do, and changes nothing: %s',
    async (_name, row) => {
      const { skip, met, before, after, requests } = await meet(prepared, row);
      if (skip !== undefined) return console.log(`not tested: ${row.name}: ${skip}`);
      expect(met).toHaveLength(row.commands.length);
      for (const one of met) {
        const said = join(one);
        expect(one).toMatchObject({ code: row.exit });
        if (row.code !== undefined) expect(said).toContain(`error[${row.code}]`);
        for (const part of [...row.place, ...row.next]) expect(said).toContain(part);
        expect(`${one.stdout}${one.stderr}`).not.toMatch(STACK);
        // No resource is named twice in what is said of it, and what ends with an error does not end with a sign of success.
        expect(one.stdout).not.toMatch(/^ *(\S+\/\S+): \1\b/mu);
        if (one.code === 1 && one.stdout !== '') expect(one.stderr).not.toMatch(/^✔ (?:Planning|Applying)/mu);
      }
      expect(after.world).toEqual(before.world);
      if (row.mayRecord !== true) expect(after.files).toEqual(before.files);
      if (row.isLocal === true) expect(requests).toBe(0);
    },
  );

  it.concurrent.each(HARMLESS_INPUTS.map((row) => [row.name, row] as const))(
    'is none where a command gets over it by itself: %s',
    async (_name, { spoil, command, exit, said }) => {
      const { met } = await meet(prepared, { spoil, commands: [command] });
      expect(met).toMatchObject([{ code: exit }]);
      for (const one of met) {
        expect(join(one)).not.toContain('error[');
        for (const part of said) expect(join(one)).toContain(part);
      }
    },
  );
});

/** Everything that was said, however it was wrapped. */
function join({ stdout, stderr }: Met): string {
  return `${stdout}\n${stderr}`.replaceAll(/\s+/g, ' ');
}
