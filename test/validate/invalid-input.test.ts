import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseDocuments } from '../../runner/load/index.ts';
import type { Diagnostic } from '../../runner/model/index.ts';
import { DIAGNOSTIC_CODES } from '../../runner/model/index.ts';
import { validateDocuments } from '../../runner/validate/index.ts';
import { readExpectedPlaces } from '../fixtures/expected-places.ts';

const FOLDER = join(import.meta.dirname, '../fixtures/invalid');
const FILES = readdirSync(FOLDER).sort();

function check(file: string): readonly Diagnostic[] {
  const text = readFileSync(join(FOLDER, file), 'utf8');
  const parsed = parseDocuments(file, text);
  const validated = validateDocuments(parsed.documents, { runnerVersion: '0.1.0' });
  return [...parsed.diagnostics, ...validated.diagnostics];
}

/** Codes of load and validate that no fixture can hold, because it is about bytes or paths. Tested in `test/load`. */
const CODES_WITHOUT_FIXTURE = new Set([
  'unreadable-path',
  'no-documents',
  'file-too-large',
  'not-utf8',
  'binary-file',
  'byte-order-mark',
  'empty-document',
]);
/** The last code of the language; later ones belong to later steps. */
const LAST_CODE = 'limit-exceeded';

describe('bad input', () => {
  it.each(FILES)('%s is reported with its code at its place, and nothing else is', (file) => {
    const text = readFileSync(join(FOLDER, file), 'utf8');
    const places = check(file).map(
      ({ code, source }) => `${code} ${source?.start.line}:${source?.start.column}`,
    );
    expect([...places].sort()).toEqual(readExpectedPlaces(text));
  });

  it.each(FILES)('%s has a frame, full sentences, and a summary without text of the user', (file) => {
    for (const diagnostic of check(file)) {
      expect(diagnostic.frame).toContain('^');
      expect(diagnostic.detail).toMatch(/[.?]$/);
      expect(diagnostic.summary).not.toMatch(/["'.]/);
    }
  });

  it('covers every code of the language', () => {
    const produced = new Set(FILES.flatMap((file) => check(file).map(({ code }) => code)));
    const codes = Object.keys(DIAGNOSTIC_CODES);
    const own = codes.slice(0, codes.indexOf(LAST_CODE) + 1);
    expect(own.filter((code) => !CODES_WITHOUT_FIXTURE.has(code) && !produced.has(code as never))).toEqual(
      [],
    );
  });

  it('never shows a credential, in no frame and no sentence', () => {
    const file = 'credential-in-yaml-value.yaml';
    const text = JSON.stringify(check(file));
    expect(text).not.toContain('p8e-');
    expect(text).toContain('clientSecret: ***');
  });
});
