import type { DocumentPath, EventCondition, LiveField, SourceDocument } from '../../model/index.ts';
import { NOTHING, type Verdict } from './situation.ts';

/** What of a type decides which operators there are. */
type TypeClass = 'text' | 'number' | 'time' | 'truth' | 'object' | 'unknown';

const CLASSES: Readonly<Record<string, TypeClass>> = {
  string: 'text',
  uri: 'text',
  byte: 'number',
  short: 'number',
  int: 'number',
  integer: 'number',
  long: 'number',
  float: 'number',
  double: 'number',
  number: 'number',
  decimal: 'number',
  date: 'time',
  'date-time': 'time',
  boolean: 'truth',
  object: 'object',
};

const WORDS: Readonly<Record<TypeClass, string>> = {
  text: 'a text',
  number: 'a number',
  time: 'a date or time',
  truth: 'a yes or no',
  object: 'a group of fields',
  unknown: 'of unknown type',
};

/** A condition and where it stands. */
export interface PlacedCondition {
  readonly document: SourceDocument;
  readonly path: DocumentPath;
  readonly condition: EventCondition;
}

/**
 * Whether an operator and its value fit the type of a live field. Adobe documents `exists`, `equals` and `starts with`, and that
 * its list depends on the type (facts §3.2): where these do not fit it is an error; of others it is a guess by their words, and a warning.
 */
export function checkType(field: LiveField, { document, path, condition }: PlacedCondition): Verdict {
  const type = field.isMap ? 'object' : (CLASSES[field.type ?? ''] ?? 'unknown');
  const operator = condition.operator.replace(/\s+/g, ' ').trim().toLowerCase();
  if (operator === 'exists') return NOTHING;
  if (type === 'unknown' || !isKnownOperator(operator)) {
    const reason =
      type === 'unknown'
        ? `the schema gives no type that is known (${field.type ?? 'none'})`
        : 'Adobe publishes no list of its operators';
    const hint = 'Look at what the screen offers for the field.';
    const check = `whether "${condition.operator}" fits ${condition.field}`;
    return { ...NOTHING, unchecked: [{ check, reason, hint, cause: 'unknown' }] };
  }
  const problem = operator === 'equals' ? judgeValue(type, condition.value) : judgeOperator(type, operator);
  if (problem === undefined) return NOTHING;
  return {
    ...NOTHING,
    findings: [
      {
        document,
        path: [...path, operator === 'equals' && type !== 'object' ? 'value' : 'operator'],
        severity: problem.severity,
        code: 'input-field-unfit',
        summary: 'A condition does not fit the type of its field',
        detail: `"${condition.field}" is ${WORDS[type]} (${field.type ?? 'map'}) in the live schema. ${problem.reason} Adobe offers for each type only operators that fit it (Adobe: Configure a Customer AI instance). Choose another operator or field.`,
      },
    ],
  };
}

interface Problem {
  readonly severity: 'error' | 'warning';
  readonly reason: string;
}

const TEXT_ONLY = /^(starts with|ends with|contains|does not (contain|start with|end with)|matches)$/;
const ORDERED =
  /\b(greater|less|more|fewer|larger|smaller|higher|lower|at least|at most|between|before|after)\b/;

function isKnownOperator(operator: string): boolean {
  return operator === 'equals' || TEXT_ONLY.test(operator) || ORDERED.test(operator);
}

function judgeOperator(type: TypeClass, operator: string): Problem | undefined {
  const severity = operator === 'starts with' ? 'error' : 'warning';
  if (TEXT_ONLY.test(operator)) {
    return type === 'text' ? undefined : { severity, reason: `"${operator}" compares texts.` };
  }
  if (type === 'number' || type === 'time') return undefined;
  return { severity, reason: `"${operator}" compares numbers or times.` };
}

function judgeValue(type: TypeClass, value: EventCondition['value']): Problem | undefined {
  const shown = JSON.stringify(value);
  if (type === 'object')
    return { severity: 'error', reason: '"equals" compares single values, and a group has none.' };
  const isNumeric =
    typeof value === 'number' ||
    (typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)));
  if (type === 'number' && !isNumeric) return { severity: 'error', reason: `It can never equal ${shown}.` };
  if (type === 'truth' && !['true', 'false'].includes(String(value))) {
    return { severity: 'error', reason: `It can never equal ${shown}.` };
  }
  if (type === 'text' && typeof value !== 'string') {
    return {
      severity: 'warning',
      reason: `${shown} is no text; write it in quotes if that is what the data holds.`,
    };
  }
  return undefined;
}
