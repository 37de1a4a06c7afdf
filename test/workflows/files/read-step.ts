import {
  checkCondition,
  checkValue,
  type Place,
  refuse,
  type Value,
  type ValueObject,
} from '../expression/index.ts';
import type { StepAllowances } from './allowances.ts';
import { at, readMapping, readScalars, readText } from './members.ts';

interface StepCommon {
  readonly place: Place;
  readonly id: string | undefined;
  readonly name: string | undefined;
  readonly if: string | boolean | undefined;
  readonly env: ValueObject;
  readonly continueOnError: Value | undefined;
  readonly timeoutMinutes: Value | undefined;
}

export interface RunStep extends StepCommon {
  readonly kind: 'run';
  readonly run: string;
  readonly shell: string | undefined;
  readonly workingDirectory: string | undefined;
}

export interface UsesStep extends StepCommon {
  readonly kind: 'uses';
  readonly uses: string;
  readonly with: ValueObject;
}

/** A step of a job or of a composite action. */
export type StepFile = RunStep | UsesStep;

const COMMON = ['id', 'name', 'if', 'env', 'continue-on-error', 'timeout-minutes'];
const ID = /^[A-Za-z_][\w-]*$/;

/** Reads a step; every expression in it is checked against what may stand there. */
export function readStep(value: Value, place: Place, allowances: StepAllowances): StepFile {
  const keys = readMapping(value, place, [...COMMON, 'run', 'shell', 'working-directory', 'uses', 'with']);
  const { run, uses } = keys;
  if ((run === undefined) === (uses === undefined)) refuse(place, 'a step has either run or uses');
  const forbidden = run === undefined ? ['shell', 'working-directory'] : ['with'];
  for (const name of forbidden) {
    if (keys[name] !== undefined) refuse(at(place, name), 'it does not belong to this kind of step');
  }
  const common = readCommon(keys, place, allowances);
  if (uses !== undefined) {
    const uses = readText(keys, 'uses', place) ?? '';
    if (uses.includes('${{')) refuse(at(place, 'uses'), 'no expression may stand here');
    const inputs = readScalars(keys['with'], at(place, 'with'));
    checkValue(inputs, at(place, 'with'), allowances.other);
    return { ...common, kind: 'uses', uses, with: inputs };
  }
  const step: RunStep = {
    ...common,
    kind: 'run',
    run: readText(keys, 'run', place) ?? '',
    shell: readText(keys, 'shell', place),
    workingDirectory: readText(keys, 'working-directory', place),
  };
  checkValue(step.run, at(place, 'run'), allowances.other);
  checkValue(step.workingDirectory ?? null, at(place, 'working-directory'), allowances.other);
  return step;
}

function readCommon(keys: ValueObject, place: Place, allowances: StepAllowances): StepCommon {
  const common: StepCommon = {
    place,
    id: readText(keys, 'id', place),
    name: readText(keys, 'name', place),
    if: readCondition(keys['if'], at(place, 'if')),
    env: readScalars(keys['env'], at(place, 'env')),
    continueOnError: keys['continue-on-error'],
    timeoutMinutes: keys['timeout-minutes'],
  };
  if (common.id !== undefined && !ID.test(common.id)) refuse(at(place, 'id'), 'it cannot name a step');
  checkCondition(common.if, at(place, 'if'), allowances.if);
  for (const name of ['name', 'env', 'continue-on-error', 'timeout-minutes']) {
    checkValue(keys[name] ?? null, at(place, name), allowances.other);
  }
  return common;
}

/** An `if` is a text or a truth value. */
export function readCondition(value: Value | undefined, place: Place): string | boolean | undefined {
  if (value === undefined || typeof value === 'string' || typeof value === 'boolean') return value;
  return refuse(place, 'it is no condition');
}

/** The steps of a list, of which no two have the same id. */
export function readSteps(
  value: Value | undefined,
  place: Place,
  allowances: StepAllowances,
): readonly StepFile[] {
  if (!Array.isArray(value) || value.length === 0) refuse(place, 'there are no steps');
  const steps = value.map((item: Value, index) => readStep(item, at(place, index), allowances));
  const ids = steps.flatMap(({ id }) => (id === undefined ? [] : [id.toLowerCase()]));
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) refuse(place, `two steps have the id ${twice}`);
  return steps;
}
