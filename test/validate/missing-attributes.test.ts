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
/** Without these, nobody knows which names there are. */
const WITHOUT_NAMES: ReadonlySet<string> = new Set([
  'spec.inputs',
  'spec.inputs.0.name',
  'spec.connection.datasets',
]);
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

/** Every diagnostic by code and place. */
const codesOf = (document: SourceDocument): readonly string[] =>
  validateDocuments([document], { runnerVersion: '0.1.0' }).diagnostics.map(
    ({ code, source }) => `${code} at ${source?.start.line}:${source?.start.column}`,
  );
const has = (codes: readonly string[], code: string): boolean =>
  codes.some((text) => text.startsWith(`${code} `));

describe('a document that lacks a required attribute', () => {
  const document = DOCUMENT as SourceDocument;
  const planted = codesOf(document);
  const required = pathsOf(document.value).filter((path) =>
    has(codesOf(without(document, path)), 'missing-attribute'),
  );

  it('is one of many', () => {
    expect(has(planted, 'dangling-reference')).toBe(true);
    expect(required.length).toBeGreaterThan(20);
  });

  it.each(required.map((path) => [path.join('.'), path] as const))(
    'without %s, shows what else is wrong, and invents nothing',
    (_name, path) => {
      const codes = codesOf(without(document, path));
      const isAboutIt = [...PLANTED.keys()].some((end) => PLANTED.slice(0, end + 1).join() === path.join());
      const isReferredTo = WITHOUT_NAMES.has(path.join('.'));
      if (path[0] === 'spec' && !isAboutIt && !isReferredTo)
        expect(has(codes, 'dangling-reference')).toBe(true);
      const invented = codes.filter((code) => !has([code], 'missing-attribute') && !planted.includes(code));
      expect(invented).toEqual([]);
    },
  );

  it.each(
    required.filter((path) => typeof path.at(-1) === 'string').map((path) => [path.join('.'), path] as const),
  )('with %s misspelt, says that once', (_name, path) => {
    const codes = codesOf(misspelling(document, path));
    expect(has(codes, 'missing-attribute') && has(codes, 'unknown-attribute')).toBe(false);
  });
});

/** The same with the last letter of an attribute doubled. */
function misspelling(document: SourceDocument, path: DocumentPath): SourceDocument {
  const name = String(path.at(-1));
  const value = path.reduce<unknown>(
    (found, step) => (found as Record<string | number, unknown>)[step],
    document.value,
  );
  const lacking = without(document, path);
  const parent = path
    .slice(0, -1)
    .reduce<unknown>((found, step) => (found as Record<string | number, unknown>)[step], lacking.value);
  (parent as Record<string, unknown>)[`${name}${name.at(-1)}`] = value;
  return lacking;
}
