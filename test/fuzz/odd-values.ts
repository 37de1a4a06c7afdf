// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what somebody may write
import type { Random } from './random.ts';

/** Texts that have broken parsers, terminals, paths and objects before. */
const ODD_TEXTS: readonly string[] = [
  '',
  ' ',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  '..',
  '../../etc/passwd',
  'a/b/c',
  'a/b/c~d#1',
  'x~y~z',
  'account-upgrade/data-view/account-upgrade',
  'account-upgrade/constructor/main',
  'step:renamed',
  'components[',
  'components[dimensions/x].',
  'datasets[]]].streaming[',
  '\u0000',
  '\u0000ref:account-upgrade/connection/scores\u0000',
  '\u0000id:dataset',
  '\u001b[2J\u001b]0;title\u0007',
  '\u202etxt.exe',
  '\ud800',
  '\udc00x',
  '\ufeff',
  '\r\n',
  '\n- x\n',
  '`${7*7}`',
  '${var.timezone}',
  '${',
  '%00',
  '%',
  'NaN',
  '-0',
  '1e999',
  '0x10',
  '2026-13-45T99:99:99Z',
  '9999999-01-01',
  '<script>alert(1)</script>',
  '| @octocat |',
  'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!',
  '*'.repeat(60),
  '🏴‍☠️',
];

const ODD_NUMBERS: readonly number[] = [
  0,
  -0,
  -1,
  0.1,
  1e308,
  -1e308,
  1e-320,
  2 ** 31,
  2 ** 53,
  8.64e15 + 1,
  -8.64e15 - 1,
  4_294_967_296,
];

/** Keys that are looked up in prototypes by whoever forgets that objects have one. */
export const ODD_KEYS: readonly string[] = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'hasOwnProperty',
  'then',
  'toJSON',
  'length',
  '',
  '0',
  'a/b/c',
];

/** A text that nobody expects; sometimes a very long one. */
export function oddText(random: Random): string {
  if (random.chance(0.004)) return random.pick(['a', '[', '\\', '*', 'é', '\n']).repeat(100_000);
  if (random.chance(0.05)) return random.pick(ODD_TEXTS).repeat(200);
  return random.pick(ODD_TEXTS);
}

/** Sets a member as JSON does: `__proto__` is a name like any other. */
export function setOwn(object: object, key: string, value: unknown): void {
  Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true });
}

/** A value that nobody expects. */
export function oddValue(random: Random): unknown {
  switch (random.below(9)) {
    case 0:
      return null;
    case 1:
      return random.chance(0.5);
    case 2:
      return random.pick(ODD_NUMBERS);
    case 3:
    case 4:
      return oddText(random);
    case 5:
      return [];
    case 6:
      return random.chance(0.5) ? {} : oddObject(random);
    case 7:
      return [oddText(random), random.pick(ODD_NUMBERS), null];
    default:
      return nest(random);
  }
}

function oddObject(random: Random): object {
  const object = {};
  for (let count = random.below(4); count >= 0; count -= 1)
    setOwn(object, random.pick(ODD_KEYS), oddValue(random));
  return object;
}

/** Lists or objects inside each other, deeper than anything that calls itself likes. */
function nest(random: Random): unknown {
  const depth = random.pick([3, 30, 300, 1000]);
  const isList = random.chance(0.5);
  let value: unknown = 'inside';
  for (let level = 0; level < depth; level += 1) value = isList ? [value] : { a: value };
  return value;
}
