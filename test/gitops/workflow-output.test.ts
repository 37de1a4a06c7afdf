import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  appendOutputs,
  appendStepSummary,
  formatCommand,
  renderAnnotations,
} from '../../runner/gitops/index.ts';
import type { Diagnostic, Severity } from '../../runner/model/index.ts';

function make(severity: Severity, line: number, more: Partial<Diagnostic> = {}): Diagnostic {
  const start = { line, column: 3 };
  return {
    severity,
    code: 'yaml-syntax',
    summary: 'The file is not YAML',
    detail: 'A bracket is open.',
    source: { file: 'pipelines/a.yaml', start, end: { line, column: 9 } },
    ...more,
  };
}

describe('annotations', () => {
  it('stand at their lines, errors first', () => {
    const second = make('error', 4, { expected: 'a number', suggestion: 'days' });
    expect(renderAnnotations([make('warning', 2), second])).toEqual([
      '::error file=pipelines/a.yaml,line=4,col=3,title=The file is not YAML::A bracket is open.%0AExpected: a number%0ADid you mean days?',
      '::warning file=pipelines/a.yaml,line=2,col=3,title=The file is not YAML::A bracket is open.',
    ]);
  });

  it('without a place have none, and long ones say where they end', () => {
    const { source: _, ...nowhere } = make('error', 1);
    const source = {
      file: 'a:b,c.yaml',
      start: { line: 1, column: 1 },
      end: { line: 3, column: 2 },
    };
    expect(renderAnnotations([nowhere, make('error', 1, { source })])).toEqual([
      '::error title=The file is not YAML::A bracket is open.',
      '::error file=a%3Ab%2Cc.yaml,line=1,endLine=3,col=1,title=The file is not YAML::A bracket is open.',
    ]);
  });

  it('beyond what GitHub shows are counted', () => {
    const many = Array.from({ length: 14 }, (_, index) => [
      make('error', index + 1),
      make('warning', index + 1),
    ]);
    const lines = renderAnnotations(many.flat());
    const count = (command: string): number =>
      lines.filter((line) => line.startsWith(`::${command} `)).length;
    expect([count('error'), count('warning')]).toEqual([10, 10]);
    expect(lines.at(-1)).toBe('::notice::8 more: see the output of this step.');
  });

  it('of any text are one line, and say that very text', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom('%', '\r', '\n', ':', ',', 'A', '2', '5') }),
    );
    fc.assert(
      fc.property(text, text, (file, message) => {
        const line = formatCommand('error', { file, title: 'x' }, message);
        expect(line).not.toMatch(/[\r\n]/u);
        const [, property, said] = /^::error file=([^:,]*),title=x::(.*)$/su.exec(line) ?? [];
        expect([decodeCommand(property), decodeCommand(said)]).toEqual([file, message]);
      }),
    );
  });
});

/** As GitHub's runner does it: `%25` last. */
function decodeCommand(text = ''): string {
  return text
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%25', '%');
}

describe('files of a step', () => {
  let folder: string;
  let path: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cai-step-'));
    path = join(folder, 'file');
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  it('a summary is added to what is there', async () => {
    await appendStepSummary(path, '# One');
    await appendStepSummary(path, '# Two\n');
    expect(await readFile(path, 'utf8')).toBe('# One\n# Two\n');
  });

  it('a summary never grows beyond 1 MiB, and is cut between lines', async () => {
    const limit = 1024 * 1024;
    await writeFile(path, 'x'.repeat(limit - 400));
    await appendStepSummary(path, 'ä€😀\n'.repeat(100));
    const { size } = await stat(path);
    expect(size).toBeLessThanOrEqual(limit);
    const text = await readFile(path, 'utf8');
    expect(text).toContain('The rest was left out');
    expect(text).not.toContain('\uFFFD');
    for (let index = 0; index < 5; index += 1) await appendStepSummary(path, 'more and more\n'.repeat(20));
    expect((await stat(path)).size).toBeLessThanOrEqual(limit);
    expect(await readFile(path, 'utf8')).toContain('x'.repeat(limit - 400));
  });

  it('outputs may hold anything and end where they should', async () => {
    const evil = 'a\nEOF\nother=1\n::error::x';
    await appendOutputs(path, { digest: 'D', note: evil });
    await appendOutputs(path, {});
    const lines = (await readFile(path, 'utf8')).split('\n');
    const [, delimiter = ''] = /^digest<<(.+)$/u.exec(lines[0] ?? '') ?? [];
    expect(lines.slice(1, 3)).toEqual(['D', delimiter]);
    const [, other = ''] = /^note<<(.+)$/u.exec(lines[3] ?? '') ?? [];
    expect(other).not.toBe(delimiter);
    expect(lines.slice(4, -1)).toEqual([...evil.split('\n'), other]);
    await expect(appendOutputs(path, { 'a\nb': 'c' })).rejects.toMatchObject({ code: 'workflow-output' });
  });
});
