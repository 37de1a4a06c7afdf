import {
  type Address,
  type BoundObject,
  boundObject,
  currentObject,
  formatObjectAddress,
  type Handoff,
  type HandoffView,
  kindOf,
  type OpenAttribute,
  parseObjectAddress,
  type StepsRequest,
} from '../model/index.ts';
import { attestablePaths, equatableAttributes, handedOff, isAboutValues } from './attestable.ts';
import { handoffFingerprint, handoffWaitsFor, isOfDestroy, retiredTitle } from './handoffs.ts';
import { madeBy, mentions } from './made-objects.ts';
import { readingOf } from './reading.ts';
import type { Analysis } from './situation.ts';

/** Shows one open handoff. Pure. */
export function handoffView(analysis: Analysis, handoff: Handoff): HandoffView {
  const { address, fp, purpose, phase, title, openedAt } = handoff;
  const { desired, observed } = analysis.world;
  const { spec, open } = handedOff(analysis, handoff);
  const asked = isAboutValues(handoff) ? open : [];
  const waitsFor = handoffWaitsFor(analysis, handoff);
  const overdue = purpose === 'overdue' ? observed.byAddress[address]?.overdue : undefined;
  return {
    address,
    object: formatObjectAddress(address, fp),
    kindLabel: spec.label,
    purpose,
    phase,
    title,
    fingerprint: handoffFingerprint(handoff),
    ...(spec.handoffNote === undefined
      ? {}
      : { note: spec.handoffNote(isAboutValues(handoff) ? 'whole' : 'single') }),
    environment: desired.environment.name,
    sandbox: desired.environment.sandbox,
    steps: spec.steps(stepsRequest(analysis, handoff, asked)),
    open: asked,
    attestable: attestablePaths(analysis, handoff),
    differing: equatableAttributes(analysis, handoff),
    owners: desired.resources[address]?.owners ?? [],
    openedAt,
    goesOnWith: isOfDestroy(analysis, handoff) ? 'destroy' : 'apply',
    ...(waitsFor === undefined ? {} : { waitsFor }),
    ...(overdue === undefined ? {} : { overdueReason: `${overdue.reason} (since ${overdue.since})` }),
  };
}

function stepsRequest(analysis: Analysis, handoff: Handoff, open: readonly OpenAttribute[]): StepsRequest {
  const { address, fp, purpose, phase } = handoff;
  const { state, desired } = analysis.world;
  const resource = state.resources[address];
  const old = resource?.objects.find((object) => object.status === 'current' && object.fp !== fp);
  const object = boundObject(state, address, fp);
  const titles = (phase === 'rename' ? old : object)?.titles ?? [];
  return {
    purpose,
    phase,
    desired: desired.resources[address],
    open,
    nameOf: (reference) => nameOf(analysis, reference),
    idsOf: (reference) => idsOf(analysis, reference),
    titles,
    retiredTitle: retiredTitle(resource?.title ?? handoff.title, fp),
    ...previousOf(handoff, { old, object }),
    ...(handoff.restoreTitle === undefined ? {} : { restoreTitle: handoff.restoreTitle }),
    environment: { sandbox: desired.environment.sandbox },
    holders: holdersOf(analysis, address, fp),
  };
}

/** What steps compare with or take away: the values of what is replaced or deleted. */
function previousOf(
  { purpose, phase }: Handoff,
  { old, object }: { readonly old: BoundObject | undefined; readonly object: BoundObject | undefined },
): Pick<StepsRequest, 'previous'> {
  if (purpose === 'replace' && phase === 'main' && old !== undefined) return { previous: old.applied };
  return purpose === 'delete' && object !== undefined ? { previous: object.applied } : {};
}

/** What else state knows of something referred to: the path prefix of a score dataset. */
function idsOf(analysis: Analysis, reference: string): Readonly<Record<string, string>> {
  const { address, fp } = parseObjectAddress(reference);
  const { state } = analysis.world;
  return (fp === undefined ? currentObject(state, address) : boundObject(state, address, fp))?.ids ?? {};
}

/** What a person sees in Adobe's UI of something referred to: its title and its id. */
export function nameOf(analysis: Analysis, reference: string): string {
  if (reference.startsWith('id:')) return reference.split(':').slice(2).join(':');
  const { address, fp } = parseObjectAddress(reference);
  const { state, observed, desired } = analysis.world;
  const object = fp === undefined ? undefined : boundObject(state, address, fp);
  const observation = observed.byAddress[address];
  const reading = object === undefined ? undefined : readingOf(analysis.world, address, object);
  const read = reading?.status === 'present' ? reading.object : undefined;
  const found =
    read ??
    (object === undefined && observation?.candidates.length === 1 ? observation.candidates[0] : undefined);
  const title =
    found?.shownAs ?? found?.title ?? object?.titles.at(-1) ?? desired.resources[address]?.title ?? address;
  const id = found?.ids['id'] ?? object?.ids['id'];
  return id === undefined ? title : `${title} (${id})`;
}

/** Titles of resources whose values still name something that the object made: they lose it before it is deleted. */
function holdersOf(analysis: Analysis, address: Address, fp: string): readonly string[] {
  const made = madeBy(analysis.world, address, fp);
  if (made.length === 0) return [];
  const holders = [...analysis.situations.values()].filter((situation) => {
    if (kindOf(situation.address) === kindOf(address) || situation.live.presence !== 'present') return false;
    return situation.spec.mode === 'guided' && mentions(situation.live.values, made);
  });
  return holders
    .map(({ desired, subject, address: at }) => desired?.title ?? subject?.titles.at(-1) ?? at)
    .sort();
}
