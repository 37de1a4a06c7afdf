import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Pipeline, refToken, specOf } from '../../../runner/model/index.ts';
import { parseScoreDatasetName } from '../../../runner/providers/platform/score-dataset/parse-name.ts';
import {
  findScorePrefix,
  formatOfSchema,
} from '../../../runner/providers/platform/score-dataset/score-prefix.ts';
import { joinDestination } from '../../../runner/providers/platform/score-export/spec.ts';
import { KINDS, readExamples } from '../read-examples.ts';

describe('the name of a score dataset', () => {
  it('gives back title and format, whatever dash and case Adobe chose', () => {
    const title = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .map((text) => text.replace(/\s+/gu, ' ').trim())
      .filter((text) => text !== '' && !/^[-\u2010-\u2015\u2212]/u.test(text));
    const prefix = fc.constantFrom('Customer AI Scores', 'customer ai scores', 'CUSTOMER AI SCORES');
    const dash = fc.constantFrom(' - ', ' – ', ' — ', '-', '–');
    fc.assert(
      fc.property(title, prefix, dash, fc.boolean(), (name, start, between, isEvent) => {
        const text = `${start}${isEvent ? ' in EE Format' : ''}${between}${name}`;
        expect(parseScoreDatasetName(text)).toEqual({ title: name, format: isEvent ? 'event' : 'profile' });
      }),
    );
  });

  it.each([
    'Customer AI Schema - X',
    'Customer AI Scores',
    'Customer AI Scores - ',
    'My Customer AI Scores - X',
  ])('is not found in %s', (name) => {
    expect(parseScoreDatasetName(name)).toBeUndefined();
  });
});

describe('the schema of a score dataset', () => {
  const field = (path: string) => ({ path: path.split('.'), isArray: false, isMap: false });

  it('has its prefix in the only object under CustomerAI', () => {
    const fields = [
      'identityMap',
      '_luma',
      '_luma.CustomerAI',
      '_luma.CustomerAI.Purchase',
      '_luma.CustomerAI.Purchase.score',
    ];
    expect(findScorePrefix({ fields: fields.map(field) })).toBe('_luma.CustomerAI.Purchase');
    const union = [...fields, '_luma.CustomerAI.Churn'].map(field);
    expect(findScorePrefix({ fields: union })).toBeUndefined();
  });

  it('decides the format by its class', () => {
    const event = 'https://ns.adobe.com/xdm/context/experienceevent';
    expect(formatOfSchema({ classId: event, extends: [] })).toBe('event');
    expect(formatOfSchema({ classId: 'https://ns.adobe.com/xdm/context/profile', extends: [] })).toBe(
      'profile',
    );
    const own = {
      classId: 'https://ns.adobe.com/luma/classes/1',
      extends: ['https://ns.adobe.com/xdm/data/time-series'],
    };
    expect(formatOfSchema(own)).toBe('event');
    expect(formatOfSchema({ extends: [] })).toBeUndefined();
  });
});

describe('what a pipeline declares on the platform', () => {
  it('is an input for each input and for each dataset that is named by its title', async () => {
    const { desired } = await readExamples();
    const inputs = Object.values(desired.resources).filter(({ kind }) => kind === 'input-dataset');
    expect(inputs.map(({ address }) => address)).toEqual([
      'account-upgrade/input-dataset/web',
      'subscription-churn/input-dataset/app',
      'subscription-churn/input-dataset/consumer',
      'subscription-churn/input-dataset/luma-plans',
      'subscription-churn/input-dataset/traits',
    ]);
    expect(desired.resources['subscription-churn/input-dataset/luma-plans']?.values).toEqual({
      dataset: 'Luma Plans',
    });
    expect(desired.resources['subscription-churn/input-dataset/traits']?.values).toEqual({
      dataset: 'Luma Audience Traits',
      behavior: 'time-series',
      'identity.field': 'endUserIDs._experience.mcid.id',
      'identity.namespace': 'ECID',
    });
  });

  it('claims nothing of the namespaces inside an identity map', async () => {
    const { desired } = await readExamples();
    const values = desired.resources['account-upgrade/input-dataset/web']?.values;
    expect(values).toEqual({
      dataset: 'Luma Web Events',
      behavior: 'time-series',
      'identity.field': 'identityMap',
    });
  });

  it('is an event dataset only where the instance writes one', async () => {
    const withoutCja = (pipelines: readonly Pipeline[]): readonly Pipeline[] =>
      pipelines.map((pipeline) => ({
        ...pipeline,
        spec: {
          ...pipeline.spec,
          customerAi: { ...pipeline.spec.customerAi, outputs: { profile: true, cja: false } },
        },
      }));
    const names = async (edit?: typeof withoutCja): Promise<readonly string[]> =>
      Object.keys((await readExamples(edit)).desired.resources).filter((address) =>
        address.startsWith('account-upgrade/score-dataset/'),
      );
    expect(await names()).toEqual([
      'account-upgrade/score-dataset/event',
      'account-upgrade/score-dataset/profile',
    ]);
    expect(await names(withoutCja)).toEqual(['account-upgrade/score-dataset/profile']);
  });

  it('is a score dataset that depends on its instance and nothing else', async () => {
    const { desired } = await readExamples();
    const dataset = desired.resources['account-upgrade/score-dataset/event'];
    expect(dataset?.dependsOn).toEqual(['account-upgrade/customer-ai-instance/main']);
    expect(dataset?.title).toBe('Likelihood to upgrade account');
  });

  it('is an export with a folder for each environment', async () => {
    const { desired } = await readExamples();
    expect(desired.resources['account-upgrade/score-export/main']?.values).toEqual({
      'download.from': refToken('account-upgrade/score-dataset/event'),
      'download.to': 'scores/account-upgrade/demo',
      'download.format': 'parquet',
      'download.keepBatches': 8,
    });
  });

  it.each([
    ['scores/', 'scores/p/prod'],
    ['./scores//p', 'scores/p/prod'],
    ['.', 'p/prod'],
    ['../out', '../out/p/prod'],
    ['/tmp', '/tmp/p/prod'],
  ])('joins the folder %s', (to, expected) => {
    const spec = specOf(KINDS, 'score-export');
    const destination = joinDestination(to, 'prod', 'p');
    expect(destination).toBe(expected);
    expect(spec.normalize('download.to', destination)).toBe(destination);
  });
});
