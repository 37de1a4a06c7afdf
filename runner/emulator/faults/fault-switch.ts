/** Rules that are switched on. */
export interface FaultSettings {
  /** As it was written; empty where no faults are on. */
  readonly faults: string;
  readonly seed: number;
}

/** What became of a rule so far. */
export interface RuleReport {
  readonly rule: string;
  /** Requests that it was asked about. */
  readonly requests: number;
  /** Requests that it struck. */
  readonly struck: number;
}

/** Switches faults on and off. */
export interface FaultSwitch {
  /** Switches on what a text says, instead of what was on before; counts begin anew. */
  set(settings: FaultSettings): void;
  clear(): void;
  /** What is on, and how often it struck. */
  report(): FaultSettings & { readonly rules: readonly RuleReport[] };
}
