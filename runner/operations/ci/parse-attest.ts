import { type CommentCommand, malformed, readHandoff } from './comment-command.ts';
import { splitWords, type Word } from './split-words.ts';

interface AttestWords {
  readonly names: readonly string[];
  readonly answers: readonly ('not-begun' | 'gone')[];
  readonly reason?: string;
}

/** What follows `/cai attest`. */
export function parseAttest(rest: string): CommentCommand {
  const words = splitWords(rest);
  if (words === undefined) return malformed('attest', 'a quote is not closed');
  const sorted = sortWords(words);
  if ('why' in sorted) return malformed('attest', sorted.why);
  const [name = '', ...paths] = sorted.names;
  const { reason, answers } = sorted;
  const named = readHandoff(name);
  if (named?.fingerprint === undefined) {
    return malformed('attest', 'it names a handoff as ADDRESS@FINGERPRINT, as the handoff prints it');
  }
  const [answer] = answers;
  if (answers.length > 1 || (answer !== undefined && (paths.length > 0 || reason !== undefined))) {
    return malformed('attest', '--not-begun and --gone are each a whole answer');
  }
  return {
    type: 'attest',
    address: named.address,
    fingerprint: named.fingerprint,
    ...(paths.length === 0 ? {} : { paths }),
    ...(reason === undefined ? {} : { reason }),
    ...(answer === undefined ? {} : { answer }),
  };
}

/** A phone may make a dash of two hyphens: that is an option too, and a wrong one. */
function sortWords(words: readonly Word[]): AttestWords | { readonly why: string } {
  const names: string[] = [];
  const answers: ('not-begun' | 'gone')[] = [];
  let reason: string | undefined;
  for (let index = 0; index < words.length; index += 1) {
    const { text = '', isQuoted = false } = words[index] ?? {};
    if (isQuoted || !/^[-–—]/u.test(text)) {
      names.push(text);
    } else if (text === '--not-begun' || text === '--gone') {
      answers.push(text === '--gone' ? 'gone' : 'not-begun');
    } else if (text === '--reason') {
      index += 1;
      reason = words[index]?.text.trim() ?? '';
      if (reason === '') return { why: '--reason is followed by a reason, in quotes' };
    } else {
      return { why: 'it has an option that there is not' };
    }
  }
  return { names, answers, ...(reason === undefined ? {} : { reason }) };
}
