import type { HandoffView, State } from '../../runner/model/index.ts';
import type { CliResult } from './command.ts';
import { Operator, type References } from './operator.ts';

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
  readonly #titles = new Map<string, string>();
  #state: State | undefined;

  constructor(emulator: { readonly url: string; readonly controlToken: string }, run: RunCommand) {
    this.#run = run;
    this.operator = new Operator(emulator, this.#references());
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
    this.#state = undefined;
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

  #references(): References {
    const idsOf = async (address: string): Promise<Readonly<Record<string, string>>> => {
      const [plain = '', fp] = address.split('~');
      if (this.#state?.resources[plain] === undefined) this.#state = await this.#json<State>('state', 'list');
      const objects = this.#state.resources[plain]?.objects ?? [];
      const object =
        objects.find((known) => known.fp === fp) ?? objects.find(({ status }) => status === 'current');
      if (object === undefined) throw new Error(`state knows no object of ${address}`);
      return object.ids;
    };
    return {
      dataViewId: async (address) => (await idsOf(address)).id ?? '',
      prefix: async (address) => (await idsOf(address)).prefix ?? '',
      datasetId: async (address) => {
        if (!address.includes('/input-dataset/')) return (await idsOf(address)).id ?? '';
        const title = await this.#inputTitle(address.split('~')[0] ?? '');
        const datasets = await this.operator.control.get<readonly { id: string; name: string }[]>('datasets');
        return datasets.find(({ name }) => name === title)?.id ?? '';
      },
    };
  }

  async #inputTitle(address: string): Promise<string> {
    // Under faults a plan may fail.
    for (let attempt = 0; attempt < 10 && !this.#titles.has(address); attempt += 1) {
      const plan = await this.#json<{ resources?: readonly { address: string; title: string }[] }>('plan');
      for (const resource of plan.resources ?? []) this.#titles.set(resource.address, resource.title);
    }
    return this.#titles.get(address) ?? '';
  }
}
