import { fillValue, Refusal, refuse, toText, type ValueObject } from '../expression/index.ts';
import { at, type UsesStep } from '../files/index.ts';
import { checkOut } from './check-out.ts';
import { setUpNode } from './set-up-node.ts';
import type { Inputs, StepCall, StepEnd } from './step-call.ts';
import { uploadArtifact } from './upload-artifact.ts';
import { useComposite } from './use-composite.ts';

interface KnownAction {
  readonly commit: string;
  readonly inputs: readonly string[];
  readonly use: (step: UsesStep, inputs: Inputs, call: StepCall) => Promise<StepEnd>;
}

/** GitHub's own actions that are played here, each of the one commit that was looked at. */
const KNOWN: ReadonlyMap<string, KnownAction> = new Map<string, KnownAction>([
  [
    'actions/checkout',
    {
      commit: '3d3c42e5aac5ba805825da76410c181273ba90b1',
      inputs: ['ref', 'fetch-depth', 'path', 'persist-credentials', 'repository'],
      use: checkOut,
    },
  ],
  [
    'actions/setup-node',
    {
      commit: '820762786026740c76f36085b0efc47a31fe5020',
      inputs: ['node-version', 'cache', 'registry-url'],
      use: setUpNode,
    },
  ],
  [
    'actions/upload-artifact',
    {
      commit: 'bbbca2ddaa5d8feaa63e36b76fdaad77386f024f',
      inputs: ['name', 'path', 'retention-days', 'if-no-files-found'],
      use: uploadArtifact,
    },
  ],
]);

/** Refuses an action that is neither here, nor a local one, nor named by a commit. */
export function assertPinned({ uses, place }: UsesStep): void {
  if (uses.startsWith('./')) return;
  const [name = '', commit = ''] = uses.split('@');
  if (!/^[\w.-]+\/[\w.-]+(?:\/[\w./-]+)?$/.test(name) || !/^[0-9a-f]{40}$/.test(commit)) {
    refuse(at(place, 'uses'), 'an action is named by its commit, in 40 digits', uses);
  }
  const known = KNOWN.get(name);
  if (known !== undefined && known.commit !== commit) {
    refuse(at(place, 'uses'), `the commit of ${name} that was looked at is ${known.commit}`, uses);
  }
}

/** Carries out a step that uses an action. */
export async function useAction(step: UsesStep, call: StepCall): Promise<StepEnd> {
  assertPinned(step);
  const { level, env } = call;
  const setting = level.setting(step.place, 'with', { allowance: level.allowances.other, env });
  const filled = fillValue(step.with, setting) as ValueObject;
  const inputs = Object.fromEntries(Object.entries(filled).map(([name, value]) => [name, toText(value)]));
  const known = KNOWN.get(step.uses.split('@')[0] ?? '');
  if (known === undefined) return await useComposite(step, inputs, call);
  for (const name of Object.keys(inputs)) {
    if (!known.inputs.includes(name)) {
      throw new Refusal(
        step.place.file,
        at(step.place, `with.${name}`).path,
        'this input is not played here',
      );
    }
  }
  return await known.use(step, inputs, call);
}
