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
  const isPlain = !/[`<|]|(?:^|[^A-Za-z0-9])@/u.test(command);
  if (!isPlain) return [`${margin}${toMarkdown(command)}`];
  return [`${margin}\`\`\`sh`, `${margin}${command}`, `${margin}\`\`\``];
}
