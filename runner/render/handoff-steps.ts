import {
  type AttributePath,
  type GuidedStep,
  type HandoffView,
  STEP_DELETED,
  STEP_GONE,
  STEP_RENAMED,
  STEP_UNDONE,
} from '../model/index.ts';
import { pathText, valueText } from './value-text.ts';

/** How a step is known to be done: read back, read back once scores exist, by a person's word, or known already. */
export type StepMark = 'checked' | 'checked-later' | 'confirmed' | 'done' | 'none';

export interface NumberedStep {
  readonly number: number;
  readonly step: GuidedStep;
  readonly mark: StepMark;
  /** What Adobe shows instead, where something differs. */
  readonly shown: readonly string[];
}

/** Steps on one screen of Adobe's UI, in order. */
export interface ScreenSteps {
  readonly screen: string;
  readonly steps: readonly NumberedStep[];
}

/** Something that a person's word settles, as it is read out to that person. */
export interface Confirmation {
  readonly path: AttributePath;
  readonly text: string;
}

/** The steps of a handoff by screen, numbered through. */
export function screensOf(view: HandoffView): readonly ScreenSteps[] {
  const screens: { screen: string; steps: NumberedStep[] }[] = [];
  view.steps.forEach((step, index) => {
    const numbered = { number: index + 1, step, mark: markOf(view, step), shown: shownOf(view, step) };
    const last = screens.at(-1);
    if (last?.screen === step.screen) last.steps.push(numbered);
    else screens.push({ screen: step.screen, steps: [numbered] });
  });
  return screens;
}

/** What was set otherwise than asked. Of a change it is the very reason for the handoff, and stands at its steps. */
export function stillDifferent(view: HandoffView): readonly string[] {
  if (view.purpose !== 'create' && view.purpose !== 'replace') return [];
  if (view.phase === 'rename') return [];
  return view.open
    .filter((attribute) => attribute.why === 'differs' && attribute.live !== undefined)
    .map(({ path, desired, live }) => {
      const asked = desired === undefined ? 'not asked for' : `asked ${valueText(desired)}`;
      return `${labelOf(view, path)}: ${asked}, Adobe shows ${live === undefined ? 'nothing' : valueText(live)}`;
    });
}

/** Which marks the steps carry, so that only those are explained. */
export function marksOf(view: HandoffView): ReadonlySet<StepMark> {
  return new Set(view.steps.map((step) => markOf(view, step)));
}

/** Everything open of a handoff that only a person's word settles. */
export function confirmationsOf(view: HandoffView): readonly Confirmation[] {
  return view.attestable
    .filter((path) => !isReadBack(view, path))
    .map((path) => ({ path, text: CONFIRMED_STEPS[path] ?? confirmationOf(view, path) }));
}

/** An act that an API shows, as the absence of what was deleted, needs nobody's word. */
function isReadBack(view: HandoffView, path: AttributePath): boolean {
  return (
    path.startsWith('step:') &&
    view.steps.some((step) => step.paths.includes(path) && step.readBack !== undefined)
  );
}

const CONFIRMED_STEPS: Readonly<Record<string, string>> = {
  [STEP_RENAMED]: 'the old one has its new name',
  [STEP_DELETED]: 'it is deleted',
  [STEP_UNDONE]: 'nothing of it is left, or nothing was ever begun',
  [STEP_GONE]: 'it was deleted',
};

/** Where the steps say what was to be set: their numbers, and the value where one step is all. */
function confirmationOf(view: HandoffView, path: AttributePath): string {
  const numbers = view.steps.flatMap((step, index) =>
    step.paths.some((own) => covers(own, path)) ? [index + 1] : [],
  );
  const [first] = numbers;
  if (first === undefined) return 'as YAML says';
  if (numbers.length > 1) return `as steps ${numbers.join(', ')} say`;
  const value = view.steps[first - 1]?.value;
  return value === undefined || value === '' ? `as step ${first} says` : `${value} (step ${first})`;
}

function labelOf(view: HandoffView, path: AttributePath): string {
  const at = view.steps.findIndex((step) => step.paths.some((own) => covers(own, path)));
  return at < 0 ? pathText(path) : `step ${at + 1}, “${view.steps[at]?.label ?? ''}”`;
}

function markOf(view: HandoffView, step: GuidedStep): StepMark {
  if (step.paths.length === 0 || view.purpose === 'overdue') return 'none';
  const byPerson = view.attestable.filter((path) => step.paths.some((own) => covers(own, path)));
  const open = view.open.some((attribute) => step.paths.some((own) => covers(own, attribute.path)));
  if (byPerson.length === 0 && !open && step.anew !== true) return 'done';
  if (step.readBack === undefined) return byPerson.length === 0 ? 'none' : 'confirmed';
  return byPerson.some((path) => !path.startsWith('step:')) ? 'checked-later' : 'checked';
}

function shownOf(view: HandoffView, step: GuidedStep): readonly string[] {
  return view.open
    .filter(
      (attribute) => attribute.live !== undefined && step.paths.some((own) => covers(own, attribute.path)),
    )
    .map(({ path, live }) => {
      const value = live === undefined ? '' : valueText(live);
      return step.paths.length === 1 ? value : `${pathText(path)}: ${value}`;
    });
}

/** Whether two paths speak of the same attribute, or one of a part of the other. */
function covers(a: AttributePath, b: AttributePath): boolean {
  const isPart = (whole: string, part: string): boolean =>
    part.startsWith(`${whole}.`) || part.startsWith(`${whole}[`);
  return a === b || isPart(a, b) || isPart(b, a);
}
