import { toPlain } from './plain-text.ts';

/*
 * Nothing from YAML or Adobe may become Markdown, HTML, a link, a mention or a reference to an issue. Mentions and
 * references are found by forges in the rendered text, where no escape helps: a zero-width space parts them.
 */

const PART = '&#8203;';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '`': '&#96;',
  '@': `@${PART}`,
  '#': `&#35;${PART}`,
  '://': '&#58;//',
};

/** A text that Markdown shows as it is, on one line. */
export function toMarkdown(text: string): string {
  return toPlain(text)
    .trim()
    .replace(/:\/\/|www(?=\.)|GH(?=-\d)|^\d+(?=[.)])|[&<>`@#\\*_{}[\]()+\-!|~$^='"]/giu, escapeMatch);
}

/**
 * A text of which only the beginning is shown where its Markdown would be longer than `limit`. Cut before anything is escaped,
 * so that no escape is ever cut.
 */
export function shortMarkdown(text: string, limit: number): string {
  const whole = toMarkdown(text);
  if (whole.length <= limit) return whole;
  return toMarkdown(`${beginningOf(text, { limit, measure: toMarkdown })}…`);
}

/** A text between tags, where Markdown is not read: in the summary of a details element. */
export function toHtml(text: string): string {
  return toPlain(text)
    .trim()
    .replace(/:\/\/|www(?=\.)|GH(?=-\d)|[&<>"'`@#]/giu, (match) => HTML[match] ?? escapeMatch(match));
}

/** The same for `shortMarkdown`. */
export function shortHtml(text: string, limit: number): string {
  const whole = toHtml(text);
  return whole.length <= limit ? whole : toHtml(`${beginningOf(text, { limit, measure: toHtml })}…`);
}

const HTML: Readonly<Record<string, string>> = { '"': '&quot;', "'": '&#39;' };

/** As many characters as fit, and the sign that some are left out. Takes the longest by halving. */
function beginningOf(
  text: string,
  { limit, measure }: { readonly limit: number; readonly measure: (text: string) => string },
): string {
  const characters = [...toPlain(text)].slice(0, limit);
  const fits = (count: number): boolean => measure(`${characters.slice(0, count).join('')}…`).length <= limit;
  let [most, tooMany] = [0, characters.length + 1];
  while (tooMany - most > 1) {
    const middle = Math.floor((most + tooMany) / 2);
    if (fits(middle)) most = middle;
    else tooMany = middle;
  }
  return characters.slice(0, most).join('');
}

function escapeMatch(match: string): string {
  const entity = ENTITIES[match];
  if (entity !== undefined) return entity;
  if (/^\d/u.test(match)) return `${match}\\`;
  return match.length > 1 ? `${match}${PART}` : `\\${match}`;
}

/** A value to be copied: as code where nothing in it could end the code, else as plain escaped text. */
export function toMarkdownValue(text: string): string {
  const plain = toPlain(text);
  const isCode =
    plain === text && plain !== '' && plain === plain.trim() && !/[`<|\\]|(?:^|[^A-Za-z0-9])@/u.test(plain);
  return isCode ? `\`${plain}\`` : toMarkdown(text);
}

/** A command on lines of its own. One that holds anything unusual is shown as text, which nothing can break out of. */
export function markdownCommand(command: string, margin: string): readonly string[] {
  return fenced(command, { margin, language: 'sh' });
}

/** The same for a comment that is to be written on the forge. */
export function markdownComment(comment: string, margin: string): readonly string[] {
  return fenced(comment, { margin, language: '' });
}

function fenced(
  text: string,
  { margin, language }: { readonly margin: string; readonly language: string },
): readonly string[] {
  const isPlain = !/[`<|]|(?:^|[^A-Za-z0-9])@/u.test(text);
  if (!isPlain) return [`${margin}${toMarkdown(text)}`];
  return [`${margin}\`\`\`${language}`, `${margin}${text}`, `${margin}\`\`\``];
}
