import type { Context, Reply } from '../context.ts';
import { ApiError, type ApiName, renderError, renderGatewayError } from '../http/api-error.ts';
import type { Ending, Fault } from './fault-kinds.ts';

/** The pages that Adobe's gateway answers with when a service behind it does not. */
const GATEWAY_PAGES: Readonly<Record<number, string>> = { 502: 'Bad Gateway', 504: 'Gateway Time-out' };

/** The faults of one request, taken together. */
export interface Strikes {
  readonly names: readonly string[];
  readonly ending: Ending | undefined;
  /** Seconds of silence, or until `Retry-After`: what the ending's value means. */
  readonly endingSeconds: number;
  readonly times: 0 | 1 | 2;
  readonly slowMs: number;
  readonly skewMs: number;
  readonly staleSeconds: number;
}

/** Puts the faults of a request together; of several endings the first counts. */
export function combineFaults(faults: readonly Fault[]): Strikes {
  const ending = faults.find(({ kind }) => kind.ending !== undefined);
  const secondsOf = (name: string): number =>
    Math.max(0, ...faults.filter(({ kind }) => kind.name === name).map(({ seconds }) => seconds));
  const isTwice = faults.some(({ kind }) => kind.name === 'twice');
  return {
    names: faults.map(({ kind }) => kind.name),
    ending: ending?.kind.ending,
    endingSeconds: ending?.seconds ?? 0,
    times: ending?.kind.hasEffect === false ? 0 : isTwice ? 2 : 1,
    slowMs: secondsOf('slow') * 1000,
    skewMs: (faults.find(({ kind }) => kind.name === 'skew')?.seconds ?? 0) * 1000,
    staleSeconds: secondsOf('stale'),
  };
}

/** How a request is carried out. */
interface Carrying {
  readonly context: Context;
  readonly api: ApiName;
  readonly answer: () => Reply;
  /** What a fault put in the place of the answer, as it may be sent. */
  readonly judge: (injected: Reply) => Reply;
}

/** Carries a request out as often as its faults say, and returns what is answered. */
export function answerUnderFaults(strikes: Strikes, { context, api, answer, judge }: Carrying): Reply {
  let reply: Reply | undefined;
  for (let time = 0; time < strikes.times; time += 1) reply = answer();
  const injected = makeInjected(strikes, { context, api });
  return injected === undefined ? (reply ?? { status: 503 }) : judge(injected);
}

function makeInjected(
  { ending, endingSeconds }: Strikes,
  { context, api }: Pick<Carrying, 'context' | 'api'>,
): Reply | undefined {
  if (ending?.kind === 'expired') return renderGatewayError(401, '401013', 'Oauth token is not valid');
  if (ending?.kind !== 'status') return undefined;
  const { status, retryAfter } = ending;
  const now = context.getNow();
  if (status === 429) {
    const at = new Date(now + endingSeconds * 1000).toUTCString();
    const reply = renderGatewayError(429, '429050', 'Too many requests');
    if (retryAfter === undefined) return reply;
    return { ...reply, headers: { 'retry-after': retryAfter === 'date' ? at : String(endingSeconds) } };
  }
  const page = GATEWAY_PAGES[status];
  if (page === undefined) {
    return renderError(api, new ApiError(status, 'unexpected_error', 'Injected fault'), now);
  }
  const title = `${status} ${page}`;
  const html = `<html>\n<head><title>${title}</title></head>\n<body><center><h1>${title}</h1></center></body>\n</html>\n`;
  return { status, headers: { 'content-type': 'text/html' }, body: Buffer.from(html) };
}
