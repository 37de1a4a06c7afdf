import { expect, it } from 'vitest';
import { renderHistory, renderHistoryJson } from '../../runner/render/index.ts';

const STYLE = { color: false, width: 80 };

const ENTRY = {
  serial: 12,
  at: '2026-01-31T12:00:05.000Z',
  by: 'ada',
  message: 'begin p/data-view/a',
  addresses: ['p/data-view/a', 'p/data-view/b'],
  commit: '0123456789abcdef0123456789abcdef01234567',
};

it('an entry says which it is, when, who, where it stands, what for and about what', () => {
  const { commit: _commit, ...plain } = { ...ENTRY, serial: 11, message: 'record allowances' };
  const text = renderHistory({ environment: 'prod', entries: [ENTRY, plain] }, STYLE);
  expect(text).toBe(
    [
      'History of prod',
      '12  2026-01-31 12:00 UTC, ada, commit 0123456789ab',
      '    begin p/data-view/a',
      '    about p/data-view/b',
      '11  2026-01-31 12:00 UTC, ada',
      '    record allowances',
      '    about p/data-view/a and p/data-view/b',
    ].join('\n'),
  );
});

it('a history without entries says what makes one', () => {
  const text = renderHistory({ environment: 'prod', entries: [] }, STYLE);
  expect(text).toContain('cai plan --env prod');
});

it('what people wrote cannot steer a terminal or forge a line', () => {
  const hostile = { ...ENTRY, by: 'a\u001b[2Jb', message: 'x\n99  2026-01-31 12:00 UTC, eve' };
  const text = renderHistory({ environment: 'prod', entries: [hostile] }, STYLE);
  expect(text).not.toContain('\u001b');
  expect(text).not.toMatch(/^99 /mu);
});

it('programs get everything, with a version', () => {
  const history = { environment: 'prod', entries: [ENTRY] };
  expect(JSON.parse(renderHistoryJson(history))).toEqual({ formatVersion: 1, ...history });
});
