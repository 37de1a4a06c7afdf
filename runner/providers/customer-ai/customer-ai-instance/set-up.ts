import { type GuidedStep, isSameJson, type JsonValue } from '../../../model/index.ts';
import { formatCondition } from './conditions.ts';
import { readMemberPath } from './member-path.ts';
import { readBackOf } from './screens.ts';
import { formatValue, type Settings } from './settings.ts';

/** Everything that the screens of one set-up need. */
export interface SetUp {
  readonly settings: Settings;
  /** The screen that all others stand below. */
  readonly base: string;
  /** Whether the screens come filled in, as a copy of another instance. */
  readonly isClone: boolean;
}

/** How one attribute is set. */
export interface SettingStep {
  readonly screen: string;
  readonly label: string;
  readonly path: string;
  readonly format?: (value: JsonValue) => string;
  /** What to know about it, where it is not simply as before. */
  readonly why?: string;
  /** What to say where nothing is declared. */
  readonly none?: string;
}

/** A step that sets one attribute. On a clone it says what is changed, and only asks to look at what is not. */
export function setStep({ settings, base, isClone }: SetUp, step: SettingStep): GuidedStep {
  const { values, previous, pathOf } = settings;
  const value = values[step.path];
  const format = step.format ?? formatValue;
  const text = value === undefined ? (step.none ?? 'empty') : format(value);
  const before = previous?.[step.path];
  const isSame = isClone && previous !== undefined && isSameJson(value, before);
  const was = before === undefined ? 'empty' : format(before);
  const change = isClone && previous !== undefined ? `Changed; it was: ${was}.` : undefined;
  const why = isSame ? UNCHANGED : [change, step.why].filter((part) => part !== undefined).join(' ');
  return {
    screen: `${base} › ${step.screen}`,
    act: isSame || value === undefined ? 'check' : 'set',
    label: step.label,
    value: text,
    ...(why === '' ? {} : { why }),
    paths: value === undefined ? [] : [pathOf(step.path)],
    ...readBackOf(step.path),
  };
}

/** What stands beside a setting that the clone has already. */
export const UNCHANGED = 'As before: the clone has it already.';

/** Adds each member of a list; on a clone only what is new is added, and what is gone removed. */
export function listMemberSteps(
  { settings, base, isClone }: SetUp,
  step: Omit<SettingStep, 'format' | 'none'> & {
    readonly add: string;
    readonly members: (values: Settings['values']) => readonly string[];
  },
): readonly GuidedStep[] {
  const wanted = step.members(settings.values);
  const before = isClone && settings.previous !== undefined ? step.members(settings.previous) : [];
  const paths = settings.values[step.path] === undefined ? [] : [settings.pathOf(step.path)];
  const screen = `${base} › ${step.screen}`;
  const removed = before
    .filter((member) => !wanted.includes(member))
    .map(
      (value): GuidedStep => ({
        screen,
        act: 'remove',
        label: step.label,
        value,
        why: 'No longer part of it.',
        paths,
      }),
    );
  const added = wanted.map(
    (value): GuidedStep =>
      before.includes(value)
        ? { screen, act: 'check', label: step.label, value, why: UNCHANGED, paths }
        : { screen, act: 'add', label: step.add, value, paths },
  );
  return [...removed, ...added];
}

/** Named conditions (custom events, custom profile attributes) as texts `name: field · operator · value`, and their paths. */
export function listNamedConditions(
  list: string,
  values: Settings['values'],
): readonly { readonly path: string; readonly text: string }[] {
  return Object.keys(values)
    .sort()
    .flatMap((path) => {
      const member = readMemberPath(list, path);
      const value = values[path];
      return member === undefined || value === undefined
        ? []
        : [{ path, text: `${member.key}: ${formatCondition(value)}` }];
    });
}
