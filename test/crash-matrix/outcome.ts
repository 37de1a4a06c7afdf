import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ControlClient } from '../../runner/emulator/index.ts';
import type { Keeper } from './keep/keeper.ts';
import { listFiles } from './keep/list-files.ts';

/** All that an apply leaves behind that matters, comparable between runs. */
export interface Outcome {
  readonly world: unknown;
  readonly state: unknown;
  /** Files beside the YAML, with what they hold. */
  readonly files: unknown;
}

interface World {
  readonly dataViews: readonly {
    readonly id: string;
    readonly fields: { readonly name: string };
    readonly isDeleted: boolean;
  }[];
}

/** Counters, times and the log of what was done when: they tell how the end was reached, not what it is. */
const LEFT_OUT = /^(?:idCounter|clockOffsetMs|audit\w*|lineage|serial|journalHash|since|at|\w+At|\w+Date)$/;
/** Each run has an emulator of its own. */
const EMULATOR = /http:\/\/127\.0\.0\.1:\d+/g;
const TIME = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

/** Reads what stands in a folder whose emulator has ended. */
export async function readOutcome(folder: string, keeper: Keeper): Promise<Outcome> {
  const repository = join(folder, 'repository');
  const world = await readJson<World>(join(repository, '.cai/emulator/world.json'));
  const state = await keeper.readState(folder);
  const names = new Map<string, string>();
  for (const { id, fields } of world.dataViews) names.set(id, `<id of ${fields.name}>`);
  for (const [index, { id }] of state.manifests.entries()) names.set(id, `<manifest ${index}>`);
  const dataViews = world.dataViews
    .filter(({ isDeleted }) => !isDeleted)
    .sort((a, b) => (a.fields.name < b.fields.name ? -1 : 1));
  return {
    world: normalize({ ...world, dataViews }, names),
    state: normalize(state, names),
    files: {
      state: await keeper.readRest(folder),
      scores: normalize(await listFiles(join(repository, 'scores')), names),
      exports: normalize(await listFiles(join(repository, 'exports')), names),
    },
  };
}

/** Ids of data views that are there more than once under one connection. */
export async function findDuplicates(control: ControlClient): Promise<readonly string[]> {
  const views = await control.get<readonly View[]>('dataviews');
  const byKey = new Map<string, string[]>();
  for (const { id, name, parentDataGroupId, isDeleted } of views) {
    const key = `${parentDataGroupId} ${name}`;
    if (isDeleted !== true) byKey.set(key, [...(byKey.get(key) ?? []), id]);
  }
  return [...byKey.values()].filter(({ length }) => length > 1).flat();
}

interface View {
  readonly id: string;
  readonly name: string;
  readonly parentDataGroupId?: string;
  readonly isDeleted?: boolean;
}

/** Where two outcomes differ, each with both values; empty where they do not. */
export function compareOutcomes(expected: unknown, found: unknown, path = ''): readonly string[] {
  if (typeof expected !== 'object' || typeof found !== 'object' || expected === null || found === null)
    return expected === found ? [] : [`${path}: ${show(expected)} → ${show(found)}`];
  const keys = new Set([...Object.keys(expected), ...Object.keys(found)]);
  return [...keys]
    .sort()
    .flatMap((key) =>
      compareOutcomes(
        (expected as Record<string, unknown>)[key],
        (found as Record<string, unknown>)[key],
        `${path}/${key}`,
      ),
    );
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 160 ? `${text.slice(0, 160)}…` : text;
}

function normalize(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string')
    return TIME.test(value) ? '<time>' : rename(value.replace(EMULATOR, '<emulator>'), names);
  if (Array.isArray(value)) return value.map((member) => normalize(member, names));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !LEFT_OUT.test(key))
      .map(([key, member]) => [rename(key, names), normalize(member, names)]),
  );
}

function rename(text: string, names: ReadonlyMap<string, string>): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  const [, before, id, after] = /^(.*:)?(dv_[0-9a-f]+)(.*)$/s.exec(text) ?? [];
  return id === undefined ? text : `${before ?? ''}${names.get(id) ?? id}${after}`;
}

async function readJson<T>(path: string): Promise<T> {
  return JSON.parse(await readFile(path, 'utf8')) as T;
}
