/** What was read, or why it could not be. A failure is never taken for an absence. */
export type Reported<T> = { readonly value: T } | { readonly failure: string };

/** A field of a live schema, flat: names from the root joined by dots, the items of arrays add nothing. */
export interface LiveField {
  readonly path: string;
  /** XDM's type (`string`, `int`, `double`, `date-time`, `object`), else the JSON type; absent where the schema has none. */
  readonly type?: string;
  readonly isArray: boolean;
  /** What stands below is keyed by values: `identityMap`. */
  readonly isMap: boolean;
}

/** A schema with every field group resolved (facts §2.6). */
export interface LiveSchema {
  readonly id: string;
  readonly title?: string;
  /** Whether its class makes the rows events: they have a time. */
  readonly isTimeSeries: boolean;
  readonly fields: readonly LiveField[];
  /** Read apart from the schema: the right to one is not the right to the other. */
  readonly identities: Reported<readonly LiveIdentity[]>;
}

/** A field that a schema marks as an identity (facts §2.4). */
export interface LiveIdentity {
  readonly path: string;
  readonly namespace?: string;
}

/** From when to when a dataset has data, and how that is known. */
export interface LiveHistory {
  /** Unix milliseconds; equal where there is one moment. Absent where there is no successful batch. */
  readonly span?: { readonly from: number; readonly until: number };
  /** `loading`: times at which batches were loaded, which may be later than the times of their events. */
  readonly basis: 'data' | 'loading';
}

/** A data usage label that stands on a dataset, or on one of its fields. */
export interface LiveLabel {
  readonly label: string;
  /** Absent: on the dataset as a whole. */
  readonly path?: string;
}

/** A dataset as Catalog and the registries show it. */
export interface LiveDataset {
  readonly id: string;
  /** Catalog's `state`, which its published file lacks. */
  readonly state?: string;
  /** Name of its table in Query Service. */
  readonly table?: string;
  /** Undefined where the dataset has no schema. */
  readonly schema: Reported<LiveSchema | undefined>;
  /** Absent where nobody asked. */
  readonly history?: Reported<LiveHistory>;
  /** Absent where nobody asked. */
  readonly labels?: Reported<readonly LiveLabel[]>;
}

/** What is asked about datasets that are known by their titles. */
export interface InputQuestion {
  readonly title: string;
  /** Whether history and labels matter: Customer AI learns from it. */
  readonly isLearntFrom: boolean;
}

/** Every dataset of a title: none, one, or several. */
export type LiveInputs = ReadonlyMap<string, Reported<readonly LiveDataset[]>>;

/**
 * Reads what is live about inputs, in bulk: each dataset and schema once, one list of descriptors. Must not throw for an answer
 * that Adobe gives: what cannot be read says why.
 */
export interface InputReader {
  readInputs(questions: readonly InputQuestion[], signal?: AbortSignal): Promise<LiveInputs>;
  readSchema(id: string, signal?: AbortSignal): Promise<Reported<LiveSchema | undefined>>;
}

/** What queries over the rows of a pipeline's inputs found. */
export interface InputFigures {
  /** Persons of the eligible population that reached the goal, and that did not (facts §2.5). */
  readonly examples: Reported<{ readonly qualifying: number; readonly nonQualifying: number }>;
  /** By name of the input. */
  readonly completeness: Readonly<Record<string, Reported<InputCompleteness>>>;
}

/** How full the named columns of an input are, over the last year of its data. */
export interface InputCompleteness {
  readonly rows: number;
  /** Rows with an id in the declared namespace or field. */
  readonly identified: number;
  /** Unix milliseconds of the first and the last event; absent where there is no row. */
  readonly span?: { readonly from: number; readonly until: number };
  /** Share of rows with a value, 0 to 100, by path. */
  readonly percent: Readonly<Record<string, number>>;
}

/** A check that was not made, for one pipeline. Said, and never taken for a pass. */
export interface UncheckedInput {
  readonly pipeline: string;
  /** What was to be checked, in words: `usage labels of inputs.web`. */
  readonly check: string;
  readonly reason: string;
  /** How it can be checked otherwise. */
  readonly hint: string;
  /** `reading`: Adobe did not answer as it should. `engine`: it takes a query, and no engine is there. `later`: nothing is there yet. `unknown`: Adobe does not say. */
  readonly cause: 'reading' | 'engine' | 'later' | 'unknown';
}

/** A check that was made and found nothing to say against: `history of inputs.web`, `150 days; 90 are needed`. */
export interface PassedCheck {
  readonly pipeline: string;
  readonly check: string;
  readonly found: string;
}
