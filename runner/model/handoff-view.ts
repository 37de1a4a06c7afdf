import type { Address, ObjectAddress } from './address.ts';
import type { GuidedStep, HandoffPurpose } from './handoff.ts';
import type { OpenAttribute } from './kind.ts';
import type { AttributePath } from './values.ts';

/**
 * An open handoff with everything that a person needs to do it and to answer it. The only input of its renderings:
 * they look nothing up.
 */
export interface HandoffView {
  readonly object: ObjectAddress;
  readonly address: Address;
  /** How a person calls the kind: `Customer AI instance`. */
  readonly kindLabel: string;
  readonly purpose: HandoffPurpose;
  /** Only for `replace`: first the old object is renamed, then the new one is made. */
  readonly phase: 'rename' | 'main';
  readonly title: string;
  /** What `attest ADDRESS@…` must name. */
  readonly fingerprint: string;
  /** What to expect before the first step: where, how long, which right it needs. */
  readonly note?: string;
  readonly environment: string;
  readonly sandbox: string;
  readonly steps: readonly GuidedStep[];
  /** Attributes that still differ, that nobody knows, or that are not visible yet. */
  readonly open: readonly OpenAttribute[];
  /** Attributes and `step:…` paths that a person's word settles; what an API shows is compared instead. */
  readonly attestable: readonly AttributePath[];
  /** What an API shows otherwise than asked, once begun; a person may declare it equal, with a reason. */
  readonly differing?: readonly OpenAttribute[];
  /** Why it must not be begun yet: an earlier handoff that comes first. */
  readonly waitsFor?: string;
  readonly owners: readonly string[];
  readonly openedAt: string;
  /** What goes on once it is done. While YAML still names what is destroyed, an apply would make it again. */
  readonly goesOnWith: 'apply' | 'destroy';
  /** For `overdue`: what is late, and since when. */
  readonly overdueReason?: string;
}
