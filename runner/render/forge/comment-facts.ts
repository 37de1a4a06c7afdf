import type { Plan } from '../../model/index.ts';
import { planCommand } from '../commands.ts';
import { countText } from '../count-text.ts';
import { placeText } from '../endpoint-text.ts';
import { shortMarkdown, toMarkdown } from '../markdown-text.ts';
import { toPlain } from '../plain-text.ts';
import type { Block } from './blocks.ts';
import { linkMarkdown } from './forge-link.ts';
import type { CommentLayout } from './layouts.ts';

/** Where it is or was done. Each name is shortened by itself, so that no name hides that it is an emulator. */
export function shownPlace(
  place: { readonly environment: string; readonly sandbox: string; readonly endpoint: string },
  layout: CommentLayout,
): string {
  const text = placeText({
    environment: shortPlain(place.environment, 40),
    sandbox: shortPlain(place.sandbox, 30),
    endpoint: place.endpoint,
  });
  return shortMarkdown(text, Math.max(layout.text, 160));
}

/** What is left out, and where all of it is. */
export function leftOutBlock(
  { leftOut, facts }: CommentLayout,
  { environment, link }: { readonly environment: string; readonly link?: string | undefined },
): Block {
  if (leftOut === undefined) return [];
  if (!facts) return [`_${leftOut}_`];
  const where =
    link === undefined
      ? `All of it: ${toMarkdown(planCommand(shortPlain(environment, 40)))}`
      : linkMarkdown('All of it is here', link);
  return [`_${leftOut}_ ${where}.`];
}

/** What a comment is about, so that everybody can check it: the last lines. */
export function factsBlock(facts: {
  readonly digest?: string | undefined;
  readonly what: string;
  readonly head?: string;
  readonly requests?: Plan['requests'];
}): Block {
  const { digest, what, head, requests } = facts;
  const total = Object.values(requests?.plan ?? {}).reduce((sum, number) => sum + number, 0);
  const lines = [
    ...(digest === undefined ? [] : [`${what}: ${shownHash(digest)}`]),
    ...(head === undefined ? [] : [`Commit: ${shownHash(head)}`]),
    ...(requests === undefined ? [] : [`Planned with ${countText(total, 'request')}.`]),
  ];
  return lines.map((line, index) => (index < lines.length - 1 ? `${line}  ` : line));
}

/** A digest or a commit, which cannot be long. */
export function shownHash(hash: string): string {
  return /^[0-9a-f]{1,64}$/u.test(hash) ? `\`${hash}\`` : shortMarkdown(hash, 70);
}

function shortPlain(text: string, limit: number): string {
  const characters = [...toPlain(text)];
  return characters.length <= limit ? text : `${characters.slice(0, limit).join('')}…`;
}
