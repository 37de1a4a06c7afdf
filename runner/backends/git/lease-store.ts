import { RunnerError } from '../../model/index.ts';
import { makeLeaseText } from './commit-text.ts';
import { formatLease, type Lease, parseLease } from './lease.ts';
import type { ObjectStore } from './object-store.ts';
import type { RemoteRefs } from './remote-refs.ts';

const LEASE_FILE = 'lease.json';

/** Leases as commits without a past. */
export class LeaseStore {
  readonly #store: ObjectStore;
  readonly #refs: RemoteRefs;
  readonly #environment: string;
  readonly #ref: string;

  constructor(options: { store: ObjectStore; refs: RemoteRefs; environment: string; ref: string }) {
    this.#store = options.store;
    this.#refs = options.refs;
    this.#environment = options.environment;
    this.#ref = options.ref;
  }

  async write(lease: Lease): Promise<string> {
    return await this.#store.writeCommit({
      files: { [LEASE_FILE]: formatLease(lease) },
      message: makeLeaseText(this.#environment, lease),
      identity: { by: lease.by, at: new Date(lease.renewedAt) },
    });
  }

  /** The lease of a commit that the remote named a moment ago; undefined where it has gone on since. */
  async read(commit: string): Promise<Lease | undefined> {
    if (!(await this.#store.has(commit))) await this.#refs.fetch(['lease']);
    if (!(await this.#store.has(commit))) return undefined;
    const lease = parseLease((await this.#store.readFile(commit, LEASE_FILE)) ?? '');
    if (lease !== undefined) return lease;
    throw new RunnerError({
      code: 'state-damaged',
      message: `${this.#ref} of the remote is no lease of this version of cai, or is damaged`,
      hint: 'Nothing was changed. See "A branch that is refused" in docs/state.md.',
    });
  }
}
