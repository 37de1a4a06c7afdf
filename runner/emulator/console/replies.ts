import type { Context, Reply } from '../context.ts';
import { type PageContent, renderPage } from './page.ts';
import { STYLE } from './style.ts';

/** Nothing is loaded but the own style sheet, nothing runs, no other page may frame or receive anything. */
const POLICY =
  "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  // A form must say where it comes from, and other sites must not learn it.
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};

/** A page as an answer. */
export function pageReply(context: Context, content: PageContent, status = 200): Reply {
  return {
    status,
    headers: { ...HEADERS, 'content-type': 'text/html; charset=utf-8' },
    body: Buffer.from(renderPage(context, content)),
  };
}

/** After a form was carried out: the browser asks for the page that shows it, so that reloading does nothing twice. */
export function redirectReply(address: string): Reply {
  return { status: 303, headers: { ...HEADERS, location: address } };
}

/** The style sheet of all pages. */
export function styleReply(): Reply {
  return {
    status: 200,
    headers: { ...HEADERS, 'content-type': 'text/css; charset=utf-8' },
    body: Buffer.from(STYLE),
  };
}
