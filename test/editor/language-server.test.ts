import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCommand } from '../operator/command.ts';
import { LanguageClient } from './language-client.ts';
import { edit, takeCursor, underlined } from './marked-text.ts';

const PIPELINE = 'pipelines/account-upgrade.yaml';
const ENVIRONMENT = 'pipelines/environments/demo.yaml';

/** What an editor makes of the documents that `cai init` writes: the real yaml-language-server reads the schemas beside them. */
describe('an editor with yaml-language-server', () => {
  let folder = '';
  let editor: LanguageClient;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cai-editor-'));
    expect(await startCommand(['init', '.'], { cwd: folder }).ended).toMatchObject({ code: 0 });
    editor = await LanguageClient.start(folder);
  });

  afterAll(async () => {
    await editor?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const read = async (path: string): Promise<string> => await readFile(join(folder, path), 'utf8');

  /** The text of a file with one part replaced by one that has the cursor. */
  const withCursor = async (path: string, from: string, to: string) =>
    takeCursor(edit(await read(path), [[from, to]]));

  it.each([PIPELINE, 'pipelines/subscription-churn.yaml', ENVIRONMENT])(
    'finds nothing wrong with %s',
    async (path) => {
      expect(await editor.check(path, await read(path))).toEqual([]);
    },
  );

  it.each([
    ['attributes of a document', PIPELINE, 'requiredVersion:', '¦\nrequiredVersion:', ['moved']],
    [
      'attributes of a resource',
      PIPELINE,
      '      session:',
      '      ¦\n      session:',
      ['connection', 'segments', 'annotations'],
    ],
    [
      'attributes of a member of a list',
      PIPELINE,
      '      - { name: fresh',
      '      - name: new\n        ¦\n      - { name: fresh',
      ['maxAgeDays', 'minRows', 'unique', 'sql'],
    ],
    [
      'settings of an environment',
      ENVIRONMENT,
      '  sandbox: prod',
      '  ¦',
      ['sandbox', 'credentials', 'allowDelete', 'limits'],
    ],
    [
      'settings of the state',
      ENVIRONMENT,
      '  state: { backend: local, path: .cai }',
      '  state:\n    ¦',
      ['backend', 'path', 'remote', 'branch'],
    ],
  ])('completes %s', async (_what, path, from, to, expected) => {
    const { text, position } = await withCursor(path, from, to);
    const offered = await editor.complete(path, text, position);
    expect(offered.map(({ label }) => label)).toEqual(expect.arrayContaining(expected));
    for (const label of expected) {
      expect(offered.find((item) => item.label === label)?.documentation, label).toMatch(/\.$/);
    }
  });

  it.each([
    ['the kind of a document', PIPELINE, 'kind: Pipeline', 'kind: ¦', ['Pipeline']],
    ['the kind of the other document', ENVIRONMENT, 'kind: Environment', 'kind: ¦', ['Environment']],
    [
      'sources',
      PIPELINE,
      'source: analyticsConnector',
      'source: ¦',
      ['analyticsConnector', 'audienceManagerConnector', 'experienceEvent', 'consumerExperienceEvent'],
    ],
    [
      'namespaces',
      PIPELINE,
      'identity: { namespace: ECID, field: identityMap }',
      'identity:\n        namespace: ¦',
      ['ECID'],
    ],
    [
      'operators',
      PIPELINE,
      '- { field: commerce.order.purchaseID, operator: exists }',
      '- field: web.webPageDetails.name\n          operator: ¦',
      ['exists', 'equals', 'starts with'],
    ],
    [
      'kinds of propensity',
      PIPELINE,
      'propensityType: conversion # a high score is good',
      'propensityType: ¦',
      ['conversion', 'churn'],
    ],
    [
      'datasets of a connection',
      PIPELINE,
      '- from: scores.event',
      '- from: ¦',
      ['scores.event', 'scores.profile', 'inputs.web'],
    ],
    [
      'score attributes',
      PIPELINE,
      'attribute: percentileScore',
      'attribute: ¦',
      ['score', 'probability', 'percentileScore', 'modelType', 'scoreDate', 'influentialFactors'],
    ],
    [
      'backends',
      ENVIRONMENT,
      'state: { backend: local, path: .cai }',
      'state:\n    backend: ¦',
      ['local', 'git'],
    ],
    ['engines', ENVIRONMENT, '  sandbox: prod', '  scores:\n    engine: ¦', ['duckdb', 'query-service']],
  ])('offers %s', async (_what, path, from, to, expected) => {
    const { text, position } = await withCursor(path, from, to);
    const offered = await editor.complete(path, text, position);
    expect(offered.map(({ label }) => label)).toEqual(expected);
  });

  it.each([
    [
      'identity: { namespace',
      PIPELINE,
      'identity: { name¦space',
      ['Code of the identity namespace. All inputs of an instance share one.', 'ECID'],
    ],
    [
      'source: ',
      PIPELINE,
      'sou¦rce: ',
      ['How the data gets into Experience Platform', '* `audienceManagerConnector`'],
    ],
    [
      'keepBatches',
      PIPELINE,
      'keep¦Batches',
      ['How many batches stay on disk; older ones are removed. Default: 8.'],
    ],
    [
      'attribute: score\n',
      PIPELINE,
      'attri¦bute: score\n',
      ['Score attribute, for scores.', '* `probability`: How likely, 0 to 1.'],
    ],
    [
      '- from: scores.event',
      PIPELINE,
      '- fr¦om: scores.event',
      ['Which dataset: scores.event, scores.profile, inputs.NAME', 'scores.profile'],
    ],
    [
      'connection:',
      PIPELINE,
      'conn¦ection:',
      [
        'The connection that brings scores and inputs into Customer Journey Analytics',
        'title: Account upgrade scores',
      ],
    ],
    ['timeout: ', PIPELINE, 'time¦out: ', ['How long a person may be inactive', 'Default: 30.']],
    [
      'sandbox:',
      ENVIRONMENT,
      'sand¦box:',
      ['Name (not title) of the sandbox in Experience Platform. Default: prod.'],
    ],
    ['port: ', ENVIRONMENT, 'po¦rt: ', ['Port that the emulator listens on. Default: 4410.', '4410']],
    [
      'variables:',
      ENVIRONMENT,
      'vari¦ables:',
      ['Texts only, and never a secret.', 'timezone: Europe/Lisbon'],
    ],
  ])('explains "%s" of %s', async (from, path, to, expected) => {
    const { text, position } = await withCursor(path, from, to);
    const shown = await editor.hover(path, text, position);
    for (const words of expected) expect(shown).toContain(words);
  });

  it.each([
    [
      PIPELINE,
      'owners:',
      'owner:',
      [
        ['metadata', 'Missing property "owners".'],
        ['owner', 'Property owner is not allowed.'],
      ],
    ],
    [
      PIPELINE,
      'title: Account upgrade scores',
      'title: [1]',
      [['[1]', 'Incorrect type. Expected "string".']],
    ],
    [ENVIRONMENT, 'sandbox:', 'sandboxes:', [['sandboxes', 'Property sandboxes is not allowed.']]],
  ] as const)('underlines in %s, instead of %s, a wrong %s', async (path, from, to, expected) => {
    const text = edit(await read(path), [[from, to]]);
    const problems = await editor.check(path, text);
    expect(problems.map((problem) => [underlined(text, problem), problem.message])).toEqual(expected);
  });

  it('underlines every wrong value of a pipeline', async () => {
    const text = edit(await read(PIPELINE), [
      ['kind: Pipeline', 'kind: Pipelines'],
      ['name: account-upgrade', 'name: Account Upgrade'],
      ['source: analyticsConnector', 'source: analytics'],
      ['outcomeWindowDays: 30', 'outcomeWindowDays: 3000'],
      ['keepBatches: 8', 'keepBatches: eight'],
      ['- from: scores.event', '- from: scores.events'],
    ]);
    const problems = await editor.check(PIPELINE, text);
    expect(problems.map((problem) => [underlined(text, problem), problem.message])).toEqual([
      ['Pipelines', 'Value must be "Pipeline".'],
      ['Account Upgrade', expect.stringContaining('lower-case letters, digits and single hyphens')],
      ['analytics', expect.stringContaining('Valid values: "analyticsConnector"')],
      ['3000', 'Value is above the maximum of 365.'],
      ['eight', 'Incorrect type. Expected "integer".'],
      ['scores.events', expect.stringContaining('scores.event, scores.profile, inputs.NAME')],
    ]);
  });

  it('underlines every wrong value of an environment', async () => {
    const text = edit(await read(ENVIRONMENT), [
      ['kind: Environment', 'kind: Environments'],
      ['tenant: _luma', 'tenant: luma'],
      ['ims: http', 'ims: ftp'],
      ['backend: local', 'backend: memory'],
      ['port: 4410', 'port: "4410"'],
    ]);
    const problems = await editor.check(ENVIRONMENT, text);
    expect(problems.map((problem) => [underlined(text, problem), problem.message])).toEqual([
      ['Environments', 'Value must be "Environment".'],
      ['luma', expect.stringContaining('such as _luma')],
      ['ftp://127.0.0.1:4410', expect.stringContaining('starts with https://')],
      ['memory', 'Value is not accepted. Valid values: "local", "git".'],
      ['"4410"', 'Incorrect type. Expected "integer".'],
    ]);
  });
});
