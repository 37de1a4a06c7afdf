import { isAppliedIn, type LoadedEnvironment } from '../../model/index.ts';
import { listText } from '../../render/index.ts';

/** What is said of texts that YAML would read as something else; nothing where there are none. */
export function noteExpressions(expressions: readonly string[]): readonly string[] {
  if (expressions.length === 0) return [];
  return [
    `In Adobe, ${tellExpressions(expressions)}. Rename it there, or write other text into the YAML and name the attribute under lifecycle.ignore.`,
  ];
}

/** Which attributes hold it, and what is wrong with that. */
export function tellExpressions(expressions: readonly string[], owner = ''): string {
  const verb = expressions.length === 1 ? 'holds' : 'hold';
  return `${listText(expressions)}${owner} ${verb} "\${", which YAML reads as a variable`;
}

/** What is said where no pipeline has room for what is printed. */
export function noteNewPipeline(attribute: string): string {
  return `Each pipeline has its ${attribute} already: put this into the spec of a new pipeline file, beside inputs and customerAi. What belongs to other pipelines is named with their names.`;
}

/** An id is of one organisation: what is said where other environments apply the pipeline that it is written into. */
export function noteOtherEnvironments(
  pipeline: string,
  name: string,
  environments: readonly LoadedEnvironment[],
): readonly string[] {
  const others = environments
    .map(({ environment }) => environment)
    .filter((environment) => environment.metadata.name !== name && isAppliedIn(environment, pipeline))
    .map(({ metadata }) => `"${metadata.name}"`)
    .sort();
  if (others.length === 0) return [];
  const verb = others.length === 1 ? 'applies' : 'apply';
  return [
    `The id under adopt is that of environment "${name}", and ${listText(others)} ${verb} pipeline "${pipeline}" too: take adopt out once it is adopted here, or a plan of another organisation finds no such id and stops at it.`,
  ];
}
