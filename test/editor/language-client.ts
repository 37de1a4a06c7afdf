import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { frameMessage, type Message, MessageReader } from './message-frames.ts';

/** A place in a text, counted from 0 as the protocol does. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** A problem as an editor underlines it. */
export interface EditorDiagnostic {
  readonly range: { readonly start: Position; readonly end: Position };
  readonly message: string;
}

/** What an editor offers at a place. */
export interface EditorCompletion {
  readonly label: string;
  readonly insertText?: string;
  readonly documentation?: string;
}

const require = createRequire(import.meta.url);
const SERVER = require.resolve('yaml-language-server/bin/yaml-language-server');

/** What the editor is set to: nothing from the network, and else what the server does by itself. */
const SETTINGS: Readonly<Record<string, object>> = {
  yaml: { schemaStore: { enable: false }, kubernetesCRDStore: { enable: false } },
};

/** Who waits for something of the server. */
interface Waiting {
  readonly done: (value: unknown) => void;
  readonly failed: (error: Error) => void;
}

/** An editor without a screen: starts the real yaml-language-server on a folder, and asks it over stdin and stdout. */
export class LanguageClient {
  readonly #server: ChildProcessWithoutNullStreams;
  readonly #folder: string;
  /** By the id of a request, the method of a notification, or the address of a file whose problems are due. */
  readonly #waiting = new Map<number | string, Waiting>();
  #lastId = 0;
  #opened = 0;

  private constructor(folder: string) {
    this.#folder = folder;
    this.#server = spawn(process.execPath, [SERVER, '--stdio'], { cwd: folder });
    const reader = new MessageReader((message) => this.#receive(message));
    this.#server.stdout.on('data', (bytes: Buffer) => reader.read(bytes));
    this.#server.once('exit', (code) => {
      for (const { failed } of this.#waiting.values()) failed(new Error(`the server ended with ${code}`));
    });
  }

  /** Starts the server as an editor does that has opened the folder; it has its settings when this resolves. */
  static async start(folder: string): Promise<LanguageClient> {
    const client = new LanguageClient(folder);
    await client.#ask('initialize', {
      processId: process.pid,
      rootUri: pathToFileURL(folder).href,
      capabilities: {
        workspace: { configuration: true },
        textDocument: {
          completion: { completionItem: { snippetSupport: true } },
          hover: { contentFormat: ['markdown'] },
        },
      },
    });
    const configured = client.#wait('workspace/configuration');
    client.#tell('initialized', {});
    await configured;
    return client;
  }

  /** Opens a text as a file that stands beside the one of this path; returns the problems that the server reports. */
  async check(path: string, text: string): Promise<readonly EditorDiagnostic[]> {
    const problems = this.#wait(this.#open(path, text));
    return (await problems) as readonly EditorDiagnostic[];
  }

  /** What the server offers at a place of a text. */
  async complete(path: string, text: string, position: Position): Promise<readonly EditorCompletion[]> {
    const textDocument = { uri: this.#open(path, text) };
    const answer = await this.#ask('textDocument/completion', { textDocument, position });
    return (answer as { readonly items: readonly EditorCompletion[] }).items;
  }

  /** What the server shows, as Markdown, of what is at a place of a text; nothing where it knows nothing. */
  async hover(path: string, text: string, position: Position): Promise<string> {
    const textDocument = { uri: this.#open(path, text) };
    const answer = await this.#ask('textDocument/hover', { textDocument, position });
    return (answer as { readonly contents: { readonly value: string } } | null)?.contents.value ?? '';
  }

  /** Ends the server as an editor does. */
  async stop(): Promise<void> {
    const ended = new Promise<void>((done) => this.#server.once('exit', () => done()));
    await this.#ask('shutdown');
    this.#tell('exit');
    await ended;
  }

  /** Every text is a file of its own, so that problems that come late are not taken for those of another text. */
  #open(path: string, text: string): string {
    this.#opened += 1;
    const name = `${this.#opened}-${basename(path)}`;
    const { href: uri } = pathToFileURL(join(this.#folder, dirname(path), name));
    this.#tell('textDocument/didOpen', { textDocument: { uri, languageId: 'yaml', version: 1, text } });
    return uri;
  }

  async #ask(method: string, params?: object): Promise<unknown> {
    this.#lastId += 1;
    const answer = this.#wait(this.#lastId);
    this.#send({ id: this.#lastId, method, params });
    return await answer;
  }

  #tell(method: string, params?: object): void {
    this.#send({ method, params });
  }

  async #wait(key: number | string): Promise<unknown> {
    return await new Promise((done, failed) => this.#waiting.set(key, { done, failed }));
  }

  #send(message: Message): void {
    this.#server.stdin.write(frameMessage(message));
  }

  #receive({ id, method, params, result, error }: Message): void {
    if (method === undefined && id !== undefined) {
      if (error === undefined) this.#settle(id, result);
      else this.#waiting.get(id)?.failed(new Error(error.message));
    } else if (method === 'textDocument/publishDiagnostics') {
      const { uri, diagnostics } = params as { uri: string; diagnostics: readonly EditorDiagnostic[] };
      this.#settle(uri, diagnostics);
    } else if (method === 'workspace/configuration' && id !== undefined) {
      const { items } = params as { readonly items: readonly { readonly section: string }[] };
      this.#send({ id, result: items.map(({ section }) => SETTINGS[section] ?? {}) });
      this.#settle(method, undefined);
    } else if (id !== undefined) {
      // Leave to register what this editor never sends.
      this.#send({ id, result: null });
    }
  }

  #settle(key: number | string, value: unknown): void {
    this.#waiting.get(key)?.done(value);
    this.#waiting.delete(key);
  }
}
