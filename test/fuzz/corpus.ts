import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { State } from '../../runner/model/index.ts';
import type { RecordedAnswer } from './recording.ts';

/** A state, and every answer that Adobe gave while it was compared with the world. */
export interface RecordedWorld {
  readonly state: State;
  readonly answers: Readonly<Record<string, RecordedAnswer>>;
}

/** A journal that an apply left, and the snapshot that it continues. */
export interface RecordedJournal {
  readonly state: string;
  readonly journal: string;
}

/** What was recorded of real runs, and the YAML of the project: what inputs are made of. */
export interface Corpus {
  readonly states: readonly string[];
  readonly journals: readonly RecordedJournal[];
  readonly plans: readonly string[];
  readonly worlds: readonly RecordedWorld[];
  readonly pipelines: readonly string[];
  readonly environments: readonly string[];
  /** Documents with mistakes, one each. */
  readonly invalid: readonly string[];
}

/** Reads the corpus of the project that the process was started in. */
export function readCorpus(): Corpus {
  const recorded = (kind: string): readonly string[] => readAll(join('test/fuzz/corpus', kind));
  return {
    states: recorded('states'),
    journals: recorded('journals').map((text) => JSON.parse(text)),
    plans: recorded('plans'),
    worlds: recorded('worlds').map((text) => JSON.parse(text)),
    pipelines: readAll('pipelines'),
    environments: readAll('pipelines/environments'),
    invalid: readAll('test/fixtures/invalid'),
  };
}

function readAll(folder: string): readonly string[] {
  const path = resolve(folder);
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort()
    .map((name) => readFileSync(join(path, name), 'utf8'));
}
