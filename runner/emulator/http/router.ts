import type { ApiRequest, Context, Reply } from '../context.ts';
import type { ApiName } from './api-error.ts';

/** One operation. Paths carry parameters as `{name}`; a segment that is one is decoded on its own. */
export interface Route {
  readonly method: string;
  readonly path: string;
  readonly handle: (context: Context, request: ApiRequest) => Reply;
}

/** A route table of one interface. */
export interface RouteTable {
  readonly api: ApiName;
  readonly routes: readonly Route[];
}

/** The result of a look-up: an operation, or what is known about the path. */
export interface RouteMatch {
  readonly api: ApiName;
  readonly route: Route | undefined;
  readonly params: Readonly<Record<string, string>>;
  /** Methods that the path has; empty when the path is unknown. */
  readonly methods: readonly string[];
}

interface CompiledRoute {
  readonly api: ApiName;
  readonly route: Route;
  readonly segments: readonly string[];
}

/** Finds the operation of a method and path. */
export type Router = (method: string, path: string) => RouteMatch;

/** Compiles route tables; literal segments win over parameters. */
export function createRouter(tables: readonly RouteTable[]): Router {
  const compiled: CompiledRoute[] = tables.flatMap(({ api, routes }) =>
    routes.map((route) => ({ api, route, segments: route.path.split('/') })),
  );
  return (method, path) => {
    const segments = path.split('/');
    const fitting = compiled
      .map((candidate) => ({ candidate, params: matchSegments(candidate.segments, segments) }))
      .filter((match) => match.params !== undefined)
      .sort((first, second) => countParameters(first.candidate) - countParameters(second.candidate));
    const best = fitting[0]?.candidate.segments.join('/');
    const same = fitting.filter(({ candidate }) => candidate.segments.join('/') === best);
    const found = same.find(({ candidate }) => candidate.route.method === method);
    return {
      api: fitting[0]?.candidate.api ?? getApiOfPath(path),
      route: found?.candidate.route,
      params: found?.params ?? {},
      methods: same.map(({ candidate }) => candidate.route.method),
    };
  };
}

function matchSegments(
  pattern: readonly string[],
  segments: readonly string[],
): Record<string, string> | undefined {
  if (pattern.length !== segments.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, expected] of pattern.entries()) {
    const actual = segments[index] ?? '';
    if (expected.startsWith('{')) {
      if (actual === '') return undefined;
      params[expected.slice(1, -1)] = decodeSegment(actual);
    } else if (expected !== actual) return undefined;
  }
  return params;
}

function countParameters(candidate: CompiledRoute): number {
  return candidate.segments.filter((segment) => segment.startsWith('{')).length;
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function getApiOfPath(path: string): ApiName {
  if (path.startsWith('/control/')) return 'control';
  if (/^\/console(\/|$)/.test(path)) return 'console';
  if (path.startsWith('/ims/')) return 'ims';
  if (path.startsWith('/data/foundation/schemaregistry')) return 'registry';
  if (path.startsWith('/data/foundation/')) return 'platform';
  if (/^\/(data|auditlogs|segments|annotations)(\/|$)/.test(path)) return 'cja';
  return 'unknown';
}
