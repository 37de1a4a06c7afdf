import type { Component, DocumentPath, EventCondition, LiveField } from '../../model/index.ts';
import { parseSourceReference } from '../../model/index.ts';
import { listConditions } from '../conditions.ts';
import type { Finding } from '../finding.ts';
import { suggest } from '../suggest.ts';
import { checkType } from './field-types.ts';
import {
  findField,
  getSchema,
  joinVerdicts,
  listUnreadable,
  NOTHING,
  type PreflightRule,
  type Situation,
  toPlainPath,
  type Verdict,
} from './situation.ts';

/** The fields that conditions name are in a schema of the inputs, and their types fit the operators (facts §2.2, §3.2). */
export const checkConditionFields: PreflightRule = (situation) => {
  const fields = situation.learntFrom.flatMap((live) => {
    const schema = getSchema(live);
    return 'failure' in schema ? [] : schema.fields.map((field) => ({ field, input: live.input.name }));
  });
  const all = fields.map(({ field }) => field);
  const conditions = listConditions(situation.loaded.pipeline);
  const verdicts = conditions.map(([path, condition]) => checkCondition(situation, all, { path, condition }));
  const joined = joinVerdicts(verdicts);
  if (joined.findings.length > 0 || joined.unchecked.length > 0 || conditions.length === 0) return joined;
  const found = `${new Set(conditions.map(([, { field }]) => field)).size} fields, all in the schemas of the inputs, of fitting types`;
  return { ...NOTHING, passed: [{ check: 'fields that conditions name', found }] };
};

interface PlacedCondition {
  readonly path: DocumentPath;
  readonly condition: EventCondition;
}

function checkCondition(
  situation: Situation,
  fields: readonly LiveField[],
  { path, condition }: PlacedCondition,
): Verdict {
  const field = findField(fields, condition.field);
  const document = situation.loaded.source;
  if (field !== undefined) return checkType(field, { document, path, condition });
  const part = path[2];
  const unreadable = listUnreadable(situation.learntFrom);
  if (unreadable.length > 0) {
    const hint = 'Mend that first, then run the command again.';
    const check = `whether ${condition.field} exists`;
    return { ...NOTHING, unchecked: [{ check, reason: unreadable.join('; '), hint, cause: 'reading' }] };
  }
  if (part === 'customProfileAttributes') {
    return {
      ...NOTHING,
      unchecked: [
        {
          check: `whether the profile attribute ${condition.field} exists`,
          reason:
            'it is in no schema of the inputs; Customer AI also takes attributes of the daily profile snapshot, without a dataset (Adobe: Configure a Customer AI instance)',
          hint: 'Look for it in the union schema of XDM Individual Profile.',
          cause: 'unknown',
        },
      ],
    };
  }
  return { ...NOTHING, findings: [missingField(situation, fields, { path, condition })] };
}

function missingField(
  { learntFrom, loaded }: Situation,
  fields: readonly LiveField[],
  { path, condition }: PlacedCondition,
): Finding {
  const suggestion = suggest(
    toPlainPath(condition.field),
    [...new Set(fields.map((field) => field.path))].sort(),
  );
  const names = learntFrom.map(
    (live) => `inputs.${live.input.name}${live.presence === 'absent' ? ' (which does not exist)' : ''}`,
  );
  const isExclusion = path[2] === 'exclusions';
  const rule = isExclusion
    ? 'An exclusion of what is not there leaves nothing out.'
    : 'Customer AI offers only fields of the chosen datasets, so the condition cannot be entered (Adobe: Configure a Customer AI instance).';
  return {
    document: loaded.source,
    path: [...path, 'field'],
    severity: isExclusion ? 'warning' : 'error',
    code: 'input-field-missing',
    summary: 'A field is in no input',
    detail: `"${condition.field}" is not in the schema of ${names.join(', ')}. ${rule} Mend the path, or add the input that has the field.`,
    ...(suggestion === undefined ? {} : { suggestion }),
  };
}

/** The paths of data view components are fields of their datasets: CJA offers nothing else (facts §5.4). */
export const checkComponentFields: PreflightRule = (situation) => {
  const { spec } = situation.loaded.pipeline;
  return joinVerdicts(
    spec.dataViews.flatMap((view, index) =>
      view.components.map((component, at) =>
        checkComponent(situation, component, ['spec', 'dataViews', index, 'components', at, 'path']),
      ),
    ),
  );
};

function checkComponent(situation: Situation, component: Component, at: DocumentPath): Verdict {
  const { path, from } = component;
  const { spec } = situation.loaded.pipeline;
  const target = from === undefined ? undefined : parseSourceReference(from);
  if (path === undefined || (target?.type !== 'input' && target?.type !== 'dataset')) return NOTHING;
  const title =
    target.type === 'dataset' ? target.title : spec.inputs.find(({ name }) => name === target.name)?.dataset;
  const read = situation.inputs.get(title ?? '');
  // What is missing, ambiguous or unreadable is said of the dataset itself.
  if (title === undefined || read === undefined || 'failure' in read || read.value.length !== 1)
    return NOTHING;
  const schema = read.value[0]?.schema;
  if (schema === undefined || 'failure' in schema || schema.value === undefined) return NOTHING;
  if (findField(schema.value.fields, path) !== undefined) return NOTHING;
  const suggestion = suggest(
    toPlainPath(path),
    schema.value.fields.map((field) => field.path),
  );
  const detail = `"${path}" is not in the schema of the dataset ${JSON.stringify(title)}. A data view offers the fields of the schemas of its connection and no others (Adobe: Create a data view), so the component cannot be added. Mend the path.`;
  return {
    ...NOTHING,
    findings: [
      {
        document: situation.loaded.source,
        path: at,
        code: 'input-field-missing',
        summary: 'A field is not in its dataset',
        detail,
        ...(suggestion === undefined ? {} : { suggestion }),
      },
    ],
  };
}
