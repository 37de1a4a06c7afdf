import { CommandReferences, ControlClient, Operator } from '../../runner/emulator/index.ts';
import type { HandoffView, State } from '../../runner/model/index.ts';
import type { CliResult } from './command.ts';

/** Runs the built command where the repository is. */
export type RunCommand = (...args: readonly string[]) => Promise<CliResult>;

/** What a command prints with `--json`. */
export async function readJson<T>(run: RunCommand, args: readonly string[]): Promise<T> {
  const { stdout, stderr, code } = await run(...args, '--json');
  try {
    return JSON.parse(stdout) as T;
  } catch {
    throw new Error(`cai ${args.join(' ')} (exit ${code}) printed no JSON:\n${stdout}\n${stderr}`);
  }
}

/** A person who looks what is open, does it in Adobe, and attests what no API shows: through the command and the control API alone. */
export class HandoffRound {
  readonly operator: Operator;
  readonly #run: RunCommand;
  readonly #references: CommandReferences;

  constructor(emulator: { readonly url: string; readonly controlToken: string }, run: RunCommand) {
    this.#run = run;
    const control = new ControlClient(emulator);
    this.#references = new CommandReferences(
      control,
      async <T>(...args: readonly string[]) => await this.#json<T>(...args),
    );
    this.operator = new Operator(control, this.#references);
  }

  /** Addresses with an open handoff, by the state alone. */
  async list(): Promise<readonly string[]> {
    const { handoffs } = await this.#json<State>('state', 'list');
    return Object.values(handoffs)
      .map(({ address }) => address)
      .sort();
  }

  /** Does every open handoff and attests what no API shows. Returns the addresses, in order. */
  async doAll(): Promise<readonly string[]> {
    if ((await this.list()).length === 0) return [];
    const { handoffs } = await this.#json<{ handoffs: readonly HandoffView[] }>('handoffs', 'show');
    this.#references.forgetState();
    for (const view of handoffs) {
      await this.operator.perform(view);
      if (view.attestable.length === 0) continue;
      const attested = await this.#run('handoffs', 'attest', `${view.address}@${view.fingerprint}`);
      if (attested.code !== 0)
        throw new Error(`attest ${view.address}: ${attested.stdout}${attested.stderr}`);
    }
    return handoffs.map(({ address }) => address);
  }

  async #json<T>(...args: readonly string[]): Promise<T> {
    return await readJson<T>(this.#run, args);
  }
}
