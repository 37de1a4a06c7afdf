import { type Environment, isAppliedIn, type LoadedPipeline } from '../../model/index.ts';
import { findTexts } from '../find-texts.ts';
import type { Finding } from '../finding.ts';
import { suggest } from '../suggest.ts';
import { readVariables } from '../variables.ts';
import type { World } from '../world.ts';

/** Every variable that a pipeline uses is defined by every environment that applies it. */
export function checkVariables(world: World): readonly Finding[] {
  return world.pipelines.flatMap((loaded) => checkPipeline(world, loaded));
}

function checkPipeline(world: World, { pipeline, source }: LoadedPipeline): readonly Finding[] {
  const environments = world.environments
    .map(({ environment }) => environment)
    .filter((environment) => isAppliedIn(environment, pipeline.metadata.name));
  const places = findTexts(source.value, (text, part) => part === 'value' && text.includes('${'));
  return places.flatMap(({ path, text }) => {
    const { names, others } = readVariables(text);
    const place = { document: source, path };
    const undefinedOnes = [...new Set(names)].flatMap((name) =>
      environments
        .filter(({ spec }) => !Object.hasOwn(spec.variables, name))
        .map((environment) => describeUndefined(place, name, environment)),
    );
    return others.length === 0 ? undefinedOnes : [describeUnknown(place), ...undefinedOnes];
  });
}

type Place = Pick<Finding, 'document' | 'path'>;

function describeUnknown(place: Place): Finding {
  return {
    ...place,
    code: 'unknown-expression',
    summary: 'An expression is not known',
    detail:
      'Only variables of the environment can be put into a text: a dollar sign, and var.NAME in braces, where NAME is lower-case letters, digits and hyphens.',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: this is how it is written in YAML
    expected: '${var.name}',
  };
}

function describeUndefined(place: Place, name: string, { metadata, spec }: Environment): Finding {
  const suggestion = suggest(name, Object.keys(spec.variables));
  return {
    ...place,
    code: 'undefined-variable',
    summary: 'A variable is not defined',
    detail: `The environment "${metadata.name}" applies this pipeline but has no variable "${name}". Add it to spec.variables there.`,
    ...(suggestion === undefined ? {} : { suggestion }),
  };
}
