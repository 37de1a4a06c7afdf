import type { Places } from '../render/places.ts';
import type { StoredIssue, World } from '../world.ts';

/** A request as a handler sees it. */
export interface Call {
  readonly world: World;
  readonly places: Places;
  readonly url: URL;
  /** Parameters of the path. */
  readonly values: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
  /** Login of whoever the token belongs to. */
  readonly login: string;
  readonly isInstallation: boolean;
}

/** What a handler answers. */
export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Handler = (call: Call) => Reply;

/** What a handler throws to refuse. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly errors: readonly unknown[] | undefined;

  constructor(status: number, message: string, errors?: readonly unknown[]) {
    super(message);
    this.status = status;
    this.errors = errors;
  }
}

const DOCUMENTATION = 'https://docs.github.com/rest';

/** GitHub's form of a refusal. */
export function renderRefusal(status: number, message: string, errors?: readonly unknown[]): Reply {
  const list = errors === undefined ? {} : { errors };
  return { status, body: { message, ...list, documentation_url: DOCUMENTATION, status: String(status) } };
}

/** One page of a list, with the links to the others. More than 100 for a page are not to be had. */
export function replyPage<T>({ url }: Call, items: readonly T[], render: (item: T) => unknown): Reply {
  const size = Math.min(100, readCount(url, 'per_page', 30));
  const page = readCount(url, 'page', 1);
  const last = Math.max(1, Math.ceil(items.length / size));
  const link = (to: number, rel: string): string => {
    const target = new URL(url);
    target.searchParams.set('page', String(to));
    return `<${target.href}>; rel="${rel}"`;
  };
  const links = [
    ...(page > 1 ? [link(page - 1, 'prev'), link(1, 'first')] : []),
    ...(page < last ? [link(page + 1, 'next'), link(last, 'last')] : []),
  ];
  const shown = items.slice((page - 1) * size, page * size);
  return {
    status: 200,
    body: shown.map(render),
    ...(links.length > 0 ? { headers: { link: links.join(', ') } } : {}),
  };
}

function readCount(url: URL, name: string, fallback: number): number {
  const value = Number(url.searchParams.get(name) ?? fallback);
  return Number.isInteger(value) && value > 0 ? value : fallback;
}

/** The issue or pull request of the path. */
export function needIssue({ world, values }: Call): StoredIssue {
  const issue = world.issues.get(Number(values.issue_number ?? values.pull_number));
  if (issue === undefined) throw new Refusal(404, 'Not Found');
  return issue;
}

const LONGEST_BODY = 65_536;

/** The text of a comment or an issue. */
export function needBody(body: unknown, resource: string): string {
  if (typeof body !== 'string' || (resource === 'IssueComment' && body.trim() === '')) {
    throw new Refusal(422, 'Validation Failed', [{ resource, field: 'body', code: 'missing_field' }]);
  }
  if (body.length > LONGEST_BODY) {
    const message = `body is too long (maximum is ${LONGEST_BODY} characters)`;
    throw new Refusal(422, 'Validation Failed', [{ resource, field: 'body', code: 'custom', message }]);
  }
  return body;
}

/** The texts of a list in a body. */
export function readNames(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) ? value.map(String) : undefined;
}
