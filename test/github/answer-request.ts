import type { Places } from './render/places.ts';
import { Refusal, type Reply, renderRefusal } from './routes/call.ts';
import { type findRoute, ROUTES } from './routes/index.ts';
import type { World } from './world.ts';

/** A request, and what it is answered from. */
export interface GivenRequest {
  readonly world: World;
  readonly places: Places;
  readonly url: URL;
  readonly found: ReturnType<typeof findRoute>;
  readonly bytes: Buffer;
  /** Whoever the token belongs to; undefined for an unknown token. */
  readonly login: string | undefined;
}

/** Does what a request asks for. */
export function answerRequest({ world, places, url, found, bytes, login }: GivenRequest): Reply {
  if (login === undefined) return renderRefusal(401, 'Bad credentials');
  const handler = found === undefined ? undefined : ROUTES[found.route];
  if (found === undefined || handler === undefined) return renderRefusal(404, 'Not Found');
  const { values } = found;
  const isElsewhere =
    values.owner !== undefined && (values.owner !== world.owner || values.repo !== world.repo);
  if (isElsewhere) return renderRefusal(404, 'Not Found');
  try {
    const body = bytes.length === 0 ? {} : JSON.parse(bytes.toString('utf8'));
    return handler({ world, places, url, values, body, login, isInstallation: login.endsWith('[bot]') });
  } catch (error) {
    if (error instanceof Refusal) return renderRefusal(error.status, error.message, error.errors);
    throw error;
  }
}

/** The headers of an answer, those of the rate limit among them; a reply's own win. */
export function makeHeaders(
  reply: Reply,
  { time, count }: { readonly time: number; readonly count: number },
): Record<string, string> {
  return {
    ...(reply.body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }),
    date: new Date(time).toUTCString(),
    'x-github-request-id': `STAND:IN:${count}`,
    'x-github-media-type': 'github.v3; format=json',
    'x-ratelimit-limit': '5000',
    'x-ratelimit-remaining': String(5000 - count),
    'x-ratelimit-used': String(count),
    'x-ratelimit-reset': String(Math.floor(time / 1000) + 3600),
    'x-ratelimit-resource': 'core',
    ...reply.headers,
  };
}
