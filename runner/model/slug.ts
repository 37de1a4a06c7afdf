/** What a name may be in YAML: longest, in characters. */
const MOST_CHARACTERS = 63;

/** A title in lower-case letters, digits and single hyphens: `Luma Plans` → `luma-plans`. Empty where it has neither letter nor digit of these. */
export function toSlug(title: string): string {
  return title
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

/** A name made from a title that nothing has yet: with a number where it is taken, `fallback` where the title gives none. */
export function toFreeName(title: string, taken: ReadonlySet<string>, fallback: string): string {
  const slug = toSlug(title);
  const base = cut(slug === '' ? fallback : slug, MOST_CHARACTERS);
  for (let number = 1; ; number += 1) {
    const suffix = number === 1 ? '' : `-${number}`;
    const name = `${cut(base, MOST_CHARACTERS - suffix.length)}${suffix}`;
    if (!taken.has(name)) return name;
  }
}

function cut(name: string, length: number): string {
  return name.slice(0, length).replace(/-$/, '');
}
