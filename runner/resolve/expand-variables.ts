/** Replaces `${var.name}` in every text of a value; a name that is not defined stays as written, since validation reports it. */
export function expandVariables<T>(value: T, variables: Readonly<Record<string, string>>): T {
  return expand(value, variables) as T;
}

function expand(value: unknown, variables: Readonly<Record<string, string>>): unknown {
  if (typeof value === 'string') return expandText(value, variables);
  if (Array.isArray(value)) return value.map((item) => expand(item, variables));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, expand(item, variables)]));
}

function expandText(text: string, variables: Readonly<Record<string, string>>): string {
  return text.replace(/\$\{var\.([a-z0-9-]{1,200})\}/g, (written, name: string) =>
    Object.hasOwn(variables, name) ? (variables[name] ?? written) : written,
  );
}
