import { judge } from './judge.ts';
import type { FuzzInput, Surface } from './surface.ts';

const MOST_TRIES = 400;
const MOST_MS = 4000;
/** Deeper members go with what holds them. */
const DEEPEST = 12;

/** A smaller input that fails with the same first line, as far as that is cheap: members of JSON first, then lines and characters. */
export async function shrink(surface: Surface, input: FuzzInput, what: string): Promise<FuzzInput> {
  const [kind = ''] = what.split('\n');
  const until = Date.now() + MOST_MS;
  let best = input;
  let tries = 0;
  const attempt = async (bytes: Uint8Array): Promise<boolean> => {
    if (tries >= MOST_TRIES || Date.now() > until) throw new EnoughTries();
    if (bytes.length >= best.bytes.length) return false;
    tries += 1;
    const verdict = await judge(surface, { ...best, bytes });
    if (verdict.kind !== 'failed' || verdict.what.split('\n')[0] !== kind) return false;
    best = { ...best, bytes };
    return true;
  };
  try {
    await removeMembers(() => best.bytes, attempt);
    await removePieces(() => best.bytes, '\n', attempt);
    await removePieces(() => best.bytes, '', attempt);
  } catch (error) {
    if (!(error instanceof EnoughTries)) throw error;
  }
  return best;
}

class EnoughTries extends Error {}

type Attempt = (bytes: Uint8Array) => Promise<boolean>;

/** Takes members out of JSON, the large ones first, as long as the failure stays. */
async function removeMembers(current: () => Uint8Array, attempt: Attempt): Promise<void> {
  for (let grew = true; grew; ) {
    grew = false;
    for (const path of pathsOf(parse(current()))) {
      const value = parse(current());
      if (!removeAt(value, path)) continue;
      if (await attempt(Buffer.from(JSON.stringify(value)))) {
        grew = true;
        break;
      }
    }
  }
}

function parse(bytes: Uint8Array): unknown {
  try {
    const value: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
    return value;
  } catch {
    return undefined;
  }
}

/** Paths of all members, the shallow ones first. */
function pathsOf(value: unknown): readonly (readonly string[])[] {
  const paths: (readonly string[])[] = [];
  const queue: { readonly value: unknown; readonly path: readonly string[] }[] = [{ value, path: [] }];
  for (const { value: item, path } of queue) {
    if (typeof item !== 'object' || item === null || path.length >= DEEPEST) continue;
    for (const [key, child] of Object.entries(item)) {
      paths.push([...path, key]);
      queue.push({ value: child, path: [...path, key] });
    }
  }
  return paths;
}

function removeAt(value: unknown, path: readonly string[]): boolean {
  const holder = path
    .slice(0, -1)
    .reduce<unknown>((item, key) => Object.entries(item ?? {}).find(([name]) => name === key)?.[1], value);
  const key = path.at(-1);
  if (typeof holder !== 'object' || holder === null || key === undefined || !Object.hasOwn(holder, key))
    return false;
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else Reflect.deleteProperty(holder, key);
  return true;
}

/** Takes out halves, quarters and so on of the pieces of a text. */
async function removePieces(current: () => Uint8Array, between: string, attempt: Attempt): Promise<void> {
  for (let share = 2; share <= 64; share *= 2) {
    for (let part = share - 1; part >= 0; part -= 1) {
      const pieces = Buffer.from(current()).toString('latin1').split(between);
      const size = Math.ceil(pieces.length / share);
      pieces.splice(part * size, size);
      await attempt(Buffer.from(pieces.join(between), 'latin1'));
    }
  }
}
