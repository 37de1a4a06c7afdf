import { checkValue, type Place, refuse, type Value } from '../expression/index.ts';
import { ACTION_ALLOWANCES, ACTION_STEP_ALLOWANCES } from './allowances.ts';
import { at, needText, readBoolean, readEntries, readMapping } from './members.ts';
import { readSteps, type StepFile } from './read-step.ts';
import { readYaml } from './read-yaml.ts';

/** An input of an action. */
export interface ActionInput {
  readonly required: boolean;
  /** May hold expressions. */
  readonly default: string | undefined;
}

/** A composite action: the only kind that is carried out. */
export interface ActionFile {
  readonly place: Place;
  readonly inputs: ReadonlyMap<string, ActionInput>;
  /** Expressions by the names of the outputs. */
  readonly outputs: ReadonlyMap<string, string>;
  readonly steps: readonly StepFile[];
}

/** Reads the `action.yml` of a composite action; what is not known in it is refused. */
export function readAction(file: string, text: string): ActionFile {
  const place: Place = { file, path: '' };
  const keys = readMapping(readYaml(file, text), place, [
    'name',
    'description',
    'author',
    'branding',
    'inputs',
    'outputs',
    'runs',
  ]);
  needText(keys, 'name', place);
  needText(keys, 'description', place);
  const runs = readMapping(keys['runs'], at(place, 'runs'), ['using', 'steps']);
  if (runs['using'] !== 'composite')
    refuse(at(place, 'runs.using'), 'only composite actions are carried out');
  const steps = readSteps(runs['steps'], at(place, 'runs.steps'), ACTION_STEP_ALLOWANCES);
  for (const step of steps) {
    if (step.kind === 'run' && step.shell === undefined) refuse(at(step.place, 'shell'), 'it is missing');
    if (step.timeoutMinutes !== undefined)
      refuse(at(step.place, 'timeout-minutes'), 'no action may say this');
  }
  return {
    place,
    inputs: readEntries(keys['inputs'], at(place, 'inputs'), readInput),
    outputs: readEntries(keys['outputs'], at(place, 'outputs'), readOutput),
    steps,
  };
}

function readInput(value: Value, place: Place): ActionInput {
  const keys = readMapping(value, place, ['description', 'required', 'default', 'deprecationMessage']);
  const { default: given } = keys;
  checkValue(given ?? null, at(place, 'default'), ACTION_ALLOWANCES.inputDefault);
  if (typeof given === 'object' && given !== null) refuse(at(place, 'default'), 'it is no text');
  const required = readBoolean(keys, 'required', place) ?? false;
  return { required, default: given === undefined || given === null ? undefined : String(given) };
}

function readOutput(value: Value, place: Place): string {
  const keys = readMapping(value, place, ['description', 'value']);
  checkValue(keys['value'] ?? null, at(place, 'value'), ACTION_ALLOWANCES.output);
  return needText(keys, 'value', place);
}
