/** An answer of the emulator as it is kept in the corpus; `{origin}` stands for the server's own. */
export interface RecordedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Which answer belongs to a request: times and ids of requests are left out. */
export function recordingKey(method: string, target: string): string {
  return `${method} ${target.replaceAll(/(startDate|endDate|createdAfter)=[^&]*/gu, '$1')}`;
}
