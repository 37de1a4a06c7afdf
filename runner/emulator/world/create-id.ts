import { getHexDigest } from '../seeded-random.ts';
import type { World } from './types.ts';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The next id of a world: 24 hexadecimal digits, as Catalog's dataset ids are. */
export function createHexId(world: World, kind: string): string {
  return getHexDigest(createSeedText(world, kind), 24);
}

/** The next id of a world in the form of a UUID, as CJA's connection ids are. */
export function createUuid(world: World, kind: string): string {
  return formatUuid(getHexDigest(createSeedText(world, kind), 32));
}

/** The next batch id of a world: a ULID, time first (facts §1.4). */
export function createBatchId(world: World, at: number): string {
  return formatUlid(at, getHexDigest(createSeedText(world, 'batch'), 32));
}

/** Letters that no name contains by accident, for instance keys (facts §2.6). */
export function createLetters(world: World, kind: string, length: number): string {
  const digest = getHexDigest(createSeedText(world, kind), length);
  return [...digest].map((digit) => 'bcdfghjklmnpqrst'[Number.parseInt(digit, 16)]).join('');
}

/** A ULID of a time and at least 16 hexadecimal digits. */
export function formatUlid(at: number, digest: string): string {
  let time = '';
  for (let rest = at, index = 0; index < 10; index += 1, rest = Math.floor(rest / 32)) {
    time = `${CROCKFORD[rest % 32]}${time}`;
  }
  const random = [...digest].slice(0, 16).map((digit, index) => {
    const next = Number.parseInt(digest[(index + 7) % digest.length] ?? '0', 16);
    return CROCKFORD[(Number.parseInt(digit, 16) * 2 + (next % 2)) % 32];
  });
  return time + random.join('');
}

/** 32 hexadecimal digits as a version 4 UUID. */
export function formatUuid(digest: string): string {
  const variant = '89ab'[Number.parseInt(digest[16] ?? '0', 16) % 4];
  return [
    digest.slice(0, 8),
    digest.slice(8, 12),
    `4${digest.slice(13, 16)}`,
    `${variant}${digest.slice(17, 20)}`,
    digest.slice(20, 32),
  ].join('-');
}

function createSeedText(world: World, kind: string): string {
  world.idCounter += 1;
  return `${world.seed}/${kind}/${world.idCounter}`;
}
