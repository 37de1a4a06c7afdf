import { ATTRIBUTES, type AttributePath, pathPattern, type Values } from '../../../model/index.ts';
import { formatCondition, formatConditions } from './conditions.ts';
import { readMemberPath } from './member-path.ts';
import { formatValue } from './settings.ts';

/** Texts of Adobe's screens for values that the pipeline writes otherwise. */
const WORDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  propensityType: { conversion: 'Conversion', churn: 'Churn' },
  'goal.occurs': { will: 'Will occur', willNot: 'Will not occur' },
  'goal.match': { all: 'All of', any: 'Any of' },
  'eligiblePopulation.match': { all: 'All of', any: 'Any of' },
};

/** An identity as Adobe's list of choices prints it (facts §2.4). */
export function formatIdentity({
  namespace,
  field,
}: {
  readonly namespace: string;
  readonly field: string;
}): string {
  return `${namespace} (${field === 'identityMap' ? 'identity map' : field})`;
}

/** What a person sees of one attribute; of an input its dataset and its identity. */
export function formatAttribute(path: AttributePath, values: Values): string {
  const input = readMemberPath('inputs', path);
  if (input !== undefined) {
    const member = `inputs[${input.key}]`;
    const [namespace, field] = [values[`${member}.namespace`], values[`${member}.field`]];
    if (namespace === undefined || field === undefined) return formatValue(values[path]);
    return `${input.key}: ${formatIdentity({ namespace: String(namespace), field: String(field) })}`;
  }
  const value = values[path];
  if (value === undefined || value === null) return 'empty';
  if (Array.isArray(value)) return formatConditions(value).join('; ');
  if (typeof value === 'object') return formatCondition(value);
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (path.endsWith('Days')) return `${String(value)} days`;
  return WORDS[path]?.[String(value)] ?? formatValue(value);
}

/** The label of an attribute with the screen that it stands on; members go by their names. */
export function labelOf(path: AttributePath): string {
  const pattern = pathPattern(path);
  const row = (ATTRIBUTES['customer-ai-instance'] ?? []).find((attribute) =>
    pattern.startsWith(attribute.path),
  );
  if (row === undefined) return path;
  const parts = [row.screen, row.label, PARTS[path] ?? memberOf(path)];
  return parts.filter((part) => part !== undefined).join(' › ');
}

const PARTS: Readonly<Record<string, string>> = {
  'eligiblePopulation.lookbackDays': 'Lookback',
  'eligiblePopulation.match': 'Combination',
  'eligiblePopulation.events': 'Include',
  'eligiblePopulation.exclude': 'Exclude',
};

function memberOf(path: AttributePath): string | undefined {
  return (readMemberPath('customEvents', path) ?? readMemberPath('customProfileAttributes', path))?.key;
}
