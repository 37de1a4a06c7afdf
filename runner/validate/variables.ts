/** A reference to a variable of the environment. */
const REFERENCE = /\$\{var\.([a-z0-9]+(?:-[a-z0-9]+)*)\}/g;
/** Anything that looks like an expression. */
const EXPRESSION = /\$\{[^}]{0,200}\}?/g;

/** The names of the variables that a text uses, and what only looks like a use of one. */
export function readVariables(text: string): {
  readonly names: readonly string[];
  readonly others: readonly string[];
} {
  if (!text.includes('${')) return { names: [], others: [] };
  const names = [...text.matchAll(REFERENCE)].map((match) => match[1] ?? '');
  const others = [...text.matchAll(EXPRESSION)]
    .map(([all]) => all)
    .filter((all) => all.replace(REFERENCE, '') !== '');
  return { names, others };
}

/** The text with the variables that are known. */
export function expandKnown(text: string, variables: Readonly<Record<string, string>>): string {
  return text.replace(REFERENCE, (all, name: string) =>
    Object.hasOwn(variables, name) ? (variables[name] ?? all) : all,
  );
}
