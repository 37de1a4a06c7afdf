import { type Html, html } from './html.ts';

/** Characters that draw nothing or turn the text around them: shown as the replacement character. */
const UNSEEN = /[\p{Cc}\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/gu;

/** More than any name needs; the rest of a longer text is left out of the page, and said to be. */
const LONGEST = 240;

/** Makes text of the data fit for a page: no control characters, no half characters, no more than `limit` characters. */
export function cleanText(text: string, limit: number = LONGEST): string {
  const start = text.slice(0, 2 * limit + 2).replace(/[\t\n\r ]+/g, ' ');
  const characters = [...start.toWellFormed().replace(UNSEEN, '\ufffd')];
  const isWhole = characters.length <= limit && text.length <= 2 * limit + 2;
  return isWhole ? characters.join('') : `${characters.slice(0, limit).join('')}…`;
}

/** Text of the data inside the page: escaped, and its writing direction kept to itself. */
export function dataText(text: string, limit?: number): Html {
  return html`<bdi>${cleanText(text, limit)}</bdi>`;
}

/** Text of the data that is an identifier: set in a fixed-width face, and broken anywhere. */
export function dataCode(text: string, limit?: number): Html {
  return html`<code><bdi>${cleanText(text, limit)}</bdi></code>`;
}
