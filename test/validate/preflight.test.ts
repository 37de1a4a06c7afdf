import { describe, expect, it } from 'vitest';
import { parseDocuments } from '../../runner/load/index.ts';
import type {
  InputFigures,
  LiveDataset,
  LiveField,
  LiveInputs,
  LiveSchema,
  LoadedPipeline,
} from '../../runner/model/index.ts';
import {
  judgeInputs,
  type LiveScores,
  type Preflight,
  validateDocuments,
} from '../../runner/validate/index.ts';

const YAML = `apiVersion: cai/v1
kind: Pipeline
metadata: { name: sample, title: Sample, owners: [growth-analytics] }
spec:
  inputs:
    - { name: web, source: experienceEvent, dataset: Web, identity: { namespace: ECID, field: identityMap } }
    - { name: app, source: experienceEvent, dataset: App, identity: { namespace: ECID, field: _luma.person } }
  customerAi:
    propensityType: conversion
    goal:
      occurs: will
      match: all
      events: [GOAL]
      outcomeWindowDays: 30
    customEvents:
      - { name: Ticket, field: _luma.tickets, operator: exists }
    schedule: { frequency: weekly }
    outputs: { profile: true, cja: true }
  connection: { name: scores, title: Scores, datasets: [{ from: scores.event }, { from: inputs.web }] }
  dataViews:
    - name: view
      title: View
      timezone: Europe/Lisbon
      components:
        - { id: score, type: dimension, from: scores.event, attribute: score }
        - { id: reason, type: dimension, from: scores.event, attribute: influentialFactors, member: value }
        - { id: page, type: dimension, from: inputs.web, path: web.webPageDetails.name }
`;
const EXISTS = '{ field: commerce.order.purchaseID, operator: exists }';

function load(goal: string): LoadedPipeline {
  const { documents } = parseDocuments('sample.yaml', YAML.replace('GOAL', goal));
  const { pipelines, diagnostics } = validateDocuments(documents, { runnerVersion: '0.1.0' });
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return pipelines[0] as LoadedPipeline;
}

const DAY = 86_400_000;

function fields(types: Readonly<Record<string, string>>): readonly LiveField[] {
  return Object.entries(types).map(([path, type]) => ({ path, type, isArray: false, isMap: type === 'map' }));
}

function schemaOf(types: Readonly<Record<string, string>>, more: Partial<LiveSchema> = {}): LiveSchema {
  return { id: 'schema', isTimeSeries: true, fields: fields(types), identities: { value: [] }, ...more };
}

const WEB = {
  identityMap: 'map',
  'web.webPageDetails.name': 'string',
  'commerce.order': 'object',
  'commerce.order.purchaseID': 'string',
  'commerce.order.priceTotal': 'double',
  'commerce.isGift': 'boolean',
};
const APP = { '_luma.person': 'string', '_luma.tickets': 'int' };

function dataset(schema: LiveDataset['schema'], more: Partial<LiveDataset> = {}): LiveDataset {
  const history = { value: { basis: 'data' as const, span: { from: 0, until: 90 * DAY } } };
  return { id: 'd', schema, history, labels: { value: [] }, ...more };
}

const SCORES = 'sample/score-dataset/event';
const PREFIX = '_luma.CustomerAI.Upgrade';

interface Change {
  readonly goal?: string;
  readonly web?: Partial<LiveDataset>;
  readonly app?: Partial<LiveDataset>;
  readonly inputs?: LiveInputs;
  readonly scores?: LiveScores;
  readonly figures?: InputFigures;
}

/** Judges inputs that are in order but for the change. */
function judge({ goal = EXISTS, web = {}, app = {}, inputs, scores, figures }: Change = {}): Preflight {
  const identities = { value: [{ path: '_luma.person', namespace: 'ecid' }] };
  const live = new Map([
    ['Web', { value: [dataset({ value: schemaOf(WEB) }, web)] }],
    ['App', { value: [dataset({ value: schemaOf(APP, { identities }) }, app)] }],
  ]);
  return judgeInputs({
    loaded: load(goal),
    inputs: new Map([...live, ...(inputs ?? [])]),
    scores: new Map(scores === undefined ? [] : [[SCORES, scores]]),
    ...(figures === undefined ? {} : { figures }),
  });
}

/** Severity, code and line of each finding, and the text that it points at, as the frame underlines it. */
function found({ diagnostics }: Preflight): readonly string[] {
  return diagnostics.map(({ severity, code, source, frame = '' }) => {
    const lines = frame.split('\n');
    const at = lines.findIndex((line) => line.startsWith('>'));
    const marks = lines[at + 1] ?? '';
    const text = (lines[at] ?? '').slice(marks.indexOf('^'), marks.lastIndexOf('^') + 1);
    return `${severity} ${code} ${source?.start.line} ${text}`;
  });
}

function unchecked({ unchecked: items }: Preflight, cause: string): readonly string[] {
  return items.filter((item) => item.cause === cause).map(({ check, reason }) => `${check}: ${reason}`);
}

describe('the preflight', () => {
  it('finds nothing wrong where nothing is, and says what it could not look at', () => {
    const preflight = judge();
    expect(found(preflight)).toEqual([]);
    expect(unchecked(preflight, 'reading')).toEqual([]);
    expect(unchecked(preflight, 'engine')).toHaveLength(3);
    expect(unchecked(preflight, 'later')).toHaveLength(1);
  });

  it.each<[string, string, string | undefined]>([
    [
      'starts with on a number',
      '{ field: commerce.order.priceTotal, operator: starts with, value: "9" }',
      'error input-field-unfit 13 starts with',
    ],
    [
      'a text that no number equals',
      '{ field: commerce.order.priceTotal, operator: equals, value: much }',
      'error input-field-unfit 13 much',
    ],
    ['a number in quotes', '{ field: commerce.order.priceTotal, operator: equals, value: "9" }', undefined],
    [
      'a yes or no that is neither',
      '{ field: commerce.isGift, operator: equals, value: 3 }',
      'error input-field-unfit 13 3',
    ],
    [
      'a value of a group',
      '{ field: commerce.order, operator: equals, value: a }',
      'error input-field-unfit 13 equals',
    ],
    [
      'a number for a text',
      '{ field: commerce.order.purchaseID, operator: equals, value: 9 }',
      'warning input-field-unfit 13 9',
    ],
    [
      'an order of texts, which Adobe does not document',
      '{ field: commerce.order.purchaseID, operator: greater than, value: a }',
      'warning input-field-unfit 13 greater than',
    ],
    [
      'a field that is nowhere',
      '{ field: commerce.orders.purchaseID, operator: exists }',
      'error input-field-missing 13 commerce.orders.purchaseID',
    ],
  ])('judges %s', (_what, goal, expected) => {
    expect(found(judge({ goal }))).toEqual(expected === undefined ? [] : [expected]);
  });

  it('does not call a field missing while a schema could not be read', () => {
    const failure = 'HTTP 403';
    const preflight = judge({ web: { schema: { failure } } });
    expect(found(preflight)).toEqual([]);
    expect(unchecked(preflight, 'reading')).toEqual([
      'class, fields and identity of inputs.web: HTTP 403',
      'whether commerce.order.purchaseID exists: inputs.web: HTTP 403',
      'standard events: inputs.web: HTTP 403',
    ]);
  });

  it('does not take what could not be read for fine', () => {
    const failure = 'HTTP 403';
    const preflight = judge({ app: { labels: { failure }, history: { failure } } });
    expect(unchecked(preflight, 'reading')).toEqual([
      'history of inputs.app: HTTP 403',
      'usage labels of inputs.app: HTTP 403',
    ]);
    expect(preflight.passed.map(({ check }) => check)).not.toContain('usage labels of inputs.app');
  });

  it('refuses a title that several datasets have, and rows that are no events', () => {
    const twice = {
      value: [dataset({ value: schemaOf(APP) }), { ...dataset({ value: schemaOf(APP) }), id: 'e' }],
    };
    expect(found(judge({ inputs: new Map([['App', twice]]) }))).toContain('error ambiguous-key 7 App');
    const record = { value: schemaOf(WEB, { isTimeSeries: false }) };
    expect(found(judge({ web: { schema: record } }))).toEqual(['error input-unfit 6 experienceEvent']);
  });

  it('asks for an identity map, a field that is an identity, and the namespace, in any case', () => {
    const { identityMap: _map, ...withoutMap } = WEB;
    expect(found(judge({ web: { schema: { value: schemaOf(withoutMap) } } }))).toEqual([
      'error input-identity-unfit 6 identityMap',
    ]);
    expect(found(judge({ app: { schema: { value: schemaOf(APP) } } }))).toEqual([
      'error input-identity-unfit 7 _luma.person',
    ]);
    const other = schemaOf(APP, { identities: { value: [{ path: '_luma.person', namespace: 'CRMID' }] } });
    expect(found(judge({ app: { schema: { value: other } } }))).toEqual([
      'error input-identity-unfit 7 ECID',
    ]);
  });

  it('needs 75 days where the goal is: an error there, a warning beside it, and never an error by loading times', () => {
    // 45 days without an eligible population, 30 of outcome window.
    const days = (count: number, basis: 'data' | 'loading' = 'data') => ({
      history: { value: { basis, span: { from: 0, until: count * DAY } } },
    });
    expect(found(judge({ web: days(75) }))).toEqual([]);
    expect(found(judge({ web: days(74) }))).toEqual(['error short-history 6 Web']);
    expect(found(judge({ app: days(74) }))).toEqual(['warning short-history 7 App']);
    expect(found(judge({ web: days(74, 'loading') }))).toEqual(['warning short-history 6 Web']);
    expect(found(judge({ web: { history: { value: { basis: 'loading' } } } }))).toEqual([
      'warning short-history 6 Web',
    ]);
  });

  it('takes the word of a query over that of batches', () => {
    const completeness = {
      web: { value: { rows: 9, identified: 9, span: { from: 0, until: 20 * DAY }, percent: {} } },
    };
    const figures = { examples: { value: { qualifying: 500, nonQualifying: 500 } }, completeness };
    expect(found(judge({ figures }))).toEqual(['error short-history 6 Web']);
  });

  it('refuses an identity map in which no row has the namespace', () => {
    const web = { rows: 9, identified: 0, span: { from: 0, until: 90 * DAY }, percent: {} };
    const examples = { value: { qualifying: 500, nonQualifying: 500 } };
    const judged = (rows: typeof web) =>
      judge({ figures: { examples, completeness: { web: { value: rows } } } });
    expect(found(judged(web))).toEqual(['error input-identity-unfit 6 ECID']);
    expect(found(judged({ ...web, identified: 1 }))).toEqual([]);
  });

  it('needs 500 examples on either side, and values in the named columns', () => {
    const completeness = {
      web: {
        value: {
          rows: 9,
          identified: 9,
          span: { from: 0, until: 90 * DAY },
          percent: { 'commerce.order.purchaseID': 0 },
        },
      },
    };
    const examples = { value: { qualifying: 499, nonQualifying: 500 } };
    expect(found(judge({ figures: { examples, completeness } }))).toEqual([
      'error too-few-examples 10 goal',
      'warning empty-column 13 commerce.order.purchaseID',
    ]);
    const failed = judge({ figures: { examples: { failure: 'too long' }, completeness: {} } });
    expect(unchecked(failed, 'reading')).toEqual([expect.stringContaining('too long')]);
  });

  it('points at the dataset that a label forbids, and at the named field that carries one', () => {
    const onField = [{ label: 'C9', path: 'commerce.order.purchaseID' }, { label: 'C2' }];
    expect(found(judge({ web: { labels: { value: onField } } }))).toEqual([
      'warning label-forbids-use 6 Web',
      'warning label-forbids-use 13 commerce.order.purchaseID',
    ]);
    expect(found(judge({ app: { labels: { value: [{ label: 'C9' }] } } }))).toEqual([
      'warning label-forbids-use 7 App',
    ]);
    expect(found(judge({ app: { labels: { value: [{ label: 'C8' }] } } }))).toEqual([]);
  });

  it('demands an event of one’s own where there is no standard one', () => {
    const none = { value: schemaOf({ identityMap: 'map', '_luma.order': 'string' }) };
    const custom = judge({ goal: '{ field: _luma.order, operator: exists }', web: { schema: none } });
    expect(found(custom)).toEqual(['error input-field-missing 27 web.webPageDetails.name']);
    const yaml = load('{ field: _luma.tickets, operator: exists }');
    const pipeline = structuredClone(yaml.pipeline);
    const customerAi = { ...pipeline.spec.customerAi, customEvents: [] };
    const loaded = {
      ...yaml,
      pipeline: { ...pipeline, spec: { ...pipeline.spec, customerAi, dataViews: [] } },
    };
    const inputs = new Map([
      ['Web', { value: [dataset(none)] }],
      [
        'App',
        {
          value: [
            dataset({
              value: schemaOf(APP, { identities: { value: [{ path: '_luma.person', namespace: 'ECID' }] } }),
            }),
          ],
        },
      ],
    ]);
    expect(found(judgeInputs({ loaded, inputs, scores: new Map() }))).toEqual([
      'error no-behavior-event 8 customerAi',
    ]);
  });

  it('looks for what components name in the live score schema', () => {
    const schema = (paths: readonly string[]): LiveScores => ({
      schema: { value: schemaOf(Object.fromEntries(paths.map((path) => [`${PREFIX}.${path}`, 'string']))) },
      prefix: PREFIX,
    });
    const factors = ['influentialFactors', 'influentialFactors.value'];
    expect(found(judge({ scores: schema(['score', ...factors]) }))).toEqual([]);
    const other = judge({ scores: schema(['Score', 'influentialFactors', 'influentialFactors.values']) });
    expect(found(other)).toEqual([
      'error score-field-missing 25 score',
      'error score-field-missing 26 value',
    ]);
    expect(other.diagnostics.map(({ suggestion }) => suggestion)).toEqual(['Score', 'values']);
    const unknown = judge({ scores: { schema: { value: schemaOf({}) } } });
    expect(unchecked(unknown, 'unknown')).toHaveLength(1);
  });
});
