import type { DocumentPath, EventCondition, LoadedPipeline } from '../../model/index.ts';
import { listConditions } from '../conditions.ts';
import type { Finding } from '../finding.ts';
import type { World } from '../world.ts';

/** Conditions make sense. Adobe does not publish its operators, so an unknown one is only looked at, never refused. */
export function checkOperators(world: World): readonly Finding[] {
  return world.pipelines.flatMap((loaded) =>
    listConditions(loaded.pipeline).flatMap(([path, condition]) => checkCondition(loaded, path, condition)),
  );
}

function checkCondition(
  { source }: LoadedPipeline,
  path: DocumentPath,
  { field, operator, value }: EventCondition,
): readonly Finding[] {
  const name = operator.toLowerCase();
  const at = { document: source, path: [...path, 'operator'] };
  if ((name === 'equals' || name === 'starts with') && value === undefined) {
    return [
      {
        ...at,
        code: 'wrong-combination',
        summary: 'Attributes do not fit together',
        detail: `"${operator}" compares the field with a value, but there is none. Add "value", or use "exists".`,
        expected: 'value',
      },
    ];
  }
  const reason = getOddity(field, name, value);
  if (reason === undefined) return [];
  return [
    {
      ...at,
      severity: 'warning',
      code: 'unusual-operator',
      summary: 'An operator is unusual here',
      detail: `${reason} Adobe offers only operators that fit the type of the field, so the control may not be there.`,
    },
  ];
}

function getOddity(field: string, operator: string, value: EventCondition['value']): string | undefined {
  if (operator === 'exists' && value !== undefined)
    return '"exists" asks only whether there is a value, so "value" has no effect.';
  if (operator !== 'starts with') return undefined;
  if (typeof value !== 'string')
    return '"starts with" compares texts, but the value is a number or a yes or no.';
  // By XDM's convention these fields are counts, dates and times.
  if (/\.value$|Date$|timestamp$/.test(field))
    return `"starts with" compares texts, but "${field}" is a number or a date by its name.`;
  return undefined;
}
