import type { TestEmulator } from './test-client.ts';

/** An answer of the console. */
export interface ConsoleAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** The console as a browser reaches it, without running one. */
export class ConsoleClient {
  readonly #emulator: Pick<TestEmulator, 'url'>;

  constructor(emulator: Pick<TestEmulator, 'url'>) {
    this.#emulator = emulator;
  }

  async get(path: string): Promise<ConsoleAnswer> {
    return await this.#read(await fetch(this.#emulator.url + path, { redirect: 'manual' }));
  }

  /** Sends a form as a page of the console does; `headers` replace what a browser would say. */
  async post(
    path: string,
    fields: readonly (readonly [string, string])[],
    headers: Readonly<Record<string, string>> = {
      origin: this.#emulator.url,
      'sec-fetch-site': 'same-origin',
    },
  ): Promise<ConsoleAnswer> {
    const body = new URLSearchParams(fields.map(([name, value]): [string, string] => [name, value]));
    return await this.#read(
      await fetch(this.#emulator.url + path, { method: 'POST', body, headers, redirect: 'manual' }),
    );
  }

  async #read(answer: Response): Promise<ConsoleAnswer> {
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  }
}

/** What a page says beside a control, found as a screen reader finds it: from the control to what describes it. */
export function problemBeside(page: string, label: string): string | undefined {
  const id = new RegExp(
    `<label for="([^"]+)">${label.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}</label>`,
  ).exec(page)?.[1];
  const control = new RegExp(`<(?:input|select|textarea)[^>]* id="${id}"[^>]*>`).exec(page)?.[0] ?? '';
  if (!control.includes('aria-invalid="true"')) return undefined;
  const described = /aria-describedby="([^"]+)"/.exec(control)?.[1]?.split(' ').at(-1);
  return new RegExp(`<p class="problem" id="${described}">([^<]*)</p>`).exec(page)?.[1];
}

/** The texts of the summary above a form, each a link to a control that is there. */
export function summaryOf(page: string): readonly string[] {
  const summary = /<div class="problems"[\s\S]*?<\/div>/.exec(page)?.[0] ?? '';
  const items = [...summary.matchAll(/<li>(?:<a href="#([^"]+)">)?([^<]*)/g)];
  for (const [, id] of items) {
    if (id !== undefined && !page.includes(` id="${id}"`))
      throw new Error(`the summary links to ${id}, which is not there`);
  }
  return items.map(([, , text]) => text ?? '');
}
