import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadDocuments } from '../../runner/load/index.ts';
import { decodeSource } from '../../runner/load/read-source.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cai-load-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const write = (name: string, content: string | Uint8Array): void =>
  writeFileSync(join(folder, name), content);
const load = async (...paths: readonly string[]) => {
  const { documents, diagnostics } = await loadDocuments(paths, { baseDirectory: folder });
  return {
    files: documents.map(({ file }) => file),
    codes: diagnostics.map(({ code }) => code),
    diagnostics,
  };
};

describe('loadDocuments', () => {
  it('finds .yaml and .yml at any depth, sorted, without hidden folders and node_modules', async () => {
    for (const name of ['b', 'a', '.git', 'node_modules']) mkdirSync(join(folder, name));
    for (const name of ['z.yaml', 'b/1.yml', 'a/2.YAML', '.git/x.yaml', 'node_modules/y.yaml', 'c.json']) {
      write(name, 'a: 1\n');
    }
    expect(await load('.')).toMatchObject({ files: ['a/2.YAML', 'b/1.yml', 'z.yaml'], codes: [] });
  });

  it('reads a file once, however often it is named', async () => {
    write('one.yaml', 'a: 1\n');
    symlinkSync(join(folder, 'one.yaml'), join(folder, 'two.yaml'));
    expect((await load('.', 'one.yaml', 'two.yaml')).files).toEqual(['one.yaml']);
  });

  it('is safe from folders that link to themselves', async () => {
    mkdirSync(join(folder, 'sub'));
    write('sub/one.yaml', 'a: 1\n');
    symlinkSync(folder, join(folder, 'sub/up'));
    expect(await load('.')).toMatchObject({ files: ['sub/one.yaml'], codes: [] });
  });

  it('reports a link that leads back to itself, one that leads nowhere, and a pipe', async () => {
    symlinkSync('b.yaml', join(folder, 'a.yaml'));
    symlinkSync('a.yaml', join(folder, 'b.yaml'));
    symlinkSync('gone', join(folder, 'c.yaml'));
    execFileSync('mkfifo', [join(folder, 'd.yaml')]);
    const { codes, diagnostics } = await load('.');
    expect(codes).toEqual(Array(4).fill('unreadable-path'));
    expect(diagnostics.map(({ detail }) => detail.split(' ')[0])).toEqual([
      '"a.yaml"',
      '"b.yaml"',
      '"c.yaml"',
      '"d.yaml"',
    ]);
  });

  it('reports a path that is not there, and a folder without YAML', async () => {
    expect((await load('missing')).codes).toEqual(['unreadable-path']);
    expect((await load('.')).codes).toEqual(['no-documents']);
  });

  it('reports what cannot be read next to what can', async () => {
    write('1-good.yaml', 'a: 1\n');
    write('2-empty.yaml', '');
    write('3-utf16.yaml', Buffer.from('\uFEFFa: 1\n', 'utf16le'));
    write('4-binary.yaml', Buffer.from([0x61, 0, 1, 2]));
    write('5-latin1.yaml', Buffer.from('a: caf\u00e9\n', 'latin1'));
    write('6-mark.yaml', '\uFEFFa: 1\n');
    write('7-large.yaml', '');
    truncateSync(join(folder, '7-large.yaml'), 50_000_000);
    write('8-broken.yaml', 'a: [\n');
    const { files, codes } = await load('.');
    expect(files).toEqual(['1-good.yaml', '6-mark.yaml']);
    expect(codes).toEqual([
      'empty-document',
      'not-utf8',
      'binary-file',
      'not-utf8',
      'byte-order-mark',
      'file-too-large',
      'yaml-syntax',
    ]);
  });

  it('counts columns after a byte order mark as an editor does', async () => {
    write('mark.yaml', '\uFEFFa: 1\n');
    const { documents } = await loadDocuments(['.'], { baseDirectory: folder });
    expect(documents[0]?.locate(['a'], 'key').start).toEqual({ line: 1, column: 1 });
  });
});

describe('decodeSource', () => {
  it('never throws, and gives either text or a diagnostic', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const { text, diagnostics } = decodeSource('f.yaml', bytes);
        expect(text !== undefined || diagnostics.length === 1).toBe(true);
      }),
    );
  });
});
