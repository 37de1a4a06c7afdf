import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadDocuments } from '../../runner/load/index.ts';
import { requiredHistoryDays, validateDocuments } from '../../runner/validate/index.ts';

const ROOT = join(import.meta.dirname, '../..');

describe('the example pipelines', () => {
  it('are without errors and warnings', async () => {
    const loaded = await loadDocuments(['pipelines'], { baseDirectory: ROOT });
    const validated = validateDocuments(loaded.documents, { runnerVersion: '0.1.0' });
    expect([...loaded.diagnostics, ...validated.diagnostics]).toEqual([]);
    expect(validated.pipelines.map(({ pipeline }) => pipeline.metadata.name)).toEqual([
      'account-upgrade',
      'subscription-churn',
    ]);
    expect(validated.environments.map(({ environment }) => environment.metadata.name)).toEqual(['demo']);
  });

  it('need less history than the demo world has', async () => {
    const { documents } = await loadDocuments(['pipelines'], { baseDirectory: ROOT });
    const { pipelines } = validateDocuments(documents, { runnerVersion: '0.1.0' });
    expect(pipelines.map(({ pipeline }) => requiredHistoryDays(pipeline.spec.customerAi))).toEqual([90, 90]);
  });

  it('use inputs of all four sources', async () => {
    const { documents } = await loadDocuments(['pipelines'], { baseDirectory: ROOT });
    const { pipelines } = validateDocuments(documents, { runnerVersion: '0.1.0' });
    const sources = pipelines.flatMap(({ pipeline }) => pipeline.spec.inputs.map(({ source }) => source));
    expect(new Set(sources).size).toBe(4);
  });

  it('name their schema for editors', async () => {
    const { documents } = await loadDocuments(['pipelines'], { baseDirectory: ROOT });
    for (const { lines } of documents) expect(lines[0]).toMatch(/^# yaml-language-server: \$schema=\.\.\//);
  });
});
