import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyTransitions, emptyState, type ScoreCheck, type State } from '../../runner/model/index.ts';

const DATASET = 'upgrade/score-dataset/event';
const OTHER = 'churn/score-dataset/event';
const AT = { at: '2026-06-01T00:00:00.000Z' };
const HOUR = 3_600_000;

/** The batch of one hour of May. */
function checkOf(hour: number, rows = 10): ScoreCheck {
  const completedAt = new Date(Date.parse('2026-05-01T00:00:00.000Z') + hour * HOUR).toISOString();
  return {
    datasetId: 'd1',
    batchId: `B${hour}`,
    completedAt,
    rows,
    checkedAt: AT.at,
    engine: 'duckdb',
    results: [],
  };
}

function record(state: State, checks: readonly ScoreCheck[], address = DATASET): State {
  return applyTransitions(
    state,
    checks.map((check) => ({ type: 'record-check', address, check })),
    AT,
  );
}

/** A state that has bound a dataset and recorded two batches of it. */
function boundState(): State {
  const bound = applyTransitions(
    emptyState('demo', 'lineage'),
    [
      {
        type: 'bind',
        address: DATASET,
        fp: 'f1',
        kind: 'score-dataset',
        title: 'Scores',
        status: 'current',
        ids: { id: 'd1' },
      },
    ],
    AT,
  );
  return record(record(bound, [checkOf(1), checkOf(2)]), [checkOf(3)], OTHER);
}

describe('what was found in batches', () => {
  it('is kept for the 20 newest of a dataset, newest first; what is newer than the one found last is about a batch that is gone', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(Array.from({ length: 40 }, (_, hour) => hour)), (hours) => {
        const state = record(
          emptyState('demo', 'lineage'),
          hours.map((hour) => checkOf(hour)),
        );
        const wanted = hours
          .filter((hour, at) => hours.slice(at + 1).every((later) => later > hour))
          .reverse()
          .slice(0, 20);
        expect((state.scoreChecks?.[DATASET] ?? []).map(({ batchId }) => batchId)).toEqual(
          wanted.map((hour) => `B${hour}`),
        );
      }),
    );
  });

  it('replaces what was found in the same batch before, and touches no other dataset', () => {
    const state = record(boundState(), [checkOf(2, 99)]);
    expect(state.scoreChecks?.[DATASET]?.map(({ batchId, rows }) => [batchId, rows])).toEqual([
      ['B2', 99],
      ['B1', 10],
    ]);
    expect(state.scoreChecks?.[OTHER]).toEqual([checkOf(3)]);
  });

  it('goes with a dataset that moves to another address', () => {
    const to = 'account/score-dataset/event';
    const before = boundState();
    const after = applyTransitions(before, [{ type: 'move', from: DATASET, to, renames: {} }], AT);
    expect(after.scoreChecks).toEqual({
      [to]: before.scoreChecks?.[DATASET],
      [OTHER]: before.scoreChecks?.[OTHER],
    });
  });

  it('stays where it is when the move does not happen, or when there is nothing to take along', () => {
    const before = boundState();
    const unknown = {
      type: 'move',
      from: 'no/score-dataset/event',
      to: 'a/score-dataset/b',
      renames: {},
    } as const;
    expect(applyTransitions(before, [unknown], AT).scoreChecks).toEqual(before.scoreChecks);
    const { scoreChecks: _checks, ...bare } = before;
    const move = { type: 'move', from: DATASET, to: 'a/score-dataset/b', renames: {} } as const;
    expect(applyTransitions(bare, [move], AT)).not.toHaveProperty('scoreChecks');
  });
});
