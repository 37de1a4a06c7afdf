import { FAULT_KINDS } from '../../runner/emulator/index.ts';
import type { CliResult, StartedCommand } from '../operator/command.ts';
import type { GateRequest, GateRules } from '../operator/gate.ts';
import type { Site } from '../operator/site.ts';
import type { Company } from './keep/keeper.ts';
import { orderVariables, WATCHED } from './keep/local-keeper.ts';
import { PushWatch } from './keep/push-watch.ts';
import {
  type DiskPlace,
  type FaultPlace,
  isWrite,
  type Point,
  type PushPlace,
  type RequestEvent,
  type RequestPlace,
  writeKey,
  writesOf,
} from './point.ts';
import type { Phase } from './record.ts';

/** How the disturbed apply ended. */
export interface Disturbed {
  readonly result: CliResult;
  /** The request or change of the disk that was disturbed; undefined where the command never came to it. */
  readonly met: string | undefined;
  /** How many requests later something had come to pass since the request before: where a kill leaves something new. */
  readonly later: readonly number[];
  /** What the command should have done about it and did not. */
  readonly complaints: readonly string[];
}

const APPLY = ['apply', '--yes', '--detailed-exitcode'];

/** Runs the apply of a phase with one disturbance. */
export async function disturb(site: Site, phase: Phase, { at }: Point): Promise<Disturbed> {
  if (at.on === 'disk') return await disturbDisk(site, phase, at);
  if (at.on === 'fault') return await disturbByFault(site, phase, at);
  if (at.on === 'push') return await disturbPush(site, phase, at);
  return await disturbRequest(site, phase, at);
}

/** What the gate does to a request on its way, and to the process. */
async function disturbRequest(site: Site, phase: Phase, at: RequestPlace): Promise<Disturbed> {
  const company = await phase.keeper.accompany(site);
  const command = site.startWith(company.variables, ...APPLY);
  const key = at.on === 'write' ? writesOf(phase)[at.index] : undefined;
  const meeting = new Meeting({ command, company, key, place: at });
  site.gate.rules = meeting.rules();
  const result = await command.ended;
  site.gate.rules = {};
  await company.ended();
  const complaints = at.event === 'interrupt' ? await checkInterrupted(site, phase, result) : [];
  const { met } = meeting;
  const name = met === undefined ? undefined : `${met.method} ${met.path}`;
  const isMet = at.later === undefined || meeting.isKilled;
  return { result, met: isMet ? name : undefined, later: meeting.later, complaints };
}

/** Faults whose seconds are not short: a whole number is what `Retry-After` has, and a clock may be far off. */
const SECONDS: Readonly<Record<string, number>> = { '429+seconds': 1, '429+date': 1, skew: 90 };

/** Within the short limits that the environment of the matrix has. */
const SHORT_SECONDS = 0.2;

/** Lets the emulator do one of its faults to one request. */
async function disturbByFault(
  site: Site,
  { keeper }: Phase,
  { index, event }: FaultPlace,
): Promise<Disturbed> {
  const kind = FAULT_KINDS.find(({ name }) => name === event);
  const where = kind?.isForWrites === true ? 'writes' : 'all';
  const fault = kind?.value !== undefined ? `${event}=${SECONDS[event] ?? SHORT_SECONDS}` : event;
  await site.control.put('faults', { faults: `${where}:#${index + 1}:${fault}` });
  const { variables } = await keeper.accompany(site);
  const result = await site.startWith(variables, ...APPLY).ended;
  await site.control.delete('faults');
  const struck = site.emulator.requests.find(({ faults }) => faults.length > 0);
  const met = struck === undefined ? undefined : `${struck.method} ${struck.path}`;
  return { result, met, later: [], complaints: [] };
}

/** Kills the runner at a push of the state, or lets it hear that the connection died. */
async function disturbPush(site: Site, phase: Phase, { index, event }: PushPlace): Promise<Disturbed> {
  const watch = await PushWatch.place(site.folder, { at: index, event });
  const result = await site.startWith(watch.variables, ...APPLY).ended;
  await watch.ended();
  const push = (await watch.list())[index];
  const isKilled = result.code === -1;
  const met =
    push === undefined || isKilled === (event === 'lost') ? undefined : `push ${push.refs.join(' ')}`;
  return { result, met, later: [], complaints: event === 'lost' ? checkFoundOut(result, phase) : [] };
}

/** A push that arrived is found there, and the command ends as if nothing had been. */
function checkFoundOut({ code, stdout, stderr }: CliResult, { firstCode }: Phase): readonly string[] {
  return code === firstCode ? [] : [`a lost answer of git: exit code ${code}`, `${stdout}${stderr}`];
}

async function disturbDisk(site: Site, phase: Phase, at: DiskPlace): Promise<Disturbed> {
  const variables = orderVariables({ folders: WATCHED, at: at.index, event: at.event });
  const result = await site.startWith(variables, ...APPLY).ended;
  const step = phase.disk[at.index];
  const met = step === undefined ? undefined : `${step.kind} ${step.path}`;
  const isKill = at.event !== 'fill' && at.event !== 'freeze';
  if (isKill) return { result, met: result.code === -1 ? met : undefined, later: [], complaints: [] };
  return { result, met, later: [], complaints: checkRefused(result, phase) };
}

/** A disk that takes no more is an error that says which file, why, and what to do; or it did not matter. */
function checkRefused({ code, stdout, stderr }: CliResult, phase: Phase): readonly string[] {
  if (code === phase.code || code === phase.firstCode) return [];
  const text = `${stdout}${stderr}`.replaceAll(/\s+/g, ' ');
  const complaints: string[] = [];
  if (code !== 1) complaints.push(`exit code ${code}`);
  if (!/the disk is full|the file system is read-only/.test(text)) complaints.push('does not say why');
  if (!/\.cai\/state|scores\/|exports\//.test(text)) complaints.push('does not say which file');
  if (!/run the same command again|cai apply|next apply fetches|mount this one/.test(text))
    complaints.push('does not say what to do');
  return complaints.length === 0 ? [] : [...complaints, text];
}

async function checkInterrupted(
  site: Site,
  { keeper }: Phase,
  { code, stdout, stderr }: CliResult,
): Promise<readonly string[]> {
  const complaints: string[] = [];
  if (code !== 130) complaints.push(`Ctrl-C ended with ${code}`);
  if (!/cai apply|Run the same command again to go on/.test(`${stdout}${stderr}`))
    complaints.push('Ctrl-C: does not say how to go on');
  if (await keeper.isLocked(site.folder)) complaints.push('Ctrl-C: the lock was kept');
  return complaints.length === 0 ? [] : [...complaints, `${stdout}${stderr}`];
}

const LOSING: ReadonlySet<RequestEvent> = new Set(['lost', 'lost-kill', 'twice-lost']);

interface MeetingOptions {
  readonly command: StartedCommand;
  readonly company: Company;
  /** Of the write that is met. */
  readonly key: string | undefined;
  readonly place: RequestPlace;
}

/** Waits for one request of a command and does to it what was ordered. */
class Meeting {
  met: GateRequest | undefined;
  isKilled = false;
  /** Where something had come to pass since the request before, counted from the one that was met. */
  readonly later: number[] = [];
  readonly #options: MeetingOptions;
  #writes = 0;
  #passed = '';

  constructor(options: MeetingOptions) {
    this.#options = options;
  }

  rules(): GateRules {
    const { event } = this.#options.place;
    return {
      arriving: async (request) => {
        await this.#killLater(request);
        const isIt = this.#isIt(request);
        if (isIt) this.met = request;
        await this.#note(request);
        if (!isIt) return;
        if (event === 'kill-before') await this.#kill();
        if (event === 'interrupt') this.#options.command.child.kill('SIGINT');
      },
      copies: (request) => (this.met === request && event.startsWith('twice') ? 2 : 1),
      answering: async (request) => {
        if (this.met !== request) return;
        if (event === 'kill-after') await this.#kill();
        if (LOSING.has(event)) throw new Error('lost');
      },
    };
  }

  #isIt(request: GateRequest): boolean {
    if (this.met !== undefined) return false;
    const { place, key } = this.#options;
    if (place.on === 'request') return request.index === place.index;
    return isWrite(request) && writeKey(request) === key;
  }

  async #killLater({ index }: GateRequest): Promise<void> {
    const { later } = this.#options.place;
    if (later !== undefined && this.met !== undefined && index === this.met.index + later) await this.#kill();
  }

  /** Whether anything came to pass since the request before: a write, or what is kept. */
  async #note(request: GateRequest): Promise<void> {
    const { met } = this;
    const writes = this.#writes;
    if (isWrite(request)) this.#writes += 1;
    const passed = `${writes} ${await this.#options.company.progress()}`;
    if (met !== undefined && met !== request && passed !== this.#passed)
      this.later.push(request.index - met.index);
    this.#passed = passed;
  }

  /** Nobody is left to answer. */
  async #kill(): Promise<never> {
    this.isKilled = true;
    this.#options.command.child.kill('SIGKILL');
    await this.#options.command.ended;
    throw new Error('killed');
  }
}
