import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseDocuments } from '../../runner/load/index.ts';
import type { DocumentPath, SourceDocument } from '../../runner/model/index.ts';
import { validateDocuments } from '../../runner/validate/index.ts';

const TEXT = readFileSync(join(import.meta.dirname, '../../pipelines/account-upgrade.yaml'), 'utf8').replace(
  '- from: inputs.web\n',
  '- from: inputs.wbe\n',
);
/** Where the text above names an input that is not there. */
const PLANTED: DocumentPath = ['spec', 'connection', 'datasets', 1, 'from'];
const [DOCUMENT] = parseDocuments('account-upgrade.yaml', TEXT).documents;

function pathsOf(value: unknown, path: DocumentPath = []): readonly DocumentPath[] {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    return Array.isArray(value) ? value.flatMap((child, index) => pathsOf(child, [...path, index])) : [];
  }
  return Object.entries(value).flatMap(([key, child]) => [[...path, key], ...pathsOf(child, [...path, key])]);
}

function without(document: SourceDocument, path: DocumentPath): SourceDocument {
  const root: unknown = structuredClone(document.value);
  const parent = path
    .slice(0, -1)
    .reduce<unknown>((value, step) => (value as Record<string | number, unknown>)[step], root);
  delete (parent as Record<string | number, unknown>)[path.at(-1) ?? ''];
  return { ...document, value: root };
}

const codesOf = (document: SourceDocument): readonly string[] =>
  validateDocuments([document], { runnerVersion: '0.1.0' }).diagnostics.map(({ code }) => code);

describe('a document that lacks a required attribute', () => {
  const document = DOCUMENT as SourceDocument;
  const planted = codesOf(document);
  const required = pathsOf(document.value).filter((path) =>
    codesOf(without(document, path)).includes('missing-attribute'),
  );

  it('is one of many', () => {
    expect(planted).toContain('dangling-reference');
    expect(required.length).toBeGreaterThan(20);
  });

  it.each(required.map((path) => [path.join('.'), path] as const))(
    'without %s, shows what else is wrong, and invents nothing',
    (_name, path) => {
      const codes = codesOf(without(document, path));
      const isAboutIt = [...PLANTED.keys()].some((end) => PLANTED.slice(0, end + 1).join() === path.join());
      const isReferredTo = path.join('.') === 'spec.inputs.0.name';
      if (path[0] === 'spec' && !isAboutIt && !isReferredTo) expect(codes).toContain('dangling-reference');
      expect(codes.filter((code) => code !== 'missing-attribute' && !planted.includes(code))).toEqual([]);
    },
  );
});
