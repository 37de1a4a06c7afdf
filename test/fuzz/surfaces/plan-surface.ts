import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import type { CommandIo } from '../../../runner/cli/io.ts';
import { readPlan } from '../../../runner/cli/read-plan.ts';
import { systemClock } from '../../../runner/host/index.ts';
import {
  applyTransition,
  canonicalJson,
  emptyState,
  hashPlan,
  type JsonValue,
  type SavedPlan,
  sha256,
} from '../../../runner/model/index.ts';
import { renderPlan, renderPlanJson } from '../../../runner/render/index.ts';
import type { Corpus } from '../corpus.ts';
import { mutateJson } from '../mutate-json.ts';
import { damageBytes } from '../mutate-text.ts';
import { assertPrintable } from '../printable.ts';
import type { Random } from '../random.ts';
import { observeRecorded } from '../recorded-adobe.ts';
import type { FuzzInput, Surface } from '../surface.ts';
import { USE_COUNT, useState } from '../use-state.ts';

/** Saved plans, read as `cai show` and `cai apply PLAN` do; what apply would accept of one is planned on. */
export async function openPlanSurface(corpus: Corpus): Promise<Surface> {
  const folder = await mkdtemp(join(tmpdir(), 'cai-fuzz-'));
  const values: readonly unknown[] = corpus.plans.map((text) => JSON.parse(text));
  const worlds = await Promise.all(corpus.worlds.map(observeRecorded));
  return {
    name: 'plan',
    sound: corpus.plans.map((text) => ({ setting: 'as-is', bytes: Buffer.from(seal(Buffer.from(text))) })),
    generate: (random) => ({
      setting: random.chance(0.6) ? 'sealed' : 'as-is',
      bytes: makeBytes(values, random),
    }),
    read: async (input: FuzzInput) => {
      await writeFile(
        join(folder, 'plan.json'),
        input.setting === 'sealed' ? seal(input.bytes) : input.bytes,
      );
      const plan = await readPlan(makeIo(folder), 'plan.json');
      assertPrintable(renderPlan(plan, { color: false, width: 100 }, { file: 'plan.json' }));
      assertPrintable(renderPlanJson(plan));
      const accepted = {
        type: 'accept-manifest',
        id: 'm1',
        manifest: plan.manifest,
        acceptedBy: 'fuzz',
      } as const;
      const seen = worlds[plan.changes.length % worlds.length];
      if (seen === undefined) return;
      const state = applyTransition(emptyState('demo', 'fuzz'), accepted, { at: seen.observed.observedAt });
      useState(state, seen, input.bytes.length % USE_COUNT);
    },
    close: async () => await rm(folder, { recursive: true, force: true }),
  };
}

function makeBytes(values: readonly unknown[], random: Random): Uint8Array {
  const value = random.pick(values);
  if (random.chance(0.1)) return damageBytes(Buffer.from(JSON.stringify(value, null, 2)), random);
  return Buffer.from(JSON.stringify(mutateJson(value, random, values)));
}

/** Gives a plan the digest of its lines and the hash of all of it, as somebody would who means harm. */
function seal(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString('utf8');
  try {
    const { hash: _hash, ...plan }: SavedPlan = JSON.parse(text);
    const { lines, versions } = plan.manifest as unknown as { lines: JsonValue; versions: JsonValue };
    const digest = sha256(canonicalJson({ versions, lines }));
    const sealed = { ...plan, manifest: { ...plan.manifest, digest } };
    return JSON.stringify({ ...sealed, hash: hashPlan(sealed) });
  } catch {
    return text;
  }
}

function makeIo(cwd: string): CommandIo {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  return {
    stdin: Readable.from([]),
    stdout: nowhere,
    stderr: nowhere,
    cwd,
    variables: {},
    signal: new AbortController().signal,
    clock: systemClock,
    packageFolder: cwd,
    bundleFolder: cwd,
    version: '0.1.0',
  };
}
