import { getHash32 } from '../seeded-random.ts';
import { type JsonObject, removeNulls, respellObject } from './respell-object.ts';
import { SPELLING_RULES, type SpelledKind } from './spelling-rules.ts';

/**
 * Varies what nobody outside Adobe has verified: details marked `[U]` on the facts page, and its section 8.
 * Without a seed everything keeps the spelling that the facts page believes in. With one, every choice
 * depends on the seed and on the place alone, so that two reads of one thing agree.
 */
export interface Respelling {
  readonly isOn: boolean;
  /** One of the options; the first one when the mode is off. */
  choose<T>(place: string, options: readonly [T, ...T[]]): T;
  /** Respells one object of an answer; `key` tells it from others of its kind. */
  apply(kind: SpelledKind, key: string, value: JsonObject): JsonObject;
}

/** Makes the respelling of a seed; undefined: none. */
export function createRespelling(seed: number | undefined): Respelling {
  if (seed === undefined) {
    return {
      isOn: false,
      choose: (_place, options) => options[0],
      apply: (kind, _key, value) => removeNulls(value, SPELLING_RULES[kind]),
    };
  }
  function pick(place: string, count: number): number {
    return getHash32(`respell/${seed}/${place}`) % count;
  }
  return {
    isOn: true,
    choose: (place, options) => options[pick(place, options.length)] ?? options[0],
    apply: (kind, key, value) => respellObject(value, { rules: SPELLING_RULES[kind], kind, key, pick }),
  };
}
