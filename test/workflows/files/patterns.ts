import { type Place, refuse } from '../expression/index.ts';

/** Whether a name fits a list of patterns: a later one with `!` takes out what an earlier one let in. */
export function fitsPatterns(name: string, patterns: readonly string[], place: Place): boolean {
  if (patterns.every((pattern) => pattern.startsWith('!'))) refuse(place, 'no pattern lets anything in');
  return patterns.reduce((fits, pattern) => {
    const isNegative = pattern.startsWith('!');
    return compile(isNegative ? pattern.slice(1) : pattern).test(name) ? !isNegative : fits;
  }, false);
}

/** `*` stops at a slash, `**` does not, `?` and `+` are about the character before, `[…]` is one of several. */
function compile(pattern: string): RegExp {
  const source = pattern.replace(/\*\*\/?|\*|\?|\+|\[[\w-]+\]|\\.|[^\w]/g, (piece) => {
    if (piece === '**/') return '(?:.*/)?';
    if (piece === '**') return '.*';
    if (piece === '*') return '[^/]*';
    if (piece === '?' || piece === '+' || /^\[.+\]$/.test(piece)) return piece;
    return `\\${piece.slice(-1)}`;
  });
  return new RegExp(`^${source}$`);
}
