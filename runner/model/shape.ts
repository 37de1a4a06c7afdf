/** Where data is not as it should be, and what should stand there. */
export interface ShapeProblem {
  readonly path: string;
  readonly expected: string;
}

/**
 * What data that was read from a file must look like. `Type` is what it is once it passed; a shape that lacks a member of
 * its type, or a value of a union, does not compile.
 */
export interface Shape<Type> {
  readonly check: (value: unknown, path: string) => ShapeProblem | undefined;
  /** Never there; ties the shape to exactly one type. */
  readonly type?: (value: Type) => Type;
}

/** The shape of a member that may be left out. */
export interface OptionalShape<Type> {
  readonly optional: Shape<Type>;
}

/** A shape whose type no longer matters. */
type Check = Pick<Shape<never>, 'check'>;

type MemberShapes<Type> = {
  readonly [Key in keyof Type]-?: object extends Pick<Type, Key>
    ? OptionalShape<Exclude<Type[Key], undefined>>
    : Shape<Type[Key]>;
};

/** What calls itself for each level must not be given more. Our own files have fewer than twenty. */
const DEEPEST = 100;

/** What is wrong with data first; undefined where it has the shape. Unknown members are let through, since nothing reads them. */
export function checkShape<Type>(shape: Shape<Type>, value: unknown): ShapeProblem | undefined {
  return findTraps(value) ?? shape.check(value, '');
}

/** Depth and prototype keys harm whoever copies data, whatever reads it. Does not call itself. */
function findTraps(root: unknown): ShapeProblem | undefined {
  const open: { readonly value: unknown; readonly depth: number }[] = [{ value: root, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, depth } = next;
    if (typeof value !== 'object' || value === null) continue;
    if (depth > DEEPEST) return { path: '', expected: `at most ${DEEPEST} levels` };
    for (const [key, item] of Object.entries(value)) {
      if (key === '__proto__') return { path: '', expected: 'no member called __proto__' };
      open.push({ value: item, depth: depth + 1 });
    }
  }
  return undefined;
}

/** A shape from a test. */
export function shapeOf<Type>(expected: string, test: (value: unknown) => boolean): Shape<Type> {
  return { check: (value, path) => (test(value) ? undefined : { path, expected }) };
}

export const textShape: Shape<string> = shapeOf('a text', (value) => typeof value === 'string');

export const flagShape: Shape<boolean> = shapeOf('true or false', (value) => typeof value === 'boolean');

export const countShape: Shape<number> = shapeOf(
  'a whole number from 0',
  (value) => Number.isSafeInteger(value) && Number(value) >= 0,
);

/** A time that a clock can show. */
export const timeShape: Shape<string> = shapeOf(
  'a time such as 2026-01-31T12:00:00.000Z',
  (value) => typeof value === 'string' && !Number.isNaN(Date.parse(value)),
);

/** One of some values. */
export function oneOf<const Values extends readonly (string | number)[]>(
  ...values: Values
): Shape<Values[number]> {
  return shapeOf(values.join(' or '), (value) => (values as readonly unknown[]).includes(value));
}

/** A list whose items have a shape. */
export function listOf<Item>(item: Shape<Item>): Shape<readonly Item[]> {
  return {
    check: (value, path) => {
      if (!Array.isArray(value)) return { path, expected: 'a list' };
      for (const [index, one] of value.entries()) {
        const problem = item.check(one, `${path}[${index}]`);
        if (problem !== undefined) return problem;
      }
      return undefined;
    },
  };
}

/** An object whose keys are data. */
export function recordOf<Item>(
  item: Shape<Item>,
  key: Shape<string> = textShape,
): Shape<Readonly<Record<string, Item>>> {
  return {
    check: (value, path) => {
      if (!isObject(value)) return { path, expected: 'an object' };
      for (const [name, one] of Object.entries(value)) {
        const at = `${path}[${JSON.stringify(name)}]`;
        const problem = key.check(name, at) ?? item.check(one, at);
        if (problem !== undefined) return problem;
      }
      return undefined;
    },
  };
}

/** An object with known members. */
export function objectOf<Type extends object>(members: MemberShapes<Type>): Shape<Type> {
  const shapes = Object.entries(members as Readonly<Record<string, Check | { readonly optional: Check }>>);
  return {
    check: (value, path) => {
      if (!isObject(value)) return { path, expected: 'an object' };
      for (const [name, shape] of shapes) {
        const isThere = Object.hasOwn(value, name);
        if (!isThere && 'optional' in shape) continue;
        const at = path === '' ? name : `${path}.${name}`;
        if (!isThere) return { path: at, expected: 'something: it is missing' };
        const known = 'optional' in shape ? shape.optional : shape;
        const problem = known.check(value[name], at);
        if (problem !== undefined) return problem;
      }
      return undefined;
    },
  };
}

/** A member that may be left out. */
export function optional<Type>(shape: Shape<Type>): OptionalShape<Type> {
  return { optional: shape };
}

/** One of several objects, told apart by one member. */
export function variantsOf<Tag extends string, Type extends Readonly<Record<Tag, string>>>(
  tag: Tag,
  shapes: { readonly [Name in Type[Tag]]: Shape<Extract<Type, Readonly<Record<Tag, Name>>>> },
): Shape<Type> {
  const known = new Map(Object.entries(shapes as Readonly<Record<string, Check>>));
  return {
    check: (value, path) => {
      if (!isObject(value)) return { path, expected: 'an object' };
      const name = Object.hasOwn(value, tag) ? value[tag] : undefined;
      const shape = typeof name === 'string' ? known.get(name) : undefined;
      if (shape === undefined) return { path: `${path}.${tag}`, expected: [...known.keys()].join(' or ') };
      return shape.check(value, path);
    },
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A problem as part of a sentence: `resources["a/b/c"].title should be a text`. */
export function describeProblem({ path, expected }: ShapeProblem): string {
  const shown = path.length > 160 ? `${path.slice(0, 160)}…` : path;
  return shown === '' ? `it should have ${expected}` : `${shown} should be ${expected}`;
}
