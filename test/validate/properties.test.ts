import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDocuments } from '../../runner/load/index.ts';
import type { DocumentPath, SourceDocument } from '../../runner/model/index.ts';
import { validateDocuments } from '../../runner/validate/index.ts';

const TEXTS = ['account-upgrade.yaml', 'subscription-churn.yaml', 'environments/demo.yaml'].map((name) =>
  readFileSync(join(import.meta.dirname, '../../pipelines', name), 'utf8'),
);
const DOCUMENTS = TEXTS.flatMap((text, index) => parseDocuments(`${index}.yaml`, text).documents);

/** The path of every value below plain data. */
function getPaths(value: unknown, path: DocumentPath = []): readonly DocumentPath[] {
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, child]) => {
    const inside = [...path, Array.isArray(value) ? Number(key) : key];
    return [inside, ...getPaths(child, inside)];
  });
}

/** Sets one place of a copy to another value, or removes it. */
function mutate(document: SourceDocument, at: number, replacement: unknown): SourceDocument {
  const root: unknown = structuredClone(document.value);
  const paths = getPaths(root);
  const path = paths[at % paths.length] ?? [];
  const parent = path
    .slice(0, -1)
    .reduce<unknown>((value, step) => (value as Record<string | number, unknown>)[step], root);
  const name = path.at(-1);
  if (name !== undefined) {
    const members = parent as Record<string | number, unknown>;
    if (replacement === undefined) delete members[name];
    else members[name] = replacement;
  }
  return { ...document, value: root };
}

const replacement = fc.oneof(
  fc.constant(undefined),
  fc.jsonValue({ maxDepth: 3 }),
  // biome-ignore lint/suspicious/noTemplateCurlyInString: this is how it is written in YAML
  fc.constantFrom('scores.event', 'inputs.web', '${var.x}', '${', '', 'a/b/c', '__proto__', 'constructor'),
  fc.dictionary(fc.constantFrom('__proto__', 'constructor', 'use', 'name', 'from', 'dataset'), fc.string()),
);

describe('validation', () => {
  it('never throws, whatever is put anywhere into valid documents, and every place lies in the file', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(), fc.nat(), replacement), { minLength: 1, maxLength: 4 }),
        (changes) => {
          const documents = [...DOCUMENTS];
          for (const [which, at, value] of changes) {
            const index = which % documents.length;
            const document = documents[index];
            if (document !== undefined) documents[index] = mutate(document, at, value);
          }
          const { diagnostics, pipelines } = validateDocuments(documents, { runnerVersion: '0.1.0' });
          for (const { source } of diagnostics) {
            expect(source?.start.line).toBeGreaterThan(0);
            expect(source?.start.column).toBeGreaterThan(0);
          }
          JSON.stringify(pipelines.map(({ pipeline }) => pipeline));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('gives the same diagnostics whatever the order of the documents', () => {
    const broken = DOCUMENTS.map((document, index) => mutate(document, index * 7 + 3, 'x y'));
    const expected = validateDocuments(broken, { runnerVersion: '0.1.0' }).diagnostics;
    fc.assert(
      fc.property(fc.shuffledSubarray(broken, { minLength: broken.length }), (documents) => {
        expect(validateDocuments(documents, { runnerVersion: '0.1.0' }).diagnostics).toEqual(expected);
      }),
      { numRuns: 10 },
    );
  });

  it('leaves the documents as they are', () => {
    const before = JSON.stringify(DOCUMENTS.map(({ value }) => value));
    validateDocuments(DOCUMENTS, { runnerVersion: '0.1.0' });
    expect(JSON.stringify(DOCUMENTS.map(({ value }) => value))).toBe(before);
  });
});
