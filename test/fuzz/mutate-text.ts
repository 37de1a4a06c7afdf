// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what somebody may write
import { oddText } from './odd-values.ts';
import type { Random } from './random.ts';

/** Damages bytes as disks, editors and networks do. */
export function damageBytes(bytes: Uint8Array, random: Random): Uint8Array {
  const at = random.below(bytes.length + 1);
  switch (random.below(7)) {
    case 0:
      return bytes.slice(0, at);
    case 1:
      return flipBit(bytes, at, random);
    case 2:
      return Buffer.concat([Buffer.from('\ufeff'), bytes]);
    case 3:
      return Buffer.from(Buffer.from(bytes).toString('utf8').replaceAll('\n', '\r\n'));
    case 4:
      return insert(
        bytes,
        at,
        Buffer.from(random.pick([[0xc3], [0xff, 0xfe], [0xed, 0xa0, 0x80], [0x00], [0xf8, 0x88]])),
      );
    case 5:
      return insert(bytes, at, Buffer.from(oddText(random)));
    default:
      return insert(bytes, at, bytes.slice(random.below(at + 1), at));
  }
}

function flipBit(bytes: Uint8Array, at: number, random: Random): Uint8Array {
  const flipped = Uint8Array.from(bytes);
  const index = Math.min(at, bytes.length - 1);
  if (index >= 0) flipped[index] = (flipped[index] ?? 0) ^ (1 << random.below(8));
  return flipped;
}

function insert(bytes: Uint8Array, at: number, added: Uint8Array): Uint8Array {
  return Buffer.concat([bytes.slice(0, at), added, bytes.slice(at)]);
}

/** Changes lines of YAML in ways that keep it near to YAML. */
export function mutateLines(text: string, random: Random): string {
  const lines = text.split('\n');
  for (let count = random.pick([1, 1, 2, 4]); count > 0; count -= 1) {
    const at = random.below(lines.length);
    const line = lines[at] ?? '';
    lines.splice(at, 1, ...changeLine(line, random, lines));
  }
  return lines.join('\n');
}

/** Values in the notation of YAML. */
const ODD_SCALARS: readonly string[] = [
  '',
  '~',
  'null',
  '!!binary aGk=',
  '!!set {a, b}',
  '!<tag:yaml.org,2002:js/function> x',
  '!x y',
  '&a [*a]',
  '&a {b: *a}',
  '*missing',
  '&a x',
  '*a',
  '{__proto__: {polluted: yes}}',
  '{constructor: {prototype: {x: 1}}}',
  '[[[[[[[[]]]]]]]]',
  '9007199254740993',
  '1e400',
  '-.inf',
  '.nan',
  '0o777',
  '0x1F',
  '2026-01-01',
  '"\\ud800"',
  '"\\u0000"',
  '"\\e[31m"',
  "'",
  '"',
  '|',
  '>-',
  '? x',
  '- - - x',
  '@x',
  '`x`',
  '%x',
  '<<: {a: 1}',
  'a: b: c',
  '{a: 1, a: 2}',
  '${var.timezone}',
  '${var.}',
  '${var.__proto__}',
  'inputs.__proto__',
  'scores.constructor',
];

function changeLine(line: string, random: Random, lines: readonly string[]): readonly string[] {
  const colon = line.indexOf(':');
  const indent = line.length - line.trimStart().length;
  switch (random.below(10)) {
    case 0:
      return [];
    case 1:
      return [line, line];
    case 2:
      return [' '.repeat(random.below(8)) + line];
    case 3:
      return [line.replace(/^ {1,4}/u, '\t')];
    case 4:
      return [line, random.pick(lines)];
    case 5:
      return [
        `${' '.repeat(indent)}${random.pick(['__proto__', 'constructor', '? [x]', '"\\u001b"', '<<'])}: ${random.pick(ODD_SCALARS)}`,
        line,
      ];
    case 6:
      return [line, random.pick(['---', '...', '%YAML 1.1', '# \u0000', '\u2028', '--- !x'])];
    case 7:
      return [`${line.slice(0, colon + 1)} ${nestFlow(random)}`];
    default:
      return colon < 0
        ? [line + random.pick(ODD_SCALARS)]
        : [
            `${line.slice(0, colon + 1)} ${random.chance(0.7) ? random.pick(ODD_SCALARS) : JSON.stringify(oddText(random))}`,
          ];
  }
}

/** Flow collections inside each other, and aliases that multiply. */
function nestFlow(random: Random): string {
  const depth = random.pick([5, 5, 20, 60, 99, 101, 150, 3000]);
  if (random.chance(0.3)) return multiplyAliases(random.pick([3, 8, 20]));
  return random.chance(0.5)
    ? '['.repeat(depth) + ']'.repeat(random.chance(0.8) ? depth : 0)
    : '{a: '.repeat(depth) + '}'.repeat(random.chance(0.8) ? depth : 0);
}

function multiplyAliases(levels: number): string {
  const rows = Array.from({ length: levels }, (_none, level) =>
    level === 0 ? '&l0 [x, x, x]' : `&l${level} [*l${level - 1}, *l${level - 1}, *l${level - 1}]`,
  );
  return `[${rows.join(', ')}]`;
}
