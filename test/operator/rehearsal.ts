import type { HandoffView, State } from '../../runner/model/index.ts';
import type { CliResult } from './command.ts';
import type { Workshop } from './workshop.ts';

/** How often a command is tried that ends with an error, as a patient person would. */
const TRIES = 12;

/** How a rehearsal went. */
export interface RehearsalReport {
  readonly requests: number;
  readonly struck: number;
}

/** A person who brings an environment to its end while requests fail: does what commands say, and runs them again. */
export class Rehearsal {
  readonly #workshop: Workshop;
  readonly #performed = new Set<string>();

  constructor(workshop: Workshop) {
    this.#workshop = workshop;
  }

  /** Applies and does handoffs, with time passing, until nothing is open; then ends the faults. */
  async run(rounds = 20): Promise<RehearsalReport> {
    for (let round = 0; round < rounds; round += 1) {
      const { code, stdout, stderr } = await this.#again('apply', '--yes', '--detailed-exitcode');
      if (code === 0) return await this.#end();
      if (code !== 3) throw new Error(`apply ended with ${code}:\n${stdout}\n${stderr}`);
      const done = await this.#doHandoffs();
      if (done === 0) await this.#workshop.advance(25 * 3600);
    }
    throw new Error(`not done after ${rounds} rounds:\n${(await this.#workshop.cli('plan')).stdout}`);
  }

  async #end(): Promise<RehearsalReport> {
    const { control } = this.#workshop.operator;
    const { rules } = await control.get<{ rules: readonly { requests: number; struck: number }[] }>('faults');
    await control.delete('faults');
    const sum = (read: (rule: { requests: number; struck: number }) => number): number =>
      rules.reduce((total, rule) => total + read(rule), 0);
    return {
      requests: sum(({ requests }) => requests),
      struck: sum(({ struck }) => struck),
    };
  }

  async #again(...args: readonly string[]): Promise<CliResult> {
    for (let attempt = 1; ; attempt += 1) {
      const result = await this.#workshop.cli(...args);
      if (result.code !== 1 || attempt === TRIES) return result;
    }
  }

  /** Each handoff is done once; what it still asks is attested. Returns how many there were to do. */
  async #doHandoffs(): Promise<number> {
    const { handoffs: open } = await this.#workshop.json<State>('state', 'list');
    if (Object.keys(open).length === 0) return 0;
    const shown = await this.#again('handoffs', 'show', '--json');
    const { handoffs } = JSON.parse(shown.stdout) as { handoffs: readonly HandoffView[] };
    let done = 0;
    for (const view of handoffs) {
      const key = `${view.address} ${view.purpose} ${view.phase}`;
      const isNew = !this.#performed.has(key);
      this.#performed.add(key);
      if (isNew) await this.#workshop.operator.perform(view);
      if (isNew || view.attestable.length > 0) done += 1;
      if (view.attestable.length === 0) continue;
      const attested = await this.#again('handoffs', 'attest', `${view.address}@${view.fingerprint}`);
      if (attested.code !== 0)
        throw new Error(`attest ${view.address}: ${attested.stdout}${attested.stderr}`);
    }
    return done;
  }
}
