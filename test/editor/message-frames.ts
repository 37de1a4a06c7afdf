/** A message of JSON-RPC 2.0: a request has a method and an id, a notification a method, an answer an id. */
export interface Message {
  readonly id?: number | string;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/** One message as the language server protocol sends it: a header with the number of bytes, and the JSON. */
export function frameMessage(message: Message): string {
  const body = JSON.stringify({ jsonrpc: '2.0', ...message });
  return `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

/** Cuts a stream of bytes into messages, however the bytes come. */
export class MessageReader {
  readonly #receive: (message: Message) => void;
  #bytes = Buffer.alloc(0);

  constructor(receive: (message: Message) => void) {
    this.#receive = receive;
  }

  read(bytes: Buffer): void {
    this.#bytes = Buffer.concat([this.#bytes, bytes]);
    for (let message = this.#takeMessage(); message !== undefined; message = this.#takeMessage()) {
      this.#receive(message);
    }
  }

  #takeMessage(): Message | undefined {
    const end = this.#bytes.indexOf('\r\n\r\n');
    if (end < 0) return undefined;
    const length = Number(/Content-Length: (\d+)/i.exec(this.#bytes.toString('latin1', 0, end))?.[1]);
    if (!Number.isInteger(length)) throw new Error('a message without Content-Length');
    const start = end + 4;
    if (this.#bytes.length < start + length) return undefined;
    const body = this.#bytes.toString('utf8', start, start + length);
    this.#bytes = this.#bytes.subarray(start + length);
    return JSON.parse(body) as Message;
  }
}
