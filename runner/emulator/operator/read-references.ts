import type { ControlClient } from './control-client.ts';
import type { References } from './operator.ts';

/** Runs a command of the runner with `--json` and reads what it prints. */
export type ReadCommand = <T>(...args: readonly string[]) => Promise<T>;

interface StateRead {
  readonly resources: Readonly<Record<string, { readonly objects: readonly KnownObject[] } | undefined>>;
}

interface KnownObject {
  readonly fp: string;
  readonly status: string;
  readonly ids: Readonly<Record<string, string>>;
}

/** Looks references up as a person would: what the runner knows by its own commands, what is in Adobe by name. */
export class CommandReferences implements References {
  readonly #control: ControlClient;
  readonly #read: ReadCommand;
  readonly #titles = new Map<string, string>();
  #state: StateRead | undefined;

  constructor(control: ControlClient, read: ReadCommand) {
    this.#control = control;
    this.#read = read;
  }

  /** What was bound since is read anew. */
  forgetState(): void {
    this.#state = undefined;
  }

  async dataViewId(address: string): Promise<string> {
    return (await this.#idsOf(address))['id'] ?? '';
  }

  async prefix(address: string): Promise<string> {
    return (await this.#idsOf(address))['prefix'] ?? '';
  }

  async datasetId(address: string): Promise<string> {
    if (!address.includes('/input-dataset/')) return (await this.#idsOf(address))['id'] ?? '';
    const title = await this.#inputTitle(address.split('~')[0] ?? '');
    const datasets = await this.#control.get<readonly { id: string; name: string }[]>('datasets');
    return datasets.find(({ name }) => name === title)?.id ?? '';
  }

  async #idsOf(address: string): Promise<Readonly<Record<string, string>>> {
    const [plain = '', fp] = address.split('~');
    if (this.#state?.resources[plain] === undefined) this.#state = await this.#read('state', 'list');
    const objects = this.#state?.resources[plain]?.objects ?? [];
    const object =
      objects.find((known) => known.fp === fp) ?? objects.find(({ status }) => status === 'current');
    if (object === undefined) throw new Error(`state knows no object of ${address}`);
    return object.ids;
  }

  async #inputTitle(address: string): Promise<string> {
    // Under faults a plan may fail.
    for (let attempt = 0; attempt < 10 && !this.#titles.has(address); attempt += 1) {
      const plan = await this.#read<{ resources?: readonly { address: string; title: string }[] }>('plan');
      for (const resource of plan.resources ?? []) this.#titles.set(resource.address, resource.title);
    }
    return this.#titles.get(address) ?? '';
  }
}
