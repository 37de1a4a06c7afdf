import type { Address } from './address.ts';
import type { SourceRange } from './diagnostic.ts';
import type { Expectation } from './pipeline.ts';
import type { AttributePath, Values } from './values.ts';

/** What YAML says of one resource: defaults applied, references as tokens. */
export interface DesiredResource {
  readonly address: Address;
  readonly kind: string;
  /** What Adobe shows, or the name where the kind has no title. */
  readonly title: string;
  readonly values: Values;
  /** Addresses that must be live as desired first: those referred to, and what the kind adds. Sorted. */
  readonly dependsOn: readonly Address[];
  /** The natural key, unique in its kind within the environment: what first contact is recognised by. */
  readonly key: string;
  readonly lifecycle: { readonly allowDelete: boolean; readonly ignore: readonly AttributePath[] };
  /** `adopt: { id }`: the remote resource to bind, where the key alone does not say which. */
  readonly adoptId?: string;
  readonly owners: readonly string[];
  /** Where the resource stands in YAML, and where each of its attributes does. */
  readonly source?: SourceRange;
  readonly sources?: Readonly<Record<AttributePath, SourceRange>>;
  /** What is said of its data, where it holds scores. No part of what is planned: no hash covers it. */
  readonly scores?: DesiredScores;
}

/** How scores are read, and what must be true of each batch of them. */
export interface DesiredScores {
  /** Title and description of the pipeline. */
  readonly title: string;
  readonly description?: string;
  readonly propensityType: 'conversion' | 'churn';
  /** The namespace that all inputs share, and with them the scores. */
  readonly identityNamespace: string;
  /** Ascending bounds between the buckets of the score: those of a data view, or those of Adobe's example (facts §2.6). */
  readonly bounds: readonly number[];
  readonly expectations: readonly DesiredExpectation[];
}

/** An expectation, and where it stands in YAML. */
export interface DesiredExpectation {
  readonly expectation: Expectation;
  readonly source?: SourceRange;
}

/** Where pipelines are applied. Names of credential variables, never their values. */
export interface DesiredEnvironment {
  readonly name: string;
  readonly sandbox: string;
  readonly baseUrls: { readonly ims: string; readonly platform: string; readonly cja: string };
  readonly credentials: { readonly clientId: string; readonly clientSecret: string; readonly orgId: string };
  readonly allowDelete: readonly string[];
  readonly limits: EnvironmentLimits;
}

/** Bounds of Adobe's services, as far as they are known (facts §0.6); times in seconds. */
export interface EnvironmentLimits {
  /** CJA requests within one window for each technical account. */
  readonly requests: number;
  readonly windowSeconds: number;
  /** After this time the gateway has given up on a request. */
  readonly gatewaySeconds: number;
  /** For how long a list may still lack what was just written; Adobe states no number. */
  readonly staleReadSeconds: number;
}

/** Everything that one environment wants. */
export interface Desired {
  readonly environment: DesiredEnvironment;
  readonly resources: Readonly<Record<Address, DesiredResource>>;
  readonly moved: readonly { readonly from: Address; readonly to: Address }[];
}
