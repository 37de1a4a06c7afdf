import type { Allowance, Place, Scope, Setting, Value, ValueObject } from '../expression/index.ts';
import { at, STEP_ALLOWANCES, type StepAllowances, type StepFile } from '../files/index.ts';
import { githubOf, type JobRun, type Status } from './job-run.ts';
import type { StepResult } from './result.ts';

/** What makes the steps of a composite action another matter than those of a job. */
export interface ActionFacts {
  readonly allowances: StepAllowances;
  readonly inputs: ValueObject;
  /** Environment of the step that uses the action. */
  readonly env: Readonly<Record<string, string>>;
  /** `action_path` and the like. */
  readonly github: ValueObject;
}

/** The steps of a job, or of one use of a composite action: they know each other's results and share one status. */
export class Level {
  readonly job: JobRun;
  readonly action: ActionFacts | undefined;
  readonly #known = new Map<string, Value>();
  /** Steps that may set outputs of any name. */
  readonly #open = new Set<string>();
  #status: Status = 'success';

  constructor(job: JobRun, action?: ActionFacts) {
    this.job = job;
    this.action = action;
  }

  get allowances(): StepAllowances {
    return this.action?.allowances ?? STEP_ALLOWANCES;
  }

  /** The environment that every step of this level begins with. */
  get env(): Readonly<Record<string, string>> {
    return { ...this.job.env, ...this.action?.env };
  }

  get github(): ValueObject {
    return { ...githubOf(this.job), ...this.action?.github };
  }

  get status(): Status {
    return this.action === undefined ? this.job.status : this.#status;
  }

  /** Remembers how a step ended. A cancelled job stays cancelled. */
  note({ id, kind }: StepFile, { conclusion, outcome, outputs }: StepResult): void {
    if (id !== undefined) {
      this.#known.set(id, { outputs, outcome, conclusion });
      if (kind === 'run') this.#open.add(id);
    }
    if (conclusion !== 'failure' && conclusion !== 'cancelled') return;
    if (this.action !== undefined) {
      if (this.#status !== 'cancelled') this.#status = conclusion;
    } else if (this.job.status !== 'cancelled') this.job.status = conclusion;
  }

  /** What a part of a step is evaluated with. */
  setting(
    place: Place,
    name: string,
    how: { readonly allowance: Allowance; readonly env: ValueObject },
  ): Setting {
    return { place: at(place, name), allowance: how.allowance, scope: this.scope(how.env) };
  }

  scope(env: ValueObject): Scope {
    const own: readonly (readonly [string, Value])[] = [
      ['env', env],
      ['github', this.github],
      ['steps', Object.fromEntries(this.#known)],
      ['job', { status: this.job.status }],
      ...(this.action === undefined ? [] : [['inputs', this.action.inputs] as const]),
    ];
    return {
      contexts: new Map([...this.job.contexts, ...own]),
      status: (name) => this.#is(name),
      mayLack: ([context = '', name = '', part, ...rest]) => {
        if (['secrets', 'vars'].includes(context)) return part === undefined;
        if (context === 'github') return name === 'event' && part !== undefined;
        return context === 'steps' && part === 'outputs' && rest.length === 1 && this.#open.has(name);
      },
    };
  }

  #is(name: string): boolean {
    if (name === 'always') return true;
    if (name === 'cancelled') return this.job.status === 'cancelled';
    return this.status === name;
  }
}
