import { toPlain } from '../plain-text.ts';

/** An issue as it is to be written. */
export interface IssueText {
  readonly title: string;
  readonly body: string;
}

/** What a forge reads something into, in a title too. Nothing can be escaped there. */
const LOOKALIKES: Readonly<Record<string, string>> = { '@': '＠', '#': '＃', '`': '´', '<': '‹', '>': '›' };
const LONGEST = 240;

/** A title of an issue: plain text, without anything that a forge would make a mention, a reference or code of. */
export function issueTitle(text: string): string {
  const characters = [
    ...toPlain(text)
      .trim()
      .replace(/[@#`<>]/gu, (match) => LOOKALIKES[match] ?? match),
  ];
  return characters.length <= LONGEST ? characters.join('') : `${characters.slice(0, LONGEST).join('')}…`;
}
