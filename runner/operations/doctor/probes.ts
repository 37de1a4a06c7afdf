import type { Backend, Diagnostic, Environment, RunnerError } from '../../model/index.ts';

/** The services of Adobe that are asked. */
export type AdobeApi = 'ims' | 'platform' | 'cja';

/** Values of credential variables, as far as they are set. They are judged, and stand in no report. */
export interface GivenCredentials {
  readonly clientId: string | undefined;
  readonly clientSecret: string | undefined;
  readonly orgId: string | undefined;
  /** The published ones of the emulator, since none is set. */
  readonly isDemo: boolean;
}

/** The machine and the installed package. */
export interface MachineProbes {
  readonly nodeVersion: string;
  /** `engines.node` of the package: `>=20.19`. */
  readonly neededNode: string;
  readonly runnerVersion: string;
  /** Loads DuckDB; throws where it cannot. */
  loadDuckDb(): Promise<void>;
  /** Files of `schemas/` in the repository that are missing or not those of this version; undefined where it has none. */
  findOldSchemas(): Promise<readonly string[] | undefined>;
}

/** How requests leave the machine. */
export interface NetworkProbes {
  /** `NODE_TLS_REJECT_UNAUTHORIZED=0`. */
  readonly isTlsUnchecked: boolean;
  readonly proxies: readonly ProxyFact[];
  readonly noProxy: string | undefined;
}

/** One proxy variable, without user and password. */
export interface ProxyFact {
  /** `HTTPS_PROXY`. */
  readonly variable: string;
  /** Host and port; undefined where the variable is no URL. */
  readonly host: string | undefined;
}

/** A sandbox that the account may see (facts §0.2, sandbox management). */
export interface SeenSandbox {
  readonly name: string;
  readonly title?: string;
  readonly state?: string;
}

/** What is asked of Adobe. Reads only; each throws a `RunnerError` where it fails, and answers with what it saw. */
export interface AdobeProbes {
  /** Any answer at all, without a token. */
  reach(api: Exclude<AdobeApi, 'ims'>): Promise<void>;
  /** Gets a token; the scopes that it tells, where it does. */
  getToken(): Promise<{ readonly asked: readonly string[]; readonly granted?: readonly string[] }>;
  listSandboxes(): Promise<readonly SeenSandbox[]>;
  getTenant(): Promise<{ readonly tenantId: string; readonly organizationId?: string }>;
  /** Fields that schemas mark as identities. */
  countIdentities(): Promise<number>;
  hasDataSet(): Promise<boolean>;
  /** Files of the newest batch of the first score dataset; undefined where there is no batch yet. */
  countScoreFiles(): Promise<number | undefined>;
  /** Where Query Service is reached, without what it answers of credentials. */
  findQueryService(): Promise<string>;
  countConnections(): Promise<number>;
  hasDataView(): Promise<boolean>;
  hasAnnotation(): Promise<boolean>;
  hasAuditRecord(): Promise<boolean>;
  /** A service's own time, by its answers; undefined where it gave none. */
  getServerTime(api: AdobeApi): Date | undefined;
}

/** The forge, as far as this repository uses one. */
export interface ForgeProbes {
  /** What says that GitHub is used here; undefined where nothing does. */
  readonly usedBy: string | undefined;
  readonly hasToken: boolean;
  /** A workflow runs this: it needs a token now. */
  readonly isInWorkflow: boolean;
  /** Login and repository of the token, both read. */
  read(): Promise<{ readonly login: string; readonly repository: string }>;
}

/** Everything that `cai doctor` looks at. Constructed by `cli/`; nothing of it writes. */
export interface DoctorProbes {
  readonly environment: Environment;
  /** Of all YAML. */
  readonly diagnostics: readonly Diagnostic[];
  /** Kinds that the environment's pipelines declare. */
  readonly kinds: ReadonlySet<string>;
  readonly machine: MachineProbes;
  readonly network: NetworkProbes;
  readonly credentials: GivenCredentials;
  /** Undefined where nothing may be sent; the error where the environment's base URLs are wrong. */
  readonly adobe: AdobeProbes | RunnerError | undefined;
  readonly backend: Backend;
  /** Where the state is, for people. */
  readonly statePlace: string;
  /** Whether the folder of a score source can be read; undefined where the source is Data Access. */
  readonly readScoreFolder: (() => Promise<string>) | undefined;
  readonly forge: ForgeProbes;
  readonly now: () => Date;
}
