import {
  type Component,
  type DocumentPath,
  type LiveSchema,
  parseSourceReference,
  sourceAddress,
} from '../../model/index.ts';
import { suggest } from '../suggest.ts';
import {
  findField,
  joinVerdicts,
  NOTHING,
  type PreflightRule,
  type Situation,
  type Verdict,
} from './situation.ts';

/** The attributes and members that components name are in the schema of the score dataset (facts §2.6: names are not certain). */
export const checkScores: PreflightRule = (situation) => {
  const { spec } = situation.loaded.pipeline;
  return joinVerdicts(
    spec.dataViews.flatMap((view, index) =>
      view.components.map((component, at) =>
        checkComponent(situation, component, ['spec', 'dataViews', index, 'components', at]),
      ),
    ),
  );
};

function checkComponent(situation: Situation, component: Component, path: DocumentPath): Verdict {
  const { from, attribute } = component;
  if (from === undefined || attribute === undefined) return NOTHING;
  const target = parseSourceReference(from);
  if (target.type !== 'scores' && target.type !== 'address') return NOTHING;
  const address = sourceAddress(situation.loaded.pipeline, from);
  const scores = situation.scores.get(address);
  const check = `score attributes of ${address}`;
  if (scores === undefined) {
    const reason = 'the score dataset is not there yet: it is made by the first scoring run';
    return {
      ...NOTHING,
      unchecked: [{ check, reason, hint: 'Run the command again after it.', cause: 'later' }],
    };
  }
  if ('failure' in scores.schema) {
    const hint = 'Check that the credential may view schemas, then run the command again.';
    return { ...NOTHING, unchecked: [{ check, reason: scores.schema.failure, hint, cause: 'reading' }] };
  }
  const { prefix } = scores;
  const schema = scores.schema.value;
  if (schema === undefined || prefix === undefined) {
    const reason = 'its schema does not have exactly one object under CustomerAI, where the scores stand';
    const hint = 'Look at the schema of the score dataset in Experience Platform.';
    return { ...NOTHING, unchecked: [{ check, reason, hint, cause: 'unknown' }] };
  }
  return findMissing(situation, component, { path, schema, prefix, check });
}

interface Place {
  readonly path: DocumentPath;
  readonly schema: LiveSchema;
  readonly prefix: string;
  readonly check: string;
}

function findMissing(
  { loaded }: Situation,
  { attribute = 'score', member }: Component,
  { path, schema, prefix, check }: Place,
): Verdict {
  const isFactors = attribute === 'influentialFactors';
  const names = isFactors ? [attribute, member ?? 'code'] : [attribute];
  const missing = names.findIndex((_name, index) => {
    return findField(schema.fields, [prefix, ...names.slice(0, index + 1)].join('.')) === undefined;
  });
  if (missing < 0)
    return { ...NOTHING, passed: [{ check, found: `below ${prefix}, as the components name them` }] };
  const parent = [prefix, ...names.slice(0, missing)].join('.');
  const siblings = schema.fields
    .filter(
      (field) => field.path.startsWith(`${parent}.`) && !field.path.slice(parent.length + 1).includes('.'),
    )
    .map((field) => field.path.slice(parent.length + 1));
  const suggestion = suggest(names[missing] ?? '', siblings);
  return {
    ...NOTHING,
    findings: [
      {
        document: loaded.source,
        path: [...path, missing === 0 ? 'attribute' : 'member'],
        code: 'score-field-missing',
        summary: 'Scores lack a field that a component names',
        detail: `The score schema ${JSON.stringify(schema.title ?? schema.id)} has no "${names[missing]}" below ${parent}; it has ${siblings.length === 0 ? 'nothing there' : siblings.join(', ')}. Adobe documents the attributes by their titles and not by their names (Customer AI data requirements, outputs), so the live schema decides. Choose one that is there.`,
        ...(suggestion === undefined ? {} : { suggestion }),
      },
    ],
  };
}
