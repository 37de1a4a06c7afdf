import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { parseDocuments } from '../../../runner/load/index.ts';
import { emptyState } from '../../../runner/model/index.ts';
import { makePlan } from '../../../runner/plan/index.ts';
import {
  renderDiagnostics,
  renderDiagnosticsJson,
  renderPlan,
  renderPlanJson,
} from '../../../runner/render/index.ts';
import type { Corpus } from '../corpus.ts';
import { mutateJson } from '../mutate-json.ts';
import { damageBytes, mutateLines } from '../mutate-text.ts';
import { assertPrintable } from '../printable.ts';
import { KINDS, readFolder } from '../product.ts';
import type { Random } from '../random.ts';
import type { FuzzInput, Surface } from '../surface.ts';

const STYLE = { color: false, width: 100 };

/** YAML files: loaded, validated, resolved for every environment, and planned on a world that has nothing. */
export async function openYamlSurface(corpus: Corpus): Promise<Surface> {
  const folder = await mkdtemp(join(tmpdir(), 'cai-fuzz-'));
  const [environment = ''] = corpus.environments;
  const [pipeline = ''] = corpus.pipelines;
  const texts = [...corpus.pipelines, ...corpus.pipelines, ...corpus.environments, ...corpus.invalid];
  const values = texts.map((text) => parseDocuments('x.yaml', text).documents.map(({ value }) => value));
  const beside = (text: string): string => (text.includes('kind: Environment') ? pipeline : environment);
  return {
    name: 'yaml',
    sound: [...corpus.pipelines, ...corpus.environments].map((text) => ({
      setting: beside(text),
      bytes: Buffer.from(text),
    })),
    generate: (random) => {
      const index = random.below(texts.length);
      const text = texts[index] ?? '';
      return { setting: beside(text), bytes: makeBytes(text, values[index] ?? [], values, random) };
    },
    read: async (input) => await readYaml(folder, input),
    close: async () => await rm(folder, { recursive: true, force: true }),
  };
}

function makeBytes(
  text: string,
  documents: readonly unknown[],
  donors: readonly unknown[],
  random: Random,
): Uint8Array {
  if (random.chance(0.1)) return damageBytes(Buffer.from(text), random);
  if (random.chance(0.4)) return Buffer.from(mutateLines(text, random));
  const changed = documents.map((value) => mutateJson(value, random, donors));
  const written = changed.map((value) => (random.chance(0.5) ? JSON.stringify(value) : writeYaml(value)));
  const bytes = Buffer.from(written.join('\n---\n'));
  return random.chance(0.05) ? damageBytes(bytes, random) : bytes;
}

function writeYaml(value: unknown): string {
  try {
    return stringify(value, { aliasDuplicateObjects: false });
  } catch {
    // What is nested too deeply for the writer is written as JSON, which is YAML as well.
    return JSON.stringify(value);
  }
}

async function readYaml(folder: string, input: FuzzInput): Promise<void> {
  await writeFile(join(folder, 'changed.yaml'), input.bytes);
  await writeFile(join(folder, 'sound.yaml'), input.setting);
  const { diagnostics, wanted } = await readFolder(folder);
  assertPrintable(renderDiagnostics(diagnostics, STYLE));
  assertPrintable(renderDiagnosticsJson(diagnostics));
  for (const { desired } of wanted) {
    const observed = {
      observedAt: '2026-01-01T00:00:00.000Z',
      byAddress: {},
      requests: {},
      scoreDatasets: [],
    };
    const state = emptyState(desired.environment.name, 'fuzz');
    const plan = makePlan({ desired, observed, state, kinds: KINDS }, diagnostics);
    assertPrintable(renderPlan(plan, STYLE));
    assertPrintable(renderPlanJson(plan));
  }
}
