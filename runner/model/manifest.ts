import type { Address, ObjectAddress } from './address.ts';

/** What is done to a resource. Who does it is the kind's mode. */
export type Action = 'create' | 'update' | 'replace' | 'delete' | 'adopt' | 'hold' | 'no-op';

/** The actions that stand in a manifest. */
export type LineAction = Exclude<Action, 'no-op'>;

/** One reviewed change: address, action and the hashes of the canonical values before and after; nothing else. */
export interface ManifestLine {
  /** An address, or `address~fp` where a retired object is deleted. */
  readonly address: Address | ObjectAddress;
  readonly action: LineAction;
  readonly before: string;
  readonly after: string;
}

/** Hash that stands for "there is none". */
export const ABSENT = 'absent';

/** Versions that a digest covers: a manifest of other versions is refused with "plan again". */
export const MANIFEST_VERSIONS = { format: 1, normaliser: 1 } as const;

/** What is reviewed: lines sorted by address, and the digest over them. */
export interface Manifest {
  readonly versions: { readonly format: number; readonly normaliser: number };
  readonly lines: readonly ManifestLine[];
  readonly digest: string;
}

/** All but `open` are final for that line: it never authorises anything again. */
export type LineStatus = 'open' | 'done' | 'superseded' | 'refused' | 'withdrawn';

/** A line of an accepted manifest, with what became of it. */
export interface AcceptedLine extends ManifestLine {
  readonly status: LineStatus;
  readonly reason?: string;
}

/** A manifest in state: keyed by its digest and by what accepted it, so that the same digest may be accepted again. */
export interface AcceptedManifest {
  readonly id: string;
  readonly digest: string;
  readonly versions: Manifest['versions'];
  readonly acceptedBy: string;
  /** The commit, the dispatch or the saved plan that accepted it: the same digest may be accepted again, but not twice in one. */
  readonly acceptedIn?: string;
  readonly acceptedAt: string;
  /** Accepted by a destroy: what it deletes may still stand in YAML. */
  readonly isDestroy?: boolean;
  readonly lines: readonly AcceptedLine[];
}

/** Whether a line still authorises its change. */
export function isOpen(line: AcceptedLine): boolean {
  return line.status === 'open';
}
