import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DIAGNOSTIC_CODES, type Diagnostic, type DiagnosticCode } from '../../runner/model/index.ts';
import { renderSarif } from '../../runner/render/index.ts';

interface SarifLog {
  readonly $schema: string;
  readonly version: string;
  readonly runs: readonly {
    readonly tool: {
      readonly driver: { readonly name: string; readonly rules: readonly { readonly id: string }[] };
    };
    readonly results: readonly SarifResult[];
  }[];
}

interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations?: readonly {
    readonly physicalLocation: {
      readonly artifactLocation: { readonly uri: string; readonly uriBaseId?: string };
      readonly region: object;
    };
  }[];
}

function read(diagnostics: readonly Diagnostic[]): SarifLog['runs'][number] {
  const log = JSON.parse(renderSarif(diagnostics, { version: '1.2.3' })) as SarifLog;
  expect(log.version).toBe('2.1.0');
  const [run] = log.runs;
  if (run === undefined) throw new Error('the log has no run');
  return run;
}

const PLACE = { start: { line: 3, column: 5 }, end: { line: 3, column: 9 } };

function sample(more: Partial<Diagnostic> = {}): Diagnostic {
  return {
    severity: 'error',
    code: 'wrong-type',
    summary: 'A value has the wrong type',
    detail: 'It is text.',
    ...more,
  };
}

describe('SARIF', () => {
  it('has one rule for each code that occurs, and results that point at rule and region', () => {
    const run = read([
      sample({ source: { file: 'pipelines/a b.yaml', ...PLACE }, expected: 'a number', suggestion: '3' }),
      sample({ severity: 'warning', code: 'long-history', source: { file: 'pipelines/a b.yaml', ...PLACE } }),
      sample({ source: { file: 'pipelines/z.yaml', ...PLACE } }),
    ]);
    expect(run.tool.driver.rules.map(({ id }) => id)).toEqual(['long-history', 'wrong-type']);
    for (const { ruleId, ruleIndex } of run.results)
      expect(run.tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
    expect(run.results[0]).toEqual({
      ruleId: 'wrong-type',
      ruleIndex: 1,
      level: 'error',
      message: { text: 'A value has the wrong type.\nIt is text.\nExpected: a number\nDid you mean 3?' },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'pipelines/a%20b.yaml', uriBaseId: '%SRCROOT%' },
            region: { startLine: 3, startColumn: 5, endLine: 3, endColumn: 9 },
          },
        },
      ],
    });
  });

  it('is whole where nothing was found, or what was found has no place', () => {
    expect(read([])).toMatchObject({ results: [], tool: { driver: { name: 'cai', rules: [] } } });
    expect(read([sample()]).results[0]).not.toHaveProperty('locations');
  });

  it('makes no link of any text, and of any file a URI that leads nowhere else', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('[a](1)', '](http://evil.example)', 'javascript:x', '//evil.example/x', '../../x.yaml'),
    );
    const codes = Object.keys(DIAGNOSTIC_CODES) as DiagnosticCode[];
    fc.assert(
      fc.property(text, text, fc.constantFrom(...codes), (detail, file, code) => {
        const [result] = read([
          sample({ code, detail, source: { file: `pipelines/${file}`, ...PLACE } }),
        ]).results;
        expect(result?.message.text.replaceAll('\\](', '')).not.toContain('](');
        const { uri = '' } = result?.locations?.[0]?.physicalLocation.artifactLocation ?? {};
        expect(uri).toMatch(/^pipelines\/[A-Za-z0-9\-_.!~*'()%/]*$/u);
        const base = 'https://example.org/one/two/three/four/five/six/';
        expect(new URL(uri, base).origin).toBe('https://example.org');
      }),
    );
  });
});
