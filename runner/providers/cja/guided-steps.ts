import {
  type AttributePath,
  type AttributeSpec,
  type GuidedStep,
  type JsonValue,
  mapTokens,
  type OpenAttribute,
  pathPattern,
  type StepsRequest,
  type Values,
} from '../../model/index.ts';

/** What a handoff asks for: every desired value under the path by which the handoff knows it, and what is still open. */
export interface Asked {
  readonly values: Values;
  readonly open: ReadonlyMap<AttributePath, OpenAttribute>;
  /** Whether only what is open is to be done: the thing itself is there. */
  readonly isChange: boolean;
}

const OBJECT = /(?<![a-z0-9-])([a-z0-9-]+\/[a-z-]+\/[a-z0-9-]+)(~[^\]"]+)/g;

/** Reads a request: references carry the fingerprint that the open attributes name. */
export function readAsked({ desired, open, purpose }: StepsRequest): Asked {
  const known = new Map<string, string>();
  for (const { path, desired: value = null } of open) {
    for (const [whole, address = ''] of `${path} ${JSON.stringify(value)}`.matchAll(OBJECT)) {
      if (!known.has(address)) known.set(address, whole);
    }
  }
  const named = mapTokens(desired?.values ?? {}, {
    ref: (address) => known.get(address) ?? address,
    id: (space, id) => `id:${space}:${id}`,
  });
  const rest = open.flatMap(({ path, desired: value }) =>
    value === undefined || path in named ? [] : [[path, value] as const],
  );
  return {
    values: { ...named, ...Object.fromEntries(rest) },
    open: new Map(open.map((attribute) => [attribute.path, attribute])),
    isChange: purpose === 'update' || purpose === 'adopt',
  };
}

/** Whether a step for an attribute is wanted: always of something new, else where it is open. */
export function isWanted(asked: Asked, path: AttributePath): boolean {
  return asked.isChange ? asked.open.has(path) : path in asked.values;
}

/** The row of an attribute table that a path belongs to, the most particular one. */
export function rowOf(attributes: readonly AttributeSpec[], path: AttributePath): AttributeSpec | undefined {
  const pattern = pathPattern(path);
  return attributes
    .filter((row) => pattern === row.path || pattern.startsWith(`${row.path}.`))
    .sort((a, b) => b.path.length - a.path.length)[0];
}

/** A step that settles one attribute, with label and read-back of its row in the table. */
export function settingStep(
  attributes: readonly AttributeSpec[],
  path: AttributePath,
  step: Omit<GuidedStep, 'label' | 'act' | 'paths' | 'readBack'> &
    Partial<Pick<GuidedStep, 'label' | 'act' | 'paths'>>,
): GuidedStep {
  const row = rowOf(attributes, path);
  const isVisible = row !== undefined && row.visibility !== 'hidden' && row.readBack !== undefined;
  return {
    act: 'set',
    label: row?.label ?? path,
    paths: [path],
    ...step,
    ...(isVisible ? { readBack: row.readBack } : {}),
  };
}

/** A value as a person types or chooses it. */
export function toTyped(value: JsonValue | undefined): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (Array.isArray(value)) return value.map((item: JsonValue) => toTyped(item)).join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Steps for whatever is open and no other step speaks of, so that nothing asked is ever without a step. */
export function listForgotten(
  attributes: readonly AttributeSpec[],
  asked: Asked,
  steps: readonly GuidedStep[],
  screen: string,
): readonly GuidedStep[] {
  const covered = steps.flatMap(({ paths }) => paths);
  const isCovered = (path: string): boolean =>
    covered.some((own) => path === own || path.startsWith(`${own}.`) || own.startsWith(`${path}.`));
  return [...asked.open.values()]
    .filter(({ path }) => !isCovered(path))
    .map(({ path, desired, live }) =>
      desired === undefined
        ? settingStep(attributes, path, { screen, act: 'remove', value: toTyped(live) })
        : settingStep(attributes, path, { screen, value: toTyped(desired) }),
    );
}

/** A reason is read once: where it comes again word for word, it is left out. Consequences stay with each step. */
export function withoutRepeats(steps: readonly GuidedStep[]): readonly GuidedStep[] {
  const seen = new Set<string>();
  return steps.map((step) => {
    const { why, ...rest } = step;
    if (why === undefined || !seen.has(why)) {
      seen.add(why ?? '');
      return step;
    }
    return rest;
  });
}
