import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { Workshop } from '../operator/workshop.ts';
import { PIPELINE } from './product.ts';
import { type RecordedAnswer, recordingKey } from './recording.ts';

/*
 * `npm run fuzz:record`: makes the corpus anew, with the built command against a real emulator. It is kept in the
 * repository, so that a seed means the same inputs tomorrow.
 */

const FOLDER = resolve('test/fuzz/corpus');
const ENVIRONMENT = 'pipelines/environments/demo.yaml';
const STATE = '.cai/state/demo';

/** Passes requests on to the emulator and keeps the last answer to each. */
class RecordingProxy {
  readonly answers = new Map<string, RecordedAnswer>();
  readonly #target: URL;
  readonly #server: Server;

  constructor(target: string) {
    this.#target = new URL(target);
    this.#server = createServer((incoming, response) => {
      this.#pass(incoming, response).catch(() => response.destroy());
    });
  }

  async open(): Promise<string> {
    await new Promise<void>((done) => this.#server.listen(0, '127.0.0.1', done));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }

  /** The host stays the one that was asked, so that links in answers lead through here again. */
  async #pass(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url: target = '/', headers } = incoming;
    const { hostname, port } = this.#target;
    const body = await readAll(incoming);
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const sent = request({ hostname, port, method, headers, path: target, agent: false }, resolve);
      sent.once('error', reject);
      sent.end(body);
    });
    const bytes = await readAll(answer);
    const own = `http://${headers.host}`;
    this.answers.set(recordingKey(method, target), recorded(answer, bytes, own));
    response.writeHead(answer.statusCode ?? 502, answer.headers).end(bytes);
  }
}

/** Score files are bytes that nothing parses on the way: only their heads are kept. */
function recorded(answer: IncomingMessage, bytes: Buffer, own: string): RecordedAnswer {
  const { 'content-type': type = '', 'content-range': range } = answer.headers;
  const text = type.includes('json') ? bytes.toString('utf8') : 'PAR1';
  return {
    status: answer.statusCode ?? 502,
    headers: { 'content-type': type, ...(range === undefined ? {} : { 'content-range': range }) },
    body: text.replaceAll(own, '{origin}').replace(/"access_token":"[^"]*"/u, '"access_token":"recorded"'),
  };
}

async function readAll(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

class Recorder {
  readonly #workshop: Workshop;
  readonly #proxy: RecordingProxy;
  #count = 0;

  constructor(workshop: Workshop, proxy: RecordingProxy) {
    this.#workshop = workshop;
    this.#proxy = proxy;
  }

  /** Saves state and plan as they are now. */
  async snap(): Promise<void> {
    this.#count += 1;
    const name = String(this.#count).padStart(2, '0');
    await this.#workshop.cli('plan', '--out', 'plan.json');
    if (this.#count % 2 === 1)
      await cp(join(this.#workshop.repository, 'plan.json'), join(FOLDER, 'plans', `${name}.json`));
    if (this.#count % 3 === 1 && this.#count > 1)
      await cp(this.#path('state.json'), join(FOLDER, 'states', `${name}.json`));
  }

  /** Runs an apply and saves the longest journal that it left while it ran, with the state before it. */
  async apply(): Promise<number> {
    const before = await readFile(this.#path('state.json'), 'utf8').catch(() => undefined);
    const started = this.#workshop.start(['apply', '--yes', '--detailed-exitcode']);
    let ended = false;
    let longest = '';
    const watching = (async () => {
      while (!ended) {
        const text = await readFile(this.#path('journal.jsonl'), 'utf8').catch(() => '');
        if (text.length > longest.length) longest = text;
        await new Promise((done) => setTimeout(done, 1));
      }
    })();
    const { code, stdout, stderr } = await started.ended;
    ended = true;
    if (code !== 0 && code !== 3) throw new Error(`apply ended with ${code}:\n${stdout}\n${stderr}`);
    await watching;
    const whole = longest.slice(0, longest.lastIndexOf('\n') + 1);
    if (whole !== '') {
      const pair = { state: before, journal: whole };
      const name = `${String(this.#count).padStart(2, '0')}.json`;
      if (before !== undefined && this.#count % 3 === 2)
        await writeFile(join(FOLDER, 'journals', name), JSON.stringify(pair, null, 1));
    }
    return code;
  }

  /** Saves every answer that planning, drift and a download get now, with the state that belongs to it. */
  async world(name: string): Promise<void> {
    this.#proxy.answers.clear();
    await this.#workshop.cli('plan');
    await this.#workshop.cli('drift', '--full');
    await rm(join(this.#workshop.repository, 'scores'), { recursive: true, force: true });
    await this.#workshop.cli('apply', '--yes');
    const state: unknown = JSON.parse(await readFile(this.#path('state.json'), 'utf8'));
    const answers = Object.fromEntries([...this.#proxy.answers].sort(([a], [b]) => (a < b ? -1 : 1)));
    await writeFile(join(FOLDER, 'worlds', `${name}.json`), JSON.stringify({ state, answers }, null, 1));
  }

  #path(file: string): string {
    return join(this.#workshop.repository, STATE, file);
  }
}

await rm(FOLDER, { recursive: true, force: true });
for (const name of ['states', 'plans', 'journals', 'worlds'])
  await mkdir(join(FOLDER, name), { recursive: true });
const workshop = await Workshop.open();
const proxy = new RecordingProxy(workshop.url);
const url = await proxy.open();
try {
  await workshop.edit(ENVIRONMENT, (text) =>
    text
      .replaceAll(workshop.url, url)
      .replace('pipelines: [account-upgrade, subscription-churn]', `pipelines: [${PIPELINE}]`),
  );
  const recorder = new Recorder(workshop, proxy);
  const settle = async (): Promise<void> => {
    for (let round = 0; round < 12; round += 1) {
      await recorder.snap();
      if ((await recorder.apply()) === 0) return;
      if (round === 3) await recorder.world('half');
      if ((await workshop.doHandoffs()).length === 0) await workshop.advance(25 * 3600);
    }
  };
  await settle();
  await workshop.edit(`pipelines/${PIPELINE}.yaml`, (text) =>
    text.replace('outcomeWindowDays: 30', 'outcomeWindowDays: 60'),
  );
  await settle();
  await recorder.snap();
  await recorder.world('done');
} finally {
  await workshop.close();
  await proxy.close();
}
