import type { GuidedStep } from '../../../model/index.ts';
import { formatIdentity } from './format-attribute.ts';
import { computeRequiredHistory } from './history-rule.ts';
import { readMemberPath } from './member-path.ts';
import { type SetUp, UNCHANGED } from './set-up.ts';
import type { Settings } from './settings.ts';

interface Input {
  readonly name: string;
  readonly namespace: string;
  readonly field: string;
}

/** The screen "Select data": datasets, and whose events they hold (facts §2.4). */
export function listDataSteps(setUp: SetUp): readonly GuidedStep[] {
  const { settings, base } = setUp;
  const screen = `${base} › Select data`;
  const wanted = listInputs(settings.values);
  const before = setUp.isClone && settings.previous !== undefined ? listInputs(settings.previous) : [];
  const removed = before
    .filter((old) => !wanted.some((input) => input.name === old.name))
    .map(
      (old): GuidedStep => ({
        screen,
        act: 'remove',
        label: 'Datasets',
        value: old.name,
        why: 'No longer an input.',
        paths: [],
      }),
    );
  const rule = computeRequiredHistory(settings.values);
  return [
    ...removed,
    ...wanted.flatMap((input, index): readonly GuidedStep[] => {
      const old = before.find(({ name }) => name === input.name);
      return [
        addDataset(screen, input, {
          isKept: old !== undefined,
          why: index === 0 ? explainHistory(rule) : undefined,
        }),
        chooseIdentity(setUp, input, old),
      ];
    }),
  ];
}

function addDataset(
  screen: string,
  input: Input,
  { isKept, why }: { readonly isKept: boolean; readonly why: string | undefined },
): GuidedStep {
  const reasons = [isKept ? UNCHANGED : undefined, why].filter((reason) => reason !== undefined);
  return {
    screen,
    act: isKept ? 'check' : 'add',
    label: 'Datasets',
    value: input.name,
    ...(reasons.length === 0 ? {} : { why: reasons.join(' ') }),
    paths: [],
  };
}

function explainHistory({ days, formula }: { readonly days: number; readonly formula: string }): string {
  return `The datasets need ${days} days of events (${formula}), and at least 500 people who meet the goal and 500 who do not. With less, the run fails (error 407). A dataset that the list does not offer is not compatible: see its class and its identity.`;
}

function chooseIdentity({ base, settings }: SetUp, input: Input, old: Input | undefined): GuidedStep {
  const member = `inputs[${input.name}]`;
  const isSame = old?.namespace === input.namespace && old.field === input.field;
  return {
    screen: `${base} › Select data`,
    act: isSame ? 'check' : 'set',
    label: 'Identity',
    value: formatIdentity(input),
    why: isSame
      ? UNCHANGED
      : `For ${input.name}. All datasets must use the same namespace, here ${input.namespace}.${formatChange(old)}`,
    paths: [settings.pathOf(`${member}.namespace`), settings.pathOf(`${member}.field`)],
  };
}

function formatChange(old: Input | undefined): string {
  return old === undefined ? '' : ` Changed; it was: ${formatIdentity(old)}.`;
}

function listInputs(values: Settings['values']): readonly Input[] {
  const inputs = new Map<string, { namespace: string; field: string }>();
  for (const [path, value] of Object.entries(values)) {
    const member = readMemberPath('inputs', path);
    if (member === undefined) continue;
    const known = inputs.get(member.key) ?? { namespace: '', field: '' };
    inputs.set(member.key, { ...known, [member.attribute]: String(value) });
  }
  return [...inputs].map(([name, identity]) => ({ name, ...identity }));
}
