import { describe, expect, it } from 'vitest';
import type { Change } from '../../runner/model/index.ts';
import { renderPlan } from '../../runner/render/index.ts';
import {
  observedDiff,
  plainStyle,
  sampleChange,
  sampleHandoff,
  samplePlan,
  sampleResource,
} from './samples.ts';

const render = (plan: Parameters<typeof samplePlan>[0], width = 100): string =>
  renderPlan(samplePlan(plan), plainStyle(width));

function manyChanges(count: number, make: (index: number) => Partial<Change>): readonly Change[] {
  return [...Array(count).keys()].map((index) =>
    sampleChange({
      address: `pipeline-${index % 20}/data-view/view-${index}`,
      title: `View ${index}`,
      ...make(index),
    }),
  );
}

describe('a plan without a state', () => {
  const adopted = sampleChange({ address: 'account-upgrade/data-view/one', action: 'adopt' });

  it('of what is there already says what to do if the state was lost', () => {
    const text = render({ stateSerial: 0, changes: [adopted] });
    expect(text).toContain('what is in Adobe already is adopted: 1 resource.');
    expect(text).toContain('  cai state rebuild --env demo');
  });

  it.each([
    [
      'of what is not there',
      { stateSerial: 0, changes: [sampleChange({ address: 'account-upgrade/data-view/one' })] },
    ],
    ['with a state', { stateSerial: 1, changes: [adopted] }],
  ])('%s does not', (_what, plan) => expect(render(plan)).not.toContain('rebuild'));
});

describe('heading of a plan', () => {
  it('says EMULATOR for an endpoint on this machine, and only for one', () => {
    for (const endpoint of [
      'http://127.0.0.1:1',
      'http://localhost:8080/x',
      'http://[::1]:9',
      'http://cai.localhost',
    ]) {
      expect(render({ endpoint })).toContain('EMULATOR');
    }
    for (const endpoint of [
      'https://cja.adobe.io',
      'https://127.0.0.1.evil.example',
      'https://localhost.example',
      'nonsense',
    ]) {
      expect(render({ endpoint })).not.toContain('EMULATOR');
    }
  });

  it('gives the verdict in its second line', () => {
    const changes = [
      sampleChange({ address: 'a/data-view/x' }),
      sampleChange({ address: 'a/data-view/y', action: 'delete', destructive: true }),
    ];
    expect(render({ changes }).split('\n')[1]).toBe(
      '2 changes: 1 create, 1 delete; none by hand; 1 DESTRUCTIVE',
    );
  });

  it('counts what rests on a person apart from what was verified', () => {
    const resources = [
      sampleResource('a/data-view/x', 'verified'),
      sampleResource('a/connection/x', 'verified+attested'),
      sampleResource('a/customer-ai-instance/x', 'not-visible-yet'),
      { ...sampleResource('a/data-view-access/x', 'attested'), watched: false },
    ];
    expect(render({ resources })).toContain(
      'no changes: 1 verified, 1 attested, 1 not watched, 1 attested and not visible yet',
    );
  });
});

describe('a long plan', () => {
  it('stays readable: 500 creates take about a line each', () => {
    const changes = manyChanges(500, () => ({
      diff: [observedDiff('title', undefined, 'x'), observedDiff('timezone', undefined, 'UTC')],
    }));
    const lines = render({ changes }).split('\n');
    expect(lines.length).toBeLessThan(570);
    expect(lines.join('\n')).toContain('cai plan --env demo --json');
    expect(lines.filter((line) => /^pipeline-\d+: 25$/u.test(line))).toHaveLength(20);
  });

  it('still shows every attribute of every update', () => {
    const changes = manyChanges(500, (index) => ({
      action: 'update',
      diff: [observedDiff('timezone', 'UTC', `Etc/GMT+${index}`)],
    }));
    const text = render({ changes });
    for (let index = 0; index < 500; index += 1) expect(text).toContain(`timezone: UTC → Etc/GMT+${index}`);
    expect(text.split('\n').length).toBeLessThan(1070);
  });

  it('says how many attributes of a create it leaves out', () => {
    const diff = [...Array(30).keys()].map((index) => observedDiff(`a${index}`, undefined, index));
    const text = render({ changes: [sampleChange({ address: 'a/data-view/x', diff })] });
    expect(text).toContain('… and 19 more attributes (--json shows all)');
  });
});

it('says what waits for better scores apart from what waits for other changes', () => {
  const blockedBy = (address: string, by: 'gate' | 'change') =>
    sampleChange({ address, readiness: { status: 'blocked', reason: 'no', by } });
  const changes = [blockedBy('a/data-view/x', 'gate'), blockedBy('a/data-view/y', 'change')];
  expect(render({ changes })).toContain(
    'Now: 0 ready, 1 blocked until others are done, 1 blocked by scores.',
  );
});

describe('the next command', () => {
  const lastLine = (plan: Parameters<typeof samplePlan>[0]): string =>
    render(plan).split('\n').at(-1)?.trim() ?? '';
  const fresh = sampleChange({ address: 'a/data-view/x' });
  const forbidden = sampleChange({
    address: 'a/data-view/y',
    readiness: { status: 'blocked', reason: 'no', by: 'rule' },
  });
  const waiting = sampleChange({
    address: 'a/connection/x',
    mode: 'guided',
    manifest: 'm1',
    readiness: { status: 'blocked', reason: 'open', by: 'handoff' },
  });

  it('applies new changes', () => expect(lastLine({ changes: [fresh] })).toBe('cai apply --env demo'));

  it('acknowledges by digest where the brake stopped', () => {
    expect(lastLine({ changes: [fresh], brake: 'too many' })).toMatch(
      /^cai apply --env demo --acknowledge [0-9a-f]{64}$/u,
    );
  });

  it('plans again where nothing is allowed', () =>
    expect(lastLine({ changes: [forbidden] })).toBe('cai plan --env demo'));

  it('leads to the handoffs where everything waits for people', () => {
    expect(lastLine({ changes: [waiting], handoffs: [sampleHandoff()] })).toBe(
      'cai handoffs list --env demo',
    );
  });

  it('continues what was accepted', () => {
    expect(lastLine({ changes: [{ ...fresh, manifest: 'm1' }] })).toBe('cai apply --env demo');
  });

  it('is none where nothing is to be done', () => expect(lastLine({})).toMatch(/^Observed/u));

  it('quotes what a shell would not take as one word', () => {
    expect(lastLine({ changes: [fresh], environment: "o'x; rm -rf /" })).toBe(
      "cai apply --env 'o'\\''x; rm -rf /'",
    );
  });
});
