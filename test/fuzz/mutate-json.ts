import { ODD_KEYS, oddText, oddValue, setOwn } from './odd-values.ts';
import type { Random } from './random.ts';

/** A place within JSON data: the object or list that holds it, and under what. */
interface Place {
  readonly holder: object;
  readonly key: string;
}

/** Changes a copy of JSON data at a few random places; `donors` give values from elsewhere, of a shape that fits somewhere. */
export function mutateJson(value: unknown, random: Random, donors: readonly unknown[]): unknown {
  const root = { value: copyJson(value) };
  const places = placesOf(root);
  for (let count = random.pick([1, 1, 1, 2, 3, 8]); count > 0; count -= 1) {
    change(random.pick(places), random, donors);
  }
  // The whole may have been taken away.
  return root.value ?? null;
}

/** A copy in which every member is the object's own, `__proto__` as well. */
function copyJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyJson);
  if (typeof value !== 'object' || value === null) return value;
  const copy = {};
  for (const [key, item] of Object.entries(value)) setOwn(copy, key, copyJson(item));
  return copy;
}

function placesOf(root: object): readonly Place[] {
  const places: Place[] = [];
  const visit = (holder: object): void => {
    for (const [key, item] of Object.entries(holder)) {
      places.push({ holder, key });
      if (typeof item === 'object' && item !== null) visit(item);
    }
  };
  visit(root);
  return places;
}

function change({ holder, key }: Place, random: Random, donors: readonly unknown[]): void {
  const item: unknown = Object.entries(holder).find(([name]) => name === key)?.[1];
  switch (random.below(8)) {
    case 0:
      removeMember(holder, key);
      break;
    case 1:
      addMember(holder, random, copyJson(item));
      break;
    case 2:
      renameMember(holder, key, item, random);
      break;
    case 3:
      setOwn(holder, key, copyJson(pickInside(random.pick(donors), random)));
      break;
    case 4:
    case 5:
      setOwn(holder, key, tweak(item, random));
      break;
    default:
      setOwn(holder, key, oddValue(random));
  }
}

function removeMember(holder: object, key: string): void {
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else Reflect.deleteProperty(holder, key);
}

function addMember(holder: object, random: Random, item: unknown): void {
  const added = random.chance(0.5) ? item : oddValue(random);
  if (Array.isArray(holder)) holder.push(added);
  else setOwn(holder, random.pick(ODD_KEYS), added);
}

function renameMember(holder: object, key: string, item: unknown, random: Random): void {
  removeMember(holder, key);
  if (Array.isArray(holder)) holder.unshift(item);
  else setOwn(holder, random.chance(0.5) ? random.pick(ODD_KEYS) : oddText(random), item);
}

function pickInside(donor: unknown, random: Random): unknown {
  let value = donor;
  while (typeof value === 'object' && value !== null && random.chance(0.8)) {
    const members: readonly unknown[] = Object.values(value);
    if (members.length === 0) break;
    value = members[random.below(members.length)];
  }
  return value;
}

/** A value of the same type that is a little different. */
function tweak(item: unknown, random: Random): unknown {
  if (typeof item === 'number') return random.pick([item + 1, -item, item * 1e9, item + 0.5, String(item)]);
  if (typeof item === 'boolean') return random.pick<unknown>([!item, String(item), Number(item)]);
  if (typeof item === 'string') return tweakText(item, random);
  if (Array.isArray(item)) return random.chance(0.5) ? [...item].reverse() : { ...item };
  return typeof item === 'object' && item !== null ? Object.entries(item) : oddValue(random);
}

function tweakText(text: string, random: Random): string {
  const at = random.below(text.length + 1);
  return random.pick([
    text.slice(0, at),
    text + text,
    text.slice(0, at) + oddText(random) + text.slice(at),
    text.toUpperCase(),
    text.replace(/[/:~#-]/u, ''),
  ]);
}
