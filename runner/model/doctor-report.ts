/** How a check of `cai doctor` ended. What nobody could look at is `not-checked`, and never taken to be fine. */
export type DoctorStatus = 'ok' | 'warning' | 'problem' | 'not-checked';

/** Where a check belongs; the order of a report. */
export const DOCTOR_AREAS = {
  machine: 'This machine',
  repository: 'Repository',
  credentials: 'Credentials',
  network: 'Network',
  platform: 'Experience Platform',
  cja: 'Customer Journey Analytics',
  state: 'State',
  forge: 'GitHub',
} as const satisfies Readonly<Record<string, string>>;

export type DoctorArea = keyof typeof DOCTOR_AREAS;

/** One thing that commands need, and how it is here. Holds no secret. */
export interface DoctorCheck {
  /** Stable, kebab-case: scripts and {@link CommandReadiness} name a check by it. */
  readonly id: string;
  readonly area: DoctorArea;
  /** For people: `Node.js`. */
  readonly label: string;
  readonly status: DoctorStatus;
  /** What was found, or why nobody looked. */
  readonly found: string;
  /** What to do; absent where nothing is to be done. */
  readonly hint?: string;
  /** The right that it needs, by Adobe's or GitHub's name. */
  readonly right?: string;
  /** Code of the error behind it, as commands would end with. */
  readonly code?: string;
}

/** Whether a command has what it needs. */
export interface CommandReadiness {
  readonly command: string;
  /** Ids of needed checks that are problems. */
  readonly lacks: readonly string[];
  /** Ids of needed checks that are warnings, or that nobody could make. */
  readonly unsure: readonly string[];
}

/** What `cai doctor` found of one environment. */
export interface DoctorReport {
  readonly environment: string;
  readonly sandbox: string;
  readonly endpoint: string;
  readonly checks: readonly DoctorCheck[];
  readonly commands: readonly CommandReadiness[];
}
