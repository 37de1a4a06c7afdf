/** A title without what Adobe's own pages spell differently from one place to the next: case, kind of dash, white space (facts §2.6). */
export function foldTitle(title: string): string {
  return title
    .normalize('NFC')
    .replace(/[\u2010-\u2015\u2212]/gu, '-')
    .replace(/\s+/gu, ' ')
    .trim()
    .toLowerCase();
}

/** Whether two titles are the same to a person. */
export function isSameTitle(a: string, b: string): boolean {
  return foldTitle(a) === foldTitle(b);
}
