import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalBackend } from '../../../runner/backends/index.ts';
import { systemClock } from '../../../runner/host/index.ts';
import { canonicalJson, type JsonValue, sha256 } from '../../../runner/model/index.ts';
import type { Corpus } from '../corpus.ts';
import { mutateJson } from '../mutate-json.ts';
import { damageBytes } from '../mutate-text.ts';
import type { Random } from '../random.ts';
import { observeRecorded } from '../recorded-adobe.ts';
import type { FuzzInput, Surface } from '../surface.ts';
import { USE_COUNT, useState } from '../use-state.ts';

/** How an input is written: as it is, or with hashes that fit, as somebody would who means harm. */
interface Setting {
  readonly journal: number;
  readonly sealed: boolean;
  readonly use: number;
}

/** A journal beside the snapshot that it continues, read by the backend and used by every command. */
export async function openJournalSurface(corpus: Corpus): Promise<Surface> {
  const folder = await mkdtemp(join(tmpdir(), 'cai-fuzz-'));
  const backend = new LocalBackend({ folder, environment: 'demo', clock: systemClock });
  const worlds = await Promise.all(corpus.worlds.map(observeRecorded));
  const journals = corpus.journals.map(({ journal }) =>
    journal
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line)),
  );
  return {
    name: 'journal',
    sound: corpus.journals.flatMap(({ journal: text }, journal) =>
      Array.from({ length: USE_COUNT }, (_none, use) => ({
        setting: JSON.stringify({ journal, sealed: false, use } satisfies Setting),
        bytes: Buffer.from(text),
      })),
    ),
    generate: (random) => {
      const journal = random.below(journals.length);
      const setting: Setting = { journal, sealed: random.chance(0.85), use: random.below(USE_COUNT) };
      return { setting: JSON.stringify(setting), bytes: makeBytes(journals, journal, random) };
    },
    read: async (input: FuzzInput) => {
      const { journal, sealed, use }: Setting = JSON.parse(input.setting);
      await writeFile(join(folder, 'state.json'), corpus.journals[journal]?.state ?? '');
      await writeFile(join(folder, 'journal.jsonl'), sealed ? seal(input.bytes) : input.bytes);
      const state = await backend.read();
      const seen = worlds[journal % worlds.length];
      if (seen !== undefined) useState(state, seen, use);
    },
    close: async () => await rm(folder, { recursive: true, force: true }),
  };
}

function makeBytes(journals: readonly (readonly unknown[])[], index: number, random: Random): Uint8Array {
  const entries = journals[index] ?? [];
  const at = random.below(entries.length);
  const changed = entries.map((entry, place) => (place === at ? mutateJson(entry, random, journals) : entry));
  const bytes = Buffer.from(`${changed.map((entry) => JSON.stringify(entry)).join('\n')}\n`);
  return random.chance(0.1) ? damageBytes(bytes, random) : bytes;
}

/** Gives every line the hash of the one before and its own, as far as a line is JSON. */
function seal(bytes: Uint8Array): string {
  let previous: unknown;
  const lines = Buffer.from(bytes).toString('utf8').split('\n');
  return lines
    .map((line) => {
      if (!line.startsWith('{')) return line;
      try {
        const { hash: _hash, ...entry } = JSON.parse(line) as Record<string, JsonValue>;
        const chained = previous === undefined ? entry : { ...entry, previous: previous as string };
        const hash = sha256(canonicalJson(chained)).slice(0, 32);
        previous = hash;
        return JSON.stringify({ ...chained, hash });
      } catch {
        return line;
      }
    })
    .join('\n');
}
