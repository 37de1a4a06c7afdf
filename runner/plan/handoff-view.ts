import {
  type Address,
  type AttributePath,
  boundObject,
  formatObjectAddress,
  type GuidedStep,
  type Handoff,
  type HandoffPurpose,
  kindOf,
  type ObjectAddress,
  type OpenAttribute,
  parseObjectAddress,
  type StepsRequest,
} from '../model/index.ts';
import { attestablePaths, equatableAttributes, handedOff } from './attestable.ts';
import { handoffFingerprint, retiredTitle } from './handoffs.ts';
import type { Analysis } from './situation.ts';

/** An open handoff as data: all that a rendering needs. */
export interface HandoffView {
  readonly address: Address;
  readonly object: ObjectAddress;
  readonly kind: string;
  readonly label: string;
  readonly purpose: HandoffPurpose;
  readonly phase: Handoff['phase'];
  readonly title: string;
  /** What `attest ADDRESS@…` must name. */
  readonly fingerprint: string;
  readonly openedAt: string;
  readonly note?: string;
  readonly steps: readonly GuidedStep[];
  /** Attributes that the handoff is still about: what differs, and what nobody has confirmed. */
  readonly open: readonly OpenAttribute[];
  /** What a person's word can settle now. */
  readonly attestable: readonly AttributePath[];
  /** What an API shows otherwise than asked; a person may declare it equal, with a reason. */
  readonly differing: readonly OpenAttribute[];
  readonly restoreTitle?: string;
  /** Why the run is overdue, for `overdue`. */
  readonly overdue?: { readonly since: string; readonly reason: string };
}

/** Shows one open handoff. Pure. */
export function handoffView(analysis: Analysis, handoff: Handoff): HandoffView {
  const { address, fp, purpose, phase, title, openedAt, restoreTitle } = handoff;
  const { spec, open } = handedOff(analysis, handoff);
  const asked = isAboutValues(handoff) ? open : [];
  const overdue = purpose === 'overdue' ? analysis.world.observed.byAddress[address]?.overdue : undefined;
  return {
    address,
    object: formatObjectAddress(address, fp),
    kind: spec.kind,
    label: spec.label,
    purpose,
    phase,
    title,
    fingerprint: handoffFingerprint(handoff),
    openedAt,
    ...(spec.handoffNote === undefined ? {} : { note: spec.handoffNote }),
    steps: spec.steps(stepsRequest(analysis, handoff, asked)),
    open: asked,
    attestable: attestablePaths(analysis, handoff),
    differing: equatableAttributes(analysis, handoff),
    ...(restoreTitle === undefined ? {} : { restoreTitle }),
    ...(overdue === undefined ? {} : { overdue }),
  };
}

/** A rename, a deletion, an undo and an overdue run ask for one act; the others for values. */
function isAboutValues({ purpose, phase }: Handoff): boolean {
  return phase === 'main' && purpose !== 'delete' && purpose !== 'undo' && purpose !== 'overdue';
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
    titles,
    retiredTitle: retiredTitle(resource?.title ?? handoff.title, fp),
    ...(purpose === 'replace' && phase === 'main' && old !== undefined ? { previous: old.applied } : {}),
    ...(handoff.restoreTitle === undefined ? {} : { restoreTitle: handoff.restoreTitle }),
    environment: { sandbox: desired.environment.sandbox },
    holders: holdersOf(analysis, address, fp),
  };
}

/** What a person sees in Adobe's UI of something referred to: its title and its id. */
export function nameOf(analysis: Analysis, reference: string): string {
  if (reference.startsWith('id:')) return reference.split(':').slice(2).join(':');
  const { address, fp } = parseObjectAddress(reference);
  const { state, observed, desired } = analysis.world;
  const object = fp === undefined ? undefined : boundObject(state, address, fp);
  const observation = observed.byAddress[address];
  const reading = fp === undefined ? undefined : observation?.bound[fp];
  const read = reading?.status === 'present' ? reading.object : undefined;
  const found =
    read ??
    (object === undefined && observation?.candidates.length === 1 ? observation.candidates[0] : undefined);
  const title = found?.title ?? object?.titles.at(-1) ?? desired.resources[address]?.title ?? address;
  const id = found?.ids['id'] ?? object?.ids['id'];
  return id === undefined ? title : `${title} (${id})`;
}

/** Titles of resources whose values still name something that the object made: they lose it before it is deleted. */
function holdersOf(analysis: Analysis, address: Address, fp: string): readonly string[] {
  const made = madeBy(analysis, address, fp);
  if (made.length === 0) return [];
  const holders = [...analysis.situations.values()].filter((situation) => {
    if (kindOf(situation.address) === kindOf(address) || situation.live.presence !== 'present') return false;
    const text = JSON.stringify(situation.live.values);
    return situation.spec.mode === 'guided' && made.some((object) => text.includes(object));
  });
  return holders
    .map(({ desired, subject, address: at }) => desired?.title ?? subject?.titles.at(-1) ?? at)
    .sort();
}

function madeBy(analysis: Analysis, address: Address, fp: string): readonly ObjectAddress[] {
  const { state, kinds } = analysis.world;
  const made = Object.entries(state.resources).filter(
    ([at, resource]) =>
      kinds.get(resource.kind)?.madeBy === kindOf(address) && at.split('/')[0] === address.split('/')[0],
  );
  return made.flatMap(([at, resource]) =>
    resource.objects
      .filter((object) => object.ids['maker'] === fp)
      .map((object) => formatObjectAddress(at, object.fp)),
  );
}
