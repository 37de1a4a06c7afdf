import { type Address, parseObjectAddress } from './address.ts';
import type { Transition } from './transition.ts';

/** The addresses that transitions are about, each once, in order. */
export function addressesOf(transitions: readonly Transition[]): readonly Address[] {
  const addresses = new Set(transitions.flatMap(addressesOfOne));
  return [...addresses].sort();
}

function addressesOfOne(transition: Transition): readonly Address[] {
  switch (transition.type) {
    case 'accept-manifest':
      return transition.manifest.lines.map(({ address }) => parseObjectAddress(address).address);
    case 'close-line':
      return [parseObjectAddress(transition.line).address];
    case 'open-handoff':
      return [transition.handoff.address];
    case 'update-handoff':
    case 'orphan-handoff':
    case 'close-handoff':
      return [parseObjectAddress(transition.object).address];
    case 'begin':
      return [transition.intent.address];
    case 'move':
      return [transition.from, transition.to];
    case 'end':
    case 'record-commit':
      return [];
    default:
      return [transition.address];
  }
}
