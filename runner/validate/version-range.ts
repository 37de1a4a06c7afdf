type Version = readonly [number, number, number];

/**
 * Whether a version lies in a range: parts joined by spaces, each an exact version or one after `>=`, `^` or `~`.
 * Missing numbers count as 0, except that an exact `1.2` means any 1.2. A pre-release counts as its release.
 */
export function satisfiesVersion(version: string, range: string): boolean {
  const actual = parseVersion(version);
  return range.split(' ').every((part) => part === '' || satisfiesPart(actual, part));
}

function satisfiesPart(actual: Version, part: string): boolean {
  const text = part.replace(/^(>=|\^|~)/, '');
  const operator = part.slice(0, part.length - text.length);
  const wanted = parseVersion(text);
  if (compareVersions(actual, wanted) < 0) return false;
  const given = text.split('.').length;
  if (operator === '>=') return true;
  const kept =
    operator === '^' ? getCaretLength(wanted, given) : operator === '~' ? Math.min(2, given) : given;
  return wanted.slice(0, kept).every((number, index) => number === actual[index]);
}

/** `^` keeps everything up to the first number that is not 0. */
function getCaretLength(wanted: Version, given: number): number {
  const first = wanted.findIndex((number) => number !== 0);
  return first < 0 ? given : Math.min(first + 1, given);
}

function parseVersion(text: string): Version {
  const [major, minor, patch] = (text.split(/[-+]/)[0] ?? '')
    .split('.')
    .map((part) => Number.parseInt(part, 10) || 0);
  return [major ?? 0, minor ?? 0, patch ?? 0];
}

function compareVersions(a: Version, b: Version): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}
