import type { SourceDocument } from '../../model/index.ts';
import { findTexts } from '../find-texts.ts';
import type { Finding } from '../finding.ts';

/** Control characters other than line break and tab, and those that turn the direction of a text around. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const HIDDEN = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200E\u200F\u202A-\u202E\u2066-\u2069]/;

/** What a reviewer sees is what is applied: no character is there that a screen does not show. */
export function checkControlCharacters(document: SourceDocument): readonly Finding[] {
  return findTexts(document.value, (text) => HIDDEN.test(text)).map(({ path, part }) => ({
    document,
    path,
    part,
    code: 'control-character',
    summary: 'A text holds a control character',
    detail:
      'The text holds an invisible character that a screen obeys or hides, so that a reviewer sees something else than what is applied. Type it again without it.',
  }));
}
