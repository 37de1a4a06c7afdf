import type { Context } from '../context.ts';
import type { JsonObject } from '../respell/respell-object.ts';
import { getMd5 } from '../seeded-random.ts';
import { getEcid, makeIdentityMap } from '../world/daily-rows.ts';
import type { WorldInstance } from '../world/types.ts';
import type { CustomerScore } from './score-customers.ts';
import type { ScoreFormat } from './score-datasets.ts';
import { dropAttributes, type RowFlaws } from './score-flaws.ts';

/** What the rows of a batch hold besides the scores. */
export interface ScoreRowText {
  readonly worldSeed: number;
  readonly tenant: string;
  readonly instanceKey: string;
  readonly namespace: string;
  readonly modelType: string;
  readonly scoreDate: string;
  /** Unix ms of the midnight of the score date: the event format's `timestamp`. */
  readonly midnight: number;
  readonly format: ScoreFormat;
  /** The id of a row is a digest of the number of the person between these two. */
  readonly idPrefix: string;
  readonly idSuffix: string;
}

/** The texts of a batch that was scored at a time, in Unix ms. */
export function makeScoreRowText(
  context: Context,
  { instance, format, scoredAt }: { instance: WorldInstance; format: ScoreFormat; scoredAt: number },
): ScoreRowText {
  const { world, respelling } = context;
  const day = new Date(scoredAt).toISOString().slice(0, 10);
  const midnight = new Date(`${day}T00:00:00Z`);
  return {
    worldSeed: world.seed,
    tenant: world.tenant,
    instanceKey: instance.instanceKey,
    namespace: instance.settings.datasets[0]?.identityNamespace ?? 'ECID',
    modelType: instance.settings.propensityType,
    scoreDate: respelling.choose('scores.date', [`${day} 00:00:00`, day, midnight.toISOString()]),
    midnight: midnight.getTime(),
    format,
    idPrefix: `${world.seed}/${instance.id}/`,
    idSuffix: `/${format === 'event' ? day : ''}`,
  };
}

/** One row in the published shape (facts §2.6). `load-scores-sql.ts` says the same in SQL: change both. */
export function makeScoreRow(
  text: ScoreRowText,
  { score, row, flawed }: { score: CustomerScore; row: number; flawed: RowFlaws },
): JsonObject {
  const { customer, ...numbers } = score;
  const values = { ...numbers, modelType: text.modelType, scoreDate: text.scoreDate };
  return {
    _id: getMd5(`${text.idPrefix}${customer}${text.idSuffix}`),
    ...(text.format === 'event' ? { timestamp: new Date(text.midnight), eventType: 'customerAI.score' } : {}),
    [`_${text.tenant}`]: {
      CustomerAI: { [text.instanceKey]: dropAttributes(values, { ...flawed, row }) },
    },
    identityMap: makeIdentityMap(text.namespace, getEcid(text.worldSeed, customer)),
  };
}
