import { type CommentCommand, FORMS, malformed, readHandoff } from './comment-command.ts';
import { parseAttest } from './parse-attest.ts';
import { readWord } from './split-words.ts';

/** More than any comment on GitHub has. */
const LONGEST_COMMENT = 70_000;
const LONGEST_LINE = 4000;
const MOST_COMMANDS = 20;

const PARSERS: Readonly<Record<keyof typeof FORMS, (rest: string) => CommentCommand>> = {
  attest: parseAttest,
  decline: parseDecline,
  plan: (rest) => (rest.trim() === '' ? { type: 'plan' } : malformed('plan', 'it takes nothing more')),
  acknowledge: parseAcknowledge,
};

/**
 * The commands of a comment: lines that begin with `/cai`, outside of code blocks; a quoted line begins with `>`. Pure, and total
 * for any text that anybody may write.
 */
export function parseComment(body: string): readonly CommentCommand[] {
  if (body.length > LONGEST_COMMENT) return [];
  const commands = commandLines(body).map(parseLine);
  if (commands.length <= MOST_COMMANDS) return commands;
  const why = `one comment takes ${MOST_COMMANDS} commands, and this one has ${commands.length}; none was carried out`;
  return [{ type: 'malformed', why, form: 'Write the rest in further comments.' }];
}

function commandLines(body: string): readonly string[] {
  const lines: string[] = [];
  let fence: string | undefined;
  for (const line of body.split(/\r\n|\r|\n/u)) {
    const { mark, rest } = readFence(line);
    if (fence !== undefined) {
      if (mark.startsWith(fence) && rest.trim() === '') fence = undefined;
    } else if (mark !== '' && !(mark.startsWith('`') && rest.includes('`'))) {
      fence = mark;
    } else if (/^\/cai(?:[ \t]|$)/u.test(line)) {
      lines.push(line);
    }
  }
  return lines;
}

/** The backticks or tildes that a line begins with, where they are enough to begin or end a code block. */
function readFence(line: string): { readonly mark: string; readonly rest: string } {
  const start = line.length - line.trimStart().length;
  const character = line[start];
  let end = start;
  while (end < line.length && line[end] === character) end += 1;
  const isFence = start <= 3 && end - start >= 3 && (character === '`' || character === '~');
  return isFence ? { mark: line.slice(start, end), rest: line.slice(end) } : { mark: '', rest: line };
}

function parseLine(line: string): CommentCommand {
  if (line.length > LONGEST_LINE) return unknown(`a command has at most ${LONGEST_LINE} characters`);
  const verb = readWord(line, '/cai'.length);
  if (verb === undefined) return unknown('it says no command');
  if (verb === 'open') return unknown('a quote is not closed');
  if (!isVerb(verb.text)) return unknown('there is no such command');
  return PARSERS[verb.text](line.slice(verb.end));
}

function isVerb(text: string): text is keyof typeof FORMS {
  return Object.hasOwn(FORMS, text);
}

function parseDecline(rest: string): CommentCommand {
  const word = readWord(rest, 0);
  const named = word === undefined || word === 'open' ? undefined : readHandoff(word.text);
  if (named === undefined || word === undefined || word === 'open') {
    return malformed('decline', 'it names the address of a handoff');
  }
  const reason = rest.slice(word.end).trim();
  if (reason === '') return malformed('decline', 'it says why, for those who asked for it');
  return { type: 'decline', ...named, reason };
}

function parseAcknowledge(rest: string): CommentCommand {
  const digest = rest.trim();
  if (/^[0-9a-f]{12,64}$/u.test(digest)) return { type: 'acknowledge', digest };
  return malformed('acknowledge', 'the digest has at least 12 hexadecimal characters, as the plan prints it');
}

function unknown(why: string): CommentCommand {
  return { type: 'malformed', why, form: Object.values(FORMS).join('\n') };
}
