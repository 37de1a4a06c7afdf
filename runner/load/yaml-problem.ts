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
    detail: `${endSentence(error.message)} ${ADVICE[error.code] ?? 'Check indentation, quotes and brackets here and in the line above.'}`,
    from,
    until,
  };
}

function endSentence(message: string): string {
  const line = message.split('\n')[0] ?? '';
  return /[.!?]$/.test(line) ? line : `${line}.`;
}
