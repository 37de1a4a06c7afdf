import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { openExplainer } from '../../runner/cli/open-explainer.ts';
import { systemClock } from '../../runner/host/index.ts';
import { DIAGNOSTIC_CODES, type Explanation, UsageError } from '../../runner/model/index.ts';
import { type Explainer, explain, listExplained } from '../../runner/operations/index.ts';
import { renderExplanations } from '../../runner/render/index.ts';
import type { CliResult } from '../operator/command.ts';
import { makeInsideIo, runInside } from '../operator/inside.ts';

const RUNNER = resolve('runner');

async function run(...args: readonly string[]): Promise<CliResult> {
  return await runInside(['explain', ...args], '/', systemClock);
}

describe('cai explain', () => {
  let explainer: Explainer;

  beforeAll(async () => {
    explainer = await openExplainer(makeInsideIo('/', systemClock).io);
  });

  it('prints type, requirement, allowed values, default, control and example of an attribute', async () => {
    const { code, stdout, stderr } = await run('spec.customerAi.goal.match');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatchInlineSnapshot(`
      "pipeline.spec.customerAi.goal.match
        all: every event must happen within the prediction window. any: one is enough.

        type         text
        allowed      all, any
        default      all
        in Adobe     Define goal › Combination
        read back    no API shows it
        change       Adobe lets nobody edit it, so a change is a replace

        example
          match: all
      "
    `);
  });

  it('lists the attributes below one, with those that are required', async () => {
    const { stdout } = await run('pipeline.spec.scores.download');
    expect(stdout).toMatch(/^ {4}to {2}text, required$/m);
    expect(stdout).toMatch(/^ {4}from {2}event or profile$/m);
  });

  it.each([
    ['spec.inputs[].name', 'pipeline.spec.inputs[].name'],
    ['spec.inputs[web].name', 'pipeline.spec.inputs[].name'],
    ['spec.inputs.name', 'pipeline.spec.inputs[].name'],
    ['data-view.timezone', 'pipeline.spec.dataViews[].timezone'],
    ['goal.outcomeWindowDays', 'pipeline.spec.customerAi.goal.outcomeWindowDays'],
    ['outcomeWindowDays', 'pipeline.spec.customerAi.goal.outcomeWindowDays'],
    ['spec.baseUrls', 'environment.spec.baseUrls'],
    ['environment.spec.variables.timezone', 'environment.spec.variables.NAME'],
    ['spec.connection.use', 'pipeline.spec.connection.use'],
  ])('finds %s at %s', (topic, path) => {
    expect(explain(topic, explainer)).toMatchObject([{ topic: 'attribute', path }]);
  });

  it('shows both where both documents have the attribute', () => {
    expect(explain('metadata.name', explainer)).toMatchObject([
      { path: 'pipeline.metadata.name' },
      { path: 'environment.metadata.name' },
    ]);
  });

  it.each(['data-view', 'account-upgrade/data-view/account-upgrade'])('explains the kind of %s', (topic) => {
    expect(explain(topic, explainer)).toMatchObject([
      { topic: 'kind', kind: 'data-view', mode: 'managed', paths: ['pipeline.spec.dataViews'] },
    ]);
  });

  it('explains a code of a diagnostic, of an error, and of an answer of Adobe', () => {
    const meaningOf = (code: string): unknown => {
      const [found] = explain(code, explainer);
      return found?.topic === 'code' ? found.meanings[0] : undefined;
    };
    expect(meaningOf('merge-key')).toEqual({
      type: 'diagnostic',
      section: 'Reading files',
      text: DIAGNOSTIC_CODES['merge-key'],
    });
    expect(meaningOf('brake')).toMatchObject({ type: 'error', section: 'Plan and apply', exit: '4' });
    expect(meaningOf('403003')).toMatchObject({ type: 'answer', section: 'Reaching Adobe' });
    expect(meaningOf('407')).toMatchObject({ type: 'answer', section: 'Customer AI run' });
  });

  it('knows every code that the runner can end with', () => {
    const known = new Set(listExplained(explainer));
    const written = writtenCodes();
    expect(written.length).toBeGreaterThan(120);
    expect(written.filter((code) => !known.has(code))).toEqual([]);
  });

  it('has the page of codes say of every diagnostic what the table of codes says', () => {
    const page = readFileSync('docs/troubleshooting.md', 'utf8');
    const rows = new Map(
      [...page.matchAll(/^\| `([a-z0-9-]+)` \| (.+) \|$/gm)].map(([, code, text]) => [code, text]),
    );
    for (const [code, text] of Object.entries(DIAGNOSTIC_CODES)) {
      expect(rows.get(code), code).toContain(text.replace(/\.$/u, ''));
    }
  });

  it('explains everything that it lists, and nothing of it without words', () => {
    const topics = listExplained(explainer);
    expect(topics.length).toBeGreaterThan(400);
    for (const topic of topics) {
      const found = explain(topic, explainer);
      const names = found.map((one) =>
        one.topic === 'attribute' ? one.path : one.topic === 'kind' ? one.kind : one.code,
      );
      expect(names).toContain(topic);
      for (const one of found) expect(wordsOf(one), topic).not.toBe('');
    }
  });

  it('writes every example as YAML that reads as the same value', () => {
    let examples = 0;
    for (const topic of listExplained(explainer)) {
      const [found] = explain(topic, explainer);
      if (found?.topic !== 'attribute' || found.examples.length !== 1) continue;
      const text = renderExplanations([found], { color: false, width: 100 });
      const yaml = text.split('\n  example\n')[1] ?? '';
      const [example] = found.examples;
      const name = found.path.split('.').at(-1) ?? '';
      expect(parse(yaml), topic).toEqual(found.path.includes('.') ? { [name]: example } : example);
      examples += 1;
    }
    expect(examples).toBeGreaterThan(200);
  });

  it('answers in JSON', async () => {
    const { code, stdout } = await run('spec.customerAi.title', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      formatVersion: 1,
      explanations: [
        {
          topic: 'attribute',
          path: 'pipeline.spec.customerAi.title',
          required: false,
          defaultFrom: 'metadata.title',
          adobe: { screen: 'Set up', label: 'Name', visibility: 'afterRun', immutable: false },
        },
      ],
    });
  });

  it('says what there is where nothing is asked', async () => {
    const { stdout } = await run();
    for (const { kind } of explainer.language.kinds.values()) expect(stdout).toContain(`\n  ${kind}  `);
    const json: { documents: unknown[]; kinds: unknown[]; codes: string[] } = JSON.parse(
      (await run('--json')).stdout,
    );
    expect(json.documents).toHaveLength(2);
    expect(json.kinds).toHaveLength(explainer.language.kinds.size);
    expect(json.codes).toContain('lock-held');
  });

  it.each([
    ['spec.customerAi.gaol', 'cai explain spec.customerAi.goal'],
    ['dataview', 'cai explain data-view'],
    ['handof-stale', 'cai explain handoff-stale'],
    ['completely-different-things', 'cai explain'],
    ['title', 'cai explain pipeline.metadata.title'],
  ])('says of %s which command helps', async (topic, command) => {
    const { code, stdout, stderr } = await run(topic);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('error[usage]');
    expect(stderr).toContain(command);
  });

  it('takes any text without a failure of its own', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[a-z.[\]]{0,30}$/u)),
        (topic) => {
          try {
            expect(explain(topic, explainer).length).toBeGreaterThan(0);
          } catch (error) {
            expect(error).toBeInstanceOf(UsageError);
          }
        },
      ),
    );
  });
});

function wordsOf(explanation: Explanation): string {
  return explanation.topic === 'code'
    ? explanation.meanings.map(({ text }) => text).join()
    : explanation.description;
}

/** Codes as they stand in the source of the runner; the emulator has codes of its own. */
function writtenCodes(): readonly string[] {
  const files = readdirSync(RUNNER, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && !name.startsWith('emulator'),
  );
  const codes = files.flatMap((name) => {
    const text = readFileSync(join(RUNNER, name), 'utf8');
    const direct = [...text.matchAll(/\bcode: (?:[^'\n]*\? )?'([a-z][a-z-]+)'(?: : '([a-z][a-z-]+)')?/gu)];
    const byStatus = [...text.matchAll(/\b\d{3}: '([a-z][a-z-]+)'/gu)];
    const prefix = name === join('plan', 'handoff-answers.ts') ? 'handoff-' : '';
    return [...direct, ...byStatus].flatMap(([, ...found]) =>
      found.filter((code) => code !== undefined).map((code) => `${prefix}${code}`),
    );
  });
  return [...new Set(codes)].sort();
}
