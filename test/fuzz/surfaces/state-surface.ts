import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalBackend } from '../../../runner/backends/index.ts';
import { systemClock } from '../../../runner/host/index.ts';
import type { Corpus } from '../corpus.ts';
import { mutateJson } from '../mutate-json.ts';
import { damageBytes } from '../mutate-text.ts';
import type { Random } from '../random.ts';
import { observeRecorded } from '../recorded-adobe.ts';
import type { FuzzInput, Surface } from '../surface.ts';
import { USE_COUNT, useState } from '../use-state.ts';

/** Beside which world, and for what, a state is used. */
interface Setting {
  readonly world: number;
  readonly use: number;
}

/** The snapshot of a state, read by the backend and used by every command that reads one. */
export async function openStateSurface(corpus: Corpus): Promise<Surface> {
  const folder = await mkdtemp(join(tmpdir(), 'cai-fuzz-'));
  const backend = new LocalBackend({ folder, environment: 'demo', clock: systemClock });
  const texts = [...corpus.states, ...corpus.journals.map(({ state }) => state)];
  const values: readonly unknown[] = texts.map((text) => JSON.parse(text));
  const worlds = await Promise.all(corpus.worlds.map(observeRecorded));
  return {
    name: 'state',
    sound: texts.flatMap((text, index) =>
      Array.from({ length: USE_COUNT }, (_none, use) => ({
        setting: JSON.stringify({ world: index % worlds.length, use } satisfies Setting),
        bytes: Buffer.from(text),
      })),
    ),
    generate: (random) => ({
      setting: JSON.stringify({
        world: random.below(worlds.length),
        use: random.below(USE_COUNT),
      } satisfies Setting),
      bytes: makeBytes(values, random),
    }),
    read: async (input: FuzzInput) => {
      await writeFile(join(folder, 'state.json'), input.bytes);
      const state = await backend.read();
      const { world, use }: Setting = JSON.parse(input.setting);
      const seen = worlds[world];
      if (seen !== undefined) useState(state, seen, use);
    },
    close: async () => await rm(folder, { recursive: true, force: true }),
  };
}

function makeBytes(values: readonly unknown[], random: Random): Uint8Array {
  const value = random.pick(values);
  if (random.chance(0.1)) return damageBytes(Buffer.from(JSON.stringify(value, null, 2)), random);
  return Buffer.from(JSON.stringify(mutateJson(value, random, values)));
}
