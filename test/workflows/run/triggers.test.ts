import { describe, expect, it } from 'vitest';
import {
  commentEvent,
  dispatchEvent,
  mergeGroupEvent,
  pullRequestEvent,
  pushEvent,
  scheduleEvent,
  type WorkflowEvent,
} from '../events.ts';
import { readWorkflow } from '../files/index.ts';
import { isTriggered } from './is-triggered.ts';
import { makeInputs } from './make-inputs.ts';

const [OLD, NEW] = ['1'.repeat(40), '2'.repeat(40)] as const;
const push = (ref: string): WorkflowEvent => pushEvent({ before: OLD, after: NEW, ref });
const pull = (action: string): WorkflowEvent =>
  pullRequestEvent({ number: 3, branch: 'x', head: NEW, base: OLD, merge: NEW, action });
const comment = (action: string): WorkflowEvent =>
  commentEvent({ sha: NEW, number: 3, comment: 9, body: '/cai plan', action });

const read = (on: string) =>
  readWorkflow(
    'x.yml',
    `on: ${on}\npermissions: {}\njobs: { one: { runs-on: x, steps: [{ run: "true" }] } }`,
  );

describe('an event', () => {
  it.each<[string, WorkflowEvent, boolean]>([
    ['push', push('refs/heads/any'), true],
    ['push', push('refs/tags/v1'), true],
    ['{ push: { branches: [main] } }', push('refs/heads/main'), true],
    ['{ push: { branches: [main] } }', push('refs/heads/other'), false],
    ['{ push: { branches: [main] } }', push('refs/tags/v1'), false],
    ['{ push: { branches-ignore: [main] } }', push('refs/heads/main'), false],
    ['{ push: { tags: ["v*"] } }', push('refs/tags/v1.0.0'), true],
    ['{ push: { tags: ["v*"] } }', push('refs/heads/v1.0.0'), false],
    ['[push, pull_request]', pull('opened'), true],
    ['pull_request', pull('synchronize'), true],
    ['pull_request', pull('closed'), false],
    ['{ pull_request: { types: [closed] } }', pull('closed'), true],
    ['{ pull_request: { branches: [main] } }', pull('opened'), true],
    ['{ pull_request: { branches: [other] } }', pull('opened'), false],
    [
      '{ pull_request: { paths: ["pipelines/**"] } }',
      { ...pull('opened'), changedFiles: ['pipelines/a.yaml'] },
      true,
    ],
    [
      '{ pull_request: { paths: ["pipelines/**"] } }',
      { ...pull('opened'), changedFiles: ['README.md'] },
      false,
    ],
    [
      '{ pull_request: { paths-ignore: ["*.md"] } }',
      { ...pull('opened'), changedFiles: ['README.md'] },
      false,
    ],
    ['{ issue_comment: { types: [created] } }', comment('created'), true],
    ['{ issue_comment: { types: [created] } }', comment('edited'), false],
    ['{ issue_comment: }', comment('edited'), true],
    ['{ schedule: [{ cron: "1 2 * * *" }] }', scheduleEvent(NEW, '1 2 * * *'), true],
    ['{ schedule: [{ cron: "1 2 * * *" }] }', scheduleEvent(NEW, '2 2 * * *'), false],
    ['merge_group', mergeGroupEvent({ head: NEW, base: OLD, number: 3 }), true],
    ['workflow_dispatch', dispatchEvent({ sha: NEW }), true],
    ['push', dispatchEvent({ sha: NEW }), false],
  ])('on: %s, case %#: %s', (on, event, expected) => expect(isTriggered(read(on), event)).toBe(expected));

  it('that says nothing of files is refused where they matter', () => {
    expect(() => isTriggered(read('{ push: { paths: [x] } }'), push('refs/heads/main'))).toThrow(
      'names no files',
    );
  });
});

describe('inputs', () => {
  const on =
    '{ push: , workflow_dispatch: { inputs: { env: { type: choice, options: [demo], required: true }, digest: { default: "" }, full: { type: boolean } } } }';
  const inputs = (given: Record<string, string>) =>
    makeInputs(read(on), dispatchEvent({ sha: NEW, inputs: given }));

  it('get their defaults, and truth values their kind', () => {
    expect(inputs({ env: 'demo', full: 'true' })).toEqual({ env: 'demo', digest: '', full: true });
  });

  it('are nothing on another event', () => {
    expect(makeInputs(read(on), push('refs/heads/main'))).toEqual({ env: null, digest: null, full: null });
  });

  it.each([
    [{}, 'required'],
    [{ env: '"]}; touch pwned' }, 'no choice'],
    [{ env: 'demo', other: 'x' }, 'no such input'],
    [{ env: 'demo', full: 'x' }, 'no boolean'],
  ])('%j are refused', (given, reason) => expect(() => inputs(given)).toThrow(reason));
});
