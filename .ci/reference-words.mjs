/** What a schema allows, in words, and values as they are written in YAML; all of it as Markdown for a cell of a table. */
import { Document } from 'yaml';

const TYPES = {
  string: 'text',
  number: 'number',
  integer: 'whole number',
  boolean: 'true or false',
  object: 'mapping',
};

/** Patterns that only keep control characters out go without saying. */
const HARMLESS = ' without control characters';

/** The type of a value, what it is limited to, and what it may be. `resolve` follows a reference. */
export function typeWords({ file, schema }, resolve) {
  const allowed = schema.const === undefined ? schema.enum : [schema.const];
  if (allowed !== undefined) return allowedWords(allowed, schema.enumDescriptions);
  if (schema.oneOf !== undefined) {
    const forms = schema.oneOf.map((form) => typeWords(resolve({ file, schema: form }), resolve));
    return [...new Set(forms)].join(', or ');
  }
  if (schema.items !== undefined) {
    const count = rangeWords(schema.minItems, schema.maxItems);
    const list = count === undefined ? 'list' : `list of ${count}`;
    return `${list}: ${typeWords(resolve({ file, schema: schema.items }), resolve)}`;
  }
  const types = [schema.type].flat().map((type) => TYPES[type]);
  return [toCell(formWords(schema) ?? types.join(' or ')), ...limitWords(schema)].join(', ');
}

function allowedWords(values, descriptions) {
  if (descriptions === undefined) return values.map(toCode).join(', ');
  return values.map((value, index) => `${toCode(value)}: ${toCell(descriptions[index])}`).join('<br>');
}

/** What the pattern of a text asks for. */
function formWords({ type, patternErrorMessage: message, additionalProperties }) {
  if (type === 'object') return additionalProperties === false ? undefined : 'mapping of names to texts';
  if (message === undefined || type !== 'string') return undefined;
  return message.includes(HARMLESS) ? message.split(HARMLESS)[0] : message;
}

function limitWords({ type, minimum, exclusiveMinimum, maximum, maxLength }) {
  const number = rangeWords(minimum, maximum) ?? '';
  const above = exclusiveMinimum === undefined ? '' : `more than ${exclusiveMinimum}`;
  const length = maxLength === undefined ? '' : `at most ${maxLength} characters`;
  return (type === 'string' ? [length] : [above, number, length]).filter((words) => words !== '');
}

function rangeWords(least, most) {
  if (least === undefined) return most === undefined ? undefined : `at most ${most}`;
  return most === undefined ? `at least ${least}` : `${least} to ${most}`;
}

/** Text with nothing in it that Markdown or HTML reads. */
export function toCell(text) {
  return text.replace(/[\\`*_{}[\]<>|]/g, '\\$&');
}

/** A value as it is written in YAML, on one line. In a table a bar ends the cell even inside of code. */
export function toCode(value) {
  const options = { collectionStyle: 'flow', lineWidth: 0, singleQuote: true };
  const text = new Document(value).toString(options).trim();
  return `\`${text.replaceAll('[ ', '[').replaceAll(' ]', ']').replaceAll('|', '\\|')}\``;
}
