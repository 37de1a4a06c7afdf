import type { Plan, State } from '../../runner/model/index.ts';
import type { CliResult } from '../operator/command.ts';
import type { Gate } from '../operator/gate.ts';
import { ForgeSite, type MergeMethod } from './forge-site.ts';
import { findNotDone, findReviewedPlan, type ReviewedPlan } from './reviewed-lines.ts';

/** A pull request of a cell. */
export interface Proposal {
  readonly branch: string;
  readonly number: number;
  readonly head: string;
}

interface Landed {
  readonly mergeCommit: string;
  readonly reviewed: ReviewedPlan;
}

/** One cell of the table: a repository and a world of its own, in which pull requests land by one method. */
export class RefusalCell {
  readonly site: ForgeSite;
  readonly gate: Gate;
  /** Commands that did not end well, with what they said. */
  readonly complaints: string[] = [];
  readonly #method: MergeMethod;
  readonly #landed: Landed[] = [];

  private constructor(site: ForgeSite, gate: Gate, method: MergeMethod) {
    this.site = site;
    this.gate = gate;
    this.#method = method;
  }

  static async open(prepared: string, gate: Gate, method: MergeMethod): Promise<RefusalCell> {
    return new RefusalCell(await ForgeSite.copy(prepared, gate), gate, method);
  }

  /** Opens a pull request and plans it. */
  async propose(branch: string, change: () => Promise<void>): Promise<Proposal> {
    const opened = await this.site.propose(branch, change);
    await this.#plan(opened.number);
    return { branch, ...opened };
  }

  /** One more commit on a pull request, which is planned again. */
  async amend({ branch, number }: Proposal, change: () => Promise<void>): Promise<Proposal> {
    const head = await this.site.amend(branch, number, change);
    await this.#plan(number);
    return { branch, number, head };
  }

  /** What a reviewer approves. */
  reviewed(proposal: Proposal): ReviewedPlan | undefined {
    return findReviewedPlan(this.site.github, proposal, 'demo');
  }

  async merge(proposal: Proposal): Promise<void> {
    const reviewed = this.reviewed(proposal);
    const mergeCommit = await this.site.merge(proposal.branch, proposal.number, this.#method);
    if (reviewed !== undefined) this.#landed.push({ mergeCommit, reviewed });
  }

  /** Merges, and runs the job of that push. */
  async land(proposal: Proposal): Promise<void> {
    await this.merge(proposal);
    await this.apply();
  }

  async apply(): Promise<void> {
    this.note(await this.site.cli(['ci', 'apply']));
  }

  /** Keeps what a command said that did not end well. */
  note({ code, stdout, stderr }: CliResult): void {
    if (code !== 0) this.complaints.push(`exit ${code}\n${stdout}${stderr}`);
  }

  /** Addresses whose reviewed change was refused, superseded, left open or never accepted, or that the plan lists now. */
  async findLost(): Promise<readonly string[]> {
    const state = await this.#json<State>('state', 'list');
    const { manifest } = await this.#json<Plan>('plan');
    const lost = this.#landed.flatMap(({ mergeCommit, reviewed }) =>
      findNotDone(state, mergeCommit, reviewed),
    );
    return [...new Set([...lost, ...manifest.lines.map(({ address }) => address)])];
  }

  /** Descriptions of data views in Adobe, by their names. */
  async descriptions(): Promise<Readonly<Record<string, string>>> {
    const views = await this.site.control.get<readonly { name: string; description?: string }[]>('dataviews');
    return Object.fromEntries(views.map(({ name, description = '' }) => [name, description]));
  }

  async #plan(number: number): Promise<void> {
    this.note(await this.site.cli(['ci', 'plan', '--pull-request', String(number)]));
  }

  async #json<T>(...args: readonly string[]): Promise<T> {
    return JSON.parse((await this.site.cli([...args, '--json'])).stdout) as T;
  }

  async close(): Promise<void> {
    this.gate.rules = {};
    await this.site.close();
  }
}
