import type { SchemaError } from './schema-validator.generated.js';

/**
 * Where a value may have one of several shapes, ajv reports what is wrong with it under each of them. Keeps the errors
 * of the shape that was meant; where none was, one error that names the types.
 */
export function collapseBranches(errors: readonly SchemaError[]): readonly SchemaError[] {
  let rest = [...errors];
  // Inner choices first, so that an outer one counts what is really wrong inside.
  const choices = errors
    .filter((error) => error.keyword === 'oneOf')
    .sort((a, b) => b.schemaPath.length - a.schemaPath.length);
  for (const choice of choices) {
    const inside = rest.filter((error) => isInside(error, choice));
    const kept = chooseBranch(choice, inside);
    rest = rest.filter((error) => error !== choice && (!inside.includes(error) || kept.includes(error)));
    if (kept.length === 0) rest.push(describeTypes(choice, inside));
  }
  return rest;
}

function isInside(error: SchemaError, choice: SchemaError): boolean {
  const isBelow =
    error.instancePath === choice.instancePath || error.instancePath.startsWith(`${choice.instancePath}/`);
  return isBelow && error.schemaPath.startsWith(`${choice.schemaPath}/`);
}

/** The branch whose type fits and that has the fewest errors at the value itself, then below it. */
function chooseBranch(choice: SchemaError, inside: readonly SchemaError[]): readonly SchemaError[] {
  const branches = new Map<string, SchemaError[]>();
  for (const error of inside) {
    const branch = error.schemaPath.slice(choice.schemaPath.length + 1).split('/')[0] ?? '';
    branches.set(branch, [...(branches.get(branch) ?? []), error]);
  }
  const fitting = [...branches.values()].filter(
    (branch) =>
      !branch.some((error) => error.keyword === 'type' && error.instancePath === choice.instancePath),
  );
  const rank = (branch: readonly SchemaError[]): number =>
    branch.filter((error) => error.instancePath === choice.instancePath).length * 1000 + branch.length;
  return fitting.sort((a, b) => rank(a) - rank(b))[0] ?? [];
}

function describeTypes(choice: SchemaError, inside: readonly SchemaError[]): SchemaError {
  const types = inside
    .filter((error) => error.keyword === 'type' && error.instancePath === choice.instancePath)
    .flatMap((error) => error.params.type);
  return { ...choice, keyword: 'type', params: { type: [...new Set(types)] } };
}
