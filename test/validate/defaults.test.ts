import { describe, expect, it } from 'vitest';
import { CONNECTION, makePipelineText, readPipeline, validate } from './valid-documents.ts';

const VIEW = `  dataViews:
    - name: main
      title: Main view
      timezone: Europe/Lisbon
      components:
        - { id: score, type: dimension, from: scores.event, attribute: score, buckets: [25, 75] }
        - { id: reason, type: dimension, from: scores.event, attribute: influentialFactors }
`;

const SHORT = makePipelineText({ more: `${CONNECTION}${VIEW}  scores: { download: { to: scores/ } }\n` });

const LONG = makePipelineText({
  instance: `    title: Demo pipeline
    description: ''
    inputs: [web]
    customEvents: []
    customProfileAttributes: []
    exclusions: []
    schedule: { frequency: weekly }
    outputs: { profile: false, cja: true }
    lifecycle: { allowDelete: false, ignore: [] }
`,
  more: `  connection:
    name: scores
    title: Demo scores
    description: ''
    tags: []
    primaryIdType: person
    containers: []
    lifecycle: { allowDelete: false, ignore: [] }
    datasets:
      - from: scores.event
        type: event
        personId: { identityMap: true, namespace: ECID }
        dataSourceType: { id: other, description: Customer AI scores }
        importNewData: true
        backfill: all
        transform: false
      - from: inputs.web
        type: event
        personId: { identityMap: true, namespace: ECID }
        dataSourceType: { id: webData }
        importNewData: true
        backfill: all
        transform: false
  outputs: {}
  dataViews:
    - name: main
      title: Main view
      description: ''
      connection: scores
      timezone: Europe/Lisbon
      session: { timeout: 30, unit: minutes, startsWith: [] }
      segments: []
      containerNames: { event: Event, session: Session, person: Person }
      lifecycle: { allowDelete: false, ignore: [] }
      components:
        - id: score
          type: dimension
          title: Score
          description: ''
          tags: []
          from: scores.event
          attribute: score
          hidden: false
          lowerCase: false
          labels: []
          buckets: [{ to: 25 }, { from: 25, to: 75 }, { from: 75 }]
        - id: reason
          type: dimension
          title: Reason
          description: ''
          tags: []
          from: scores.event
          attribute: influentialFactors
          member: code
          hidden: false
          lowerCase: false
          labels: []
  scores:
    expectations: []
    lifecycle: { allowDelete: false, ignore: [] }
    download: { to: scores/, keepBatches: 8, from: event }
moved: []
`,
});

describe('defaults', () => {
  it('make one that is spelt out equal one that is left out', () => {
    expect(readPipeline(LONG)).toEqual(readPipeline(SHORT));
  });

  it('apply nothing twice: a complete pipeline stays as it is', () => {
    const once = readPipeline(SHORT);
    const again = readPipeline(JSON.stringify(once));
    expect(again).toEqual(once);
  });

  it('name the credential variables of an environment after it', () => {
    const { environments } = validate(
      'apiVersion: cai/v1\nkind: Environment\nmetadata: { name: eu-prod }\nspec: {}\n',
    );
    expect(environments[0]?.environment.spec.credentials).toEqual({
      clientId: 'CAI_EU_PROD_CLIENT_ID',
      clientSecret: 'CAI_EU_PROD_CLIENT_SECRET',
      orgId: 'CAI_EU_PROD_ORG_ID',
    });
  });

  it('download profile scores where there are no event scores', () => {
    const text = makePipelineText({
      instance: '    outputs: { cja: false }\n',
      more: '  scores: { download: { to: x }, expectations: [{ name: fresh, maxAgeDays: 8 }] }\n',
    });
    const { scores } = readPipeline(text).spec;
    expect(scores?.download?.from).toBe('profile');
    expect(scores?.expectations[0]?.from).toBe('profile');
  });

  it('take the connection of another pipeline where one is used', () => {
    const text = `${makePipelineText({ more: CONNECTION })}---\n${makePipelineText({
      name: 'second',
      title: 'Second',
      more: `  connection: { use: demo-pipeline/connection/scores }\n${VIEW.slice(0, VIEW.indexOf('      components'))}`,
    })}`;
    const { pipelines, diagnostics } = validate(text);
    expect(diagnostics).toEqual([]);
    expect(pipelines[1]?.pipeline.spec.dataViews[0]?.connection).toBe('demo-pipeline/connection/scores');
  });
});
