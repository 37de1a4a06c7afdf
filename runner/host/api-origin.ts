import { RunnerError, UsageError } from '../model/index.ts';

/** One API as a transport knows it: a name for statistics, and the only place that its requests may go to. */
export interface ApiBase {
  readonly name: string;
  readonly origin: string;
  /** Path in front of every path of the API, without a final slash; usually empty. */
  readonly prefix: string;
}

/** Whether a host name can only mean this machine. */
export function isLoopback(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').toLowerCase();
  return (
    host === 'localhost' ||
    host.endsWith('.localhost') ||
    host === '::1' ||
    /^127(?:\.\d{1,3}){3}$/.test(host)
  );
}

/** Reads a base URL; refuses what would send credentials in the clear. */
export function parseApiBase(name: string, url: string, allowPlainHttp: boolean): ApiBase {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || (parsed.protocol !== 'https:' && parsed.protocol !== 'http:')) {
    throw new UsageError({
      code: 'base-url',
      message: `The base URL of ${name} is not an http(s) URL: ${JSON.stringify(url)}`,
    });
  }
  if (parsed.username !== '' || parsed.password !== '' || parsed.search !== '' || parsed.hash !== '') {
    throw new UsageError({
      code: 'base-url',
      message: `The base URL of ${name} has more than a host and a path`,
      hint: 'Remove user, password, query and fragment from it.',
    });
  }
  if (parsed.protocol === 'http:' && !allowPlainHttp && !isLoopback(parsed.hostname)) {
    throw new UsageError({
      code: 'plain-http',
      message: `The base URL of ${name} is plain HTTP (${parsed.origin}): credentials would travel unencrypted`,
      hint: 'Use https://. Plain HTTP is for this machine only.',
    });
  }
  return { name, origin: parsed.origin, prefix: parsed.pathname.replace(/(?<!\/)\/+$/, '') };
}

/**
 * The path of a link that the API returned, relative to its base. Hosts are compared without the default port, which Data
 * Access writes into its links (facts §0.2); a link to anywhere else is refused, for the token would follow it.
 */
export function getLinkPath(api: ApiBase, href: string): string {
  const url = URL.canParse(href, api.origin) ? new URL(href, api.origin) : undefined;
  const isOurs = url?.origin === api.origin && url.username === '' && url.password === '';
  const isUnderPrefix = url?.pathname.startsWith(`${api.prefix}/`) === true;
  if (url === undefined || !isOurs || !isUnderPrefix) {
    throw new RunnerError({
      code: 'foreign-link',
      message: `${api.name} returned a link that leads away from ${api.origin}: ${JSON.stringify(href.slice(0, 200))}`,
      hint: 'It was not followed, since the access token would have gone there. If a proxy rewrites links, correct it there.',
    });
  }
  return url.pathname.slice(api.prefix.length) + url.search;
}

/** One id inside a path. Refuses what would change the path instead of filling it. */
export function toPathSegment(id: string): string {
  if (id === '' || id === '.' || id === '..' || !id.isWellFormed()) {
    throw new RunnerError({ code: 'unsafe-id', message: `${JSON.stringify(id)} cannot be an id in a URL` });
  }
  return encodeURIComponent(id);
}
