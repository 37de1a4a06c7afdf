import type { YAMLError } from 'yaml';
import type { Finding } from './finding.ts';

const ADVICE: Readonly<Partial<Record<YAMLError['code'], string>>> = {
  BAD_INDENT: 'Attributes of one mapping start in the same column; indent with two spaces for each level.',
  MISSING_CHAR: 'Look for a missing quote, bracket, comma, or a space after a colon.',
  BLOCK_AS_IMPLICIT_KEY:
    'A value that contains a colon and a space needs quotes; nested attributes go on their own lines.',
  MULTILINE_IMPLICIT_KEY: 'A colon is probably missing after an attribute, or a quote is not closed.',
  BAD_SCALAR_START: 'A text that starts with @, `, % or another reserved character needs quotes.',
  BAD_ALIAS: 'A text that starts with * needs quotes.',
  BAD_DQ_ESCAPE:
    'A backslash in double quotes starts an escape; use single quotes, or write two backslashes.',
  UNEXPECTED_TOKEN:
    'Something stands where YAML expects the next attribute; check quotes, brackets and indentation above.',
};

/** What the parser says in words of its grammar, which only its authors know. */
const OWN_WORDS: readonly (readonly [RegExp, string])[] = [
  [
    /^Flow (?:sequence|map) in block collection/,
    'A bracket [ or { above is not closed, or what stands in it is indented too little. Close it with ] or }, and indent its lines deeper than its attribute.',
  ],
  [
    /^Implicit keys need to be on a single line/,
    'This line is neither an attribute nor a member of a list. Attributes stand on lines of their own (name: value), members of a list begin with "- ". A colon may be missing, or a quote that is not closed.',
  ],
  [
    /^Nested mappings are not allowed in compact mappings/,
    'A value has a colon and a space in it. Put the value in quotes; nested attributes go on lines of their own.',
  ],
];

/** Puts an error of the YAML parser into our words. */
export function describeYamlError(error: YAMLError): Finding {
  const [from, until] = error.pos;
  if (error.code === 'TAB_AS_INDENT') {
    return {
      code: 'yaml-tab',
      summary: 'A tab is used for indentation',
      detail:
        'YAML allows only spaces for indentation, because a tab is not equally wide everywhere. Replace the tab by two spaces for each level.',
      from,
      until,
    };
  }
  if (error.code === 'DUPLICATE_KEY') {
    return {
      code: 'duplicate-key',
      summary: 'An attribute is given twice',
      detail:
        'The same attribute stands twice in one mapping, and only one of the two could count. Remove one, or put both values in one list.',
      from,
      until,
    };
  }
  return {
    code: 'yaml-syntax',
    summary: 'YAML cannot be parsed',
    detail: describeSyntax(error),
    from,
    until,
  };
}

function describeSyntax(error: YAMLError): string {
  const own = OWN_WORDS.find(([pattern]) => pattern.test(error.message));
  if (own !== undefined) return own[1];
  return `${endSentence(error.message)} ${ADVICE[error.code] ?? 'Check indentation, quotes and brackets here and in the line above.'}`;
}

function endSentence(message: string): string {
  const line = message.split('\n')[0] ?? '';
  return /[.!?]$/.test(line) ? line : `${line}.`;
}
