import { chmod, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  appendFileDurable,
  createFileExclusive,
  ensureDirectory,
  joinSafely,
  makeFileError,
  makeTemporaryDirectory,
  readJsonFile,
  readTextFile,
  removeFile,
  removeFileIf,
  writeFileAtomic,
} from '../../runner/host/index.ts';

let folder: string;
beforeEach(async () => {
  folder = await makeTemporaryDirectory({ prefix: 'cai-files-' });
});
afterEach(async () => {
  await chmod(folder, 0o700);
  await rm(folder, { recursive: true, force: true });
});

describe('files', () => {
  it('are replaced as a whole, and leave nothing beside them', async () => {
    const path = join(folder, 'state.json');
    await writeFileAtomic(path, 'one');
    await writeFileAtomic(path, '{"two":2}');
    expect(await readJsonFile(path)).toEqual({ two: 2 });
    expect(await readdir(folder)).toEqual(['state.json']);
  });

  it('stay as they were when the new content cannot be put in place', async () => {
    const path = join(folder, 'taken');
    await mkdir(path);
    await expect(writeFileAtomic(path, 'x')).rejects.toMatchObject({ code: 'not-a-file' });
    expect(await readdir(folder)).toEqual(['taken']);
  });

  it('grow at their end', async () => {
    const path = join(folder, 'journal');
    await appendFileDurable(path, 'a\n');
    await appendFileDurable(path, 'b\n');
    expect(await readFile(path, 'utf8')).toBe('a\nb\n');
  });

  it('are created by exactly one of many', async () => {
    const path = join(folder, 'lock');
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, index) => createFileExclusive(path, `holder ${index}`)),
    );
    expect(results.filter(Boolean)).toHaveLength(1);
    expect(await readTextFile(path)).toBe(`holder ${results.indexOf(true)}`);
    expect(await readdir(folder)).toEqual(['lock']);
  });

  it('are removed only with the content that is expected, and otherwise stay', async () => {
    const path = join(folder, 'lock');
    expect(await removeFileIf(path, 'mine')).toBe(false);
    await createFileExclusive(path, 'theirs');
    expect(await removeFileIf(path, 'mine')).toBe(false);
    expect(await readTextFile(path)).toBe('theirs');
    expect(await removeFileIf(path, 'theirs')).toBe(true);
    expect(await readdir(folder)).toEqual([]);
  });

  it('that are missing read as undefined, and broken ones are errors', async () => {
    expect(await readTextFile(join(folder, 'none'))).toBeUndefined();
    expect(await readJsonFile(join(folder, 'none'))).toBeUndefined();
    expect(await removeFile(join(folder, 'none'))).toBe(false);
    await writeFileAtomic(join(folder, 'broken'), '{');
    await expect(readJsonFile(join(folder, 'broken'))).rejects.toMatchObject({ code: 'file-not-json' });
    await expect(readTextFile(folder)).rejects.toMatchObject({ code: 'not-a-file' });
    await ensureDirectory(join(folder, 'a/b'));
    await ensureDirectory(join(folder, 'a/b'));
    expect(await removeFile(join(folder, 'broken'))).toBe(true);
  });

  it.each([
    ['ENOSPC', 'disk-full'],
    ['EROFS', 'disk-read-only'],
    ['EACCES', 'file-forbidden'],
    ['EWHATEVER', 'file-failed'],
  ])('that fail with %s say %s, which file and what to do', (errno, code) => {
    const error = makeFileError(Object.assign(new Error('raw'), { code: errno }), 'write', 'state.json');
    expect(error.code).toBe(code);
    expect(error.message).toContain('state.json');
  });
});

describe('names that others chose', () => {
  it('never lead out of the folder', () => {
    const nasty = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom('.', '/', '\\', 'a', '\0', ':', ' ', '\u202e', '%') }),
      fc.constantFrom(
        '..',
        '.',
        '',
        '../x',
        'a/../../b',
        '/etc/passwd',
        'C:\\x',
        'con',
        'NUL.txt',
        'a\u0000',
        'x ',
      ),
    );
    fc.assert(
      fc.property(fc.array(nasty, { minLength: 1, maxLength: 4 }), (names) => {
        let joined: string;
        try {
          joined = joinSafely(folder, ...names);
        } catch (error) {
          expect(error).toMatchObject({ code: 'unsafe-name' });
          return;
        }
        const inside = relative(resolve(folder), joined);
        expect(inside.split(sep)).toEqual(names);
        expect(inside).not.toMatch(/\p{Cc}|\p{Cf}/u);
      }),
      { numRuns: 2000 },
    );
  });

  it('of Adobe are accepted', () => {
    const name = 'part-00000-tid-123-c000.snappy.parquet';
    expect(joinSafely(folder, '01E5QSWCAASFQ054FNBKYV6TIQ', name)).toBe(
      join(folder, '01E5QSWCAASFQ054FNBKYV6TIQ', name),
    );
  });
});
