import type { HandoffView } from '../../../runner/model/index.ts';
import {
  type Address,
  formatObjectAddress,
  type Handoff,
  type JsonValue,
  kindOf,
  type ObjectAddress,
  parseObjectAddress,
  type State,
} from '../../../runner/model/index.ts';
import {
  removeWhere,
  type ToyAdobe,
  type ToyConnection,
  type ToyInstance,
  type ToyView,
} from './toy-adobe.ts';

/** A handoff as a person once read it. */
export interface Reading {
  readonly handoff: Handoff;
  readonly view: HandoffView;
  readonly state: State;
}

/**
 * `right`: all that is asked, and said so. `silent`: all, and nothing said. `partial`: the first half. `wrong`: something
 * else where an API will show it.
 */
export type Manner = 'right' | 'silent' | 'partial' | 'wrong';

/** What a person did: whether anything had been begun (for an undo), and which paths are done. */
export interface Performed {
  readonly done: readonly string[];
  readonly wasBegun: boolean;
}

type Asked = readonly (readonly [path: string, value: JsonValue])[];

/** The person who does in Adobe what handoffs say. */
export class Operator {
  readonly #world: ToyAdobe;
  /** Whether a resource may be touched at all: ours, or taken over by a reviewed adoption. */
  readonly #check: (address: Address, origin: string, id: string) => void;

  constructor(world: ToyAdobe, check: (address: Address, origin: string, id: string) => void) {
    this.#world = world;
    this.#check = check;
  }

  perform(reading: Reading, manner: Manner): Performed {
    const { handoff } = reading;
    const { address, purpose, phase } = handoff;
    if (purpose === 'overdue') return { done: [], wasBegun: false };
    if (purpose === 'delete' || purpose === 'undo') return this.#remove(reading);
    if (phase === 'rename') return this.#rename(reading);
    const asked = askedNow(reading);
    const todo = manner === 'partial' ? asked.slice(0, Math.ceil(asked.length / 2)) : asked;
    const done = todo.map(([path]) => path);
    switch (kindOf(address)) {
      case 'instance':
        this.#setInstance(reading, todo, manner);
        break;
      case 'connection':
        this.#setConnection(reading, todo, manner);
        break;
      default:
        if (!this.#setInView(reading, todo, manner)) return { done: [], wasBegun: false };
    }
    return { done, wasBegun: true };
  }

  /** Whether a handoff is about an instance that should be there, and is not: nobody but a person can see that. */
  isMissing({ handoff, state }: Reading): boolean {
    const { address, fp, purpose, phase } = handoff;
    if (kindOf(address) !== 'instance') return false;
    if (purpose !== 'overdue' && purpose !== 'update' && phase !== 'rename') return false;
    const old = state.resources[address]?.objects.find((object) => object.status === 'current');
    const about = phase === 'rename' ? old?.fp : fp;
    return about !== undefined && this.instanceOf(address, formatObjectAddress(address, about)) === undefined;
  }

  #rename({ handoff, view, state }: Reading): Performed {
    const title = view.steps.find((step) => step.act === 'rename')?.value ?? '';
    const old = state.resources[handoff.address]?.objects.find((object) => object.status === 'current');
    if (old !== undefined)
      this.#retitle(handoff.address, formatObjectAddress(handoff.address, old.fp), old.ids['id'], title);
    return { done: ['step:renamed'], wasBegun: true };
  }

  #retitle(address: Address, key: ObjectAddress, id: string | undefined, title: string): void {
    const found = this.instanceOf(address, key) ?? this.#connectionOf(key, id);
    if (found === undefined || kindOf(address) !== kindOfResource(found)) return;
    this.#check(address, found.origin, found.id);
    found.title = title;
  }

  /** Deletes what a handoff names, after taking it out of what still holds it; restores a title where asked. */
  #remove({ handoff, state }: Reading): Performed {
    const { address, fp, restoreTitle } = handoff;
    const key = formatObjectAddress(address, fp);
    const object = state.resources[address]?.objects.find((known) => known.fp === fp);
    const old = state.resources[address]?.objects.find((known) => known.status === 'current');
    if (restoreTitle !== undefined && old !== undefined) {
      this.#retitle(address, formatObjectAddress(address, old.fp), old.ids['id'], restoreTitle);
    }
    this.#checkNamed(handoff, key);
    if (address.includes('/parts/') || address.includes('/access/')) this.#clearInView(state, address);
    const wasBegun = this.#delete(address, key, object?.ids['id'], handoff.purpose === 'undo');
    return { done: [], wasBegun };
  }

  #delete(address: Address, key: ObjectAddress, id: string | undefined, isUndo: boolean): boolean {
    const kind = kindOf(address);
    if (kind === 'instance') {
      const instance = this.instanceOf(address, key);
      if (instance === undefined) return false;
      this.#check(address, instance.origin, instance.id);
      const made = this.#world.datasets.filter((dataset) => dataset.instance === instance.id);
      for (const connection of this.#world.connections) {
        if (connection.origin !== 'foreign') for (const { id: set } of made) connection.members.delete(set);
      }
      this.#world.checkUnread(instance.id);
      this.#world.deleteInstance(instance.id);
      return true;
    }
    if (kind === 'connection') {
      const connection = this.#connectionOf(key, id);
      if (connection === undefined || (connection.origin === 'foreign' && connection.id !== id)) return false;
      if (isUndo && connection.origin === 'foreign') {
        this.#world.violations.push(`${connection.id} is a colleague's, and an undo deletes it`);
      }
      this.#check(address, connection.origin, connection.id);
      this.#world.checkUnused(connection.id);
      this.#world.deleteConnection(connection.id);
      return true;
    }
    return true;
  }

  /** A deletion names what it means: not another instance of ours that bears the title. */
  #checkNamed({ address, purpose, title }: Handoff, key: ObjectAddress): void {
    const meant = this.instanceOf(address, key);
    const named = this.#world.instances.find((instance) => instance.title === title);
    if (
      purpose !== 'delete' ||
      this.#world.isIndistinguishable ||
      meant === undefined ||
      named === undefined ||
      meant.title === title
    )
      return;
    if (named.origin.startsWith(`${address}~`) && !this.#world.tainted.has(meant.id)) {
      this.#world.violations.push(`${key} is to be deleted as "${title}", which is ${named.origin}`);
    }
  }

  instanceOf(address: Address, key: ObjectAddress): ToyInstance | undefined {
    if (kindOf(address) !== 'instance') return undefined;
    return this.#world.instances.find((instance) => instance.origin === key);
  }

  #connectionOf(key: ObjectAddress, id: string | undefined): ToyConnection | undefined {
    const { connections } = this.#world;
    if (id !== undefined) return connections.find((connection) => connection.id === id);
    return connections.find((connection) => connection.origin === key);
  }

  #setInstance({ handoff }: Reading, todo: Asked, manner: Manner): void {
    const key = formatObjectAddress(handoff.address, handoff.fp);
    const known = this.instanceOf(handoff.address, key);
    const instance: ToyInstance = known ?? {
      id: this.#world.newId('ci'),
      title: handoff.title,
      goal: 0,
      schedule: 'never',
      data: '',
      origin: key,
      hasRun: false,
    };
    if (known === undefined) this.#world.instances.push(instance);
    for (const [path, value] of todo) Object.assign(instance, { [path]: value });
    if (manner === 'wrong') instance.title = `${instance.title} oops`;
  }

  #setConnection({ handoff, state }: Reading, todo: Asked, manner: Manner): void {
    const { address, fp, title } = handoff;
    const key = formatObjectAddress(address, fp);
    const object = state.resources[address]?.objects.find((known) => known.fp === fp);
    const known = this.#connectionOf(key, object?.ids['id']);
    const connection: ToyConnection = known ?? {
      id: this.#world.newId('dg'),
      title,
      primaryIdType: 'ECID',
      stitching: '',
      members: new Map(),
      backfill: 'pending',
      origin: key,
    };
    if (known === undefined) this.#world.connections.push(connection);
    this.#check(address, connection.origin, connection.id);
    for (const [path, value] of todo) {
      const member = /^datasets\[(.*)\]/.exec(path)?.[1];
      if (member === undefined) Object.assign(connection, { [path]: value });
      else this.#setMember(connection, this.idOf(state, member), value);
    }
    if (manner === 'wrong') connection.title = `${connection.title} oops`;
  }

  #setMember(connection: ToyConnection, id: string | undefined, value: JsonValue): void {
    if (id === undefined) return;
    if (value === null) connection.members.delete(id);
    else connection.members.set(id, value === true);
  }

  /** The dataset that a reference stands for, as the handoff names it to a person. */
  idOf(state: State, reference: string): string | undefined {
    if (reference.startsWith('id:')) return reference.split(':')[2];
    const { address, fp } = parseObjectAddress(reference);
    if (kindOf(address) === 'input') return this.#world.inputs.find((input) => input.title === 'Web')?.id;
    return state.resources[address]?.objects.find((object) => object.fp === fp)?.ids['id'];
  }

  #setInView({ handoff, state }: Reading, todo: Asked, manner: Manner): boolean {
    const view = this.#viewOf(state, handoff.address);
    if (view === undefined) return false;
    for (const [path, value] of todo) {
      const part = /^parts\[(.*)\]/.exec(path)?.[1];
      if (path === 'profiles') view.access = String(value);
      if (part === undefined) continue;
      if (value === null) view.parts.delete(part);
      else {
        const { dataset, attribute } = value as { dataset: string; attribute: string };
        const id = this.idOf(state, dataset) ?? 'unknown';
        view.parts.set(part, {
          dataset: id,
          attribute: manner === 'wrong' ? `${attribute}-oops` : attribute,
        });
      }
    }
    return true;
  }

  #clearInView(state: State, address: Address): void {
    const view = this.#viewOf(state, address);
    if (kindOf(address) === 'parts') view?.parts.clear();
    else if (view !== undefined) view.access = '';
  }

  #viewOf(state: State, address: Address): ToyView | undefined {
    const parent = address.replace(/\/(parts|access)\//, '/view/');
    const current = state.resources[parent]?.objects.find((object) => object.status === 'current');
    return this.#world.getView(current?.ids['id']);
  }

  /** A colleague's deletion of something of ours. */
  loseInput(): void {
    removeWhere(this.#world.inputs, () => true);
  }
}

/** What a person does: all that is asked of a new object, what the handoff still shows of an existing one. */
function askedNow({ handoff, view }: Reading): Asked {
  const values = new Map<string, JsonValue>();
  for (const [path, value] of Object.entries(handoff.asked))
    if (!path.startsWith('step:')) values.set(path, value);
  for (const { path, desired } of view.open) values.set(path, desired ?? null);
  return [...values].sort(([a], [b]) => (a < b ? -1 : 1));
}

function kindOfResource(found: ToyInstance | ToyConnection): string {
  return 'goal' in found ? 'instance' : 'connection';
}
