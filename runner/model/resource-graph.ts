import type { Address } from './address.ts';
import type { Mode } from './kind.ts';

/** What one environment wants, and what must be there before what. Sorted by address; every dependency is one of the resources. */
export interface ResourceGraph {
  readonly environment: string;
  readonly resources: readonly GraphResource[];
}

/** One resource of a graph. */
export interface GraphResource {
  readonly address: Address;
  readonly pipeline: string;
  readonly kind: string;
  readonly mode: Mode;
  readonly title: string;
  readonly dependsOn: readonly Address[];
}
