/** What a service says about its refusal, read from any of Adobe's shapes of error bodies (facts §0.5). */
export interface ServiceError {
  readonly serviceCode?: string;
  readonly serviceMessage?: string;
  readonly requestId?: string;
}

const LONGEST_MESSAGE = 400;

/** Reads an error answer. Never throws: bodies may be empty, HTML, cut off or in a shape that nobody documented. */
export function parseServiceError(body: string, headers: Readonly<Record<string, string>>): ServiceError {
  const parsed = parseObject(body);
  const report = asObject(parsed?.report);
  const serviceCode =
    readText(parsed, 'error_code') ??
    readText(parsed, 'errorCode') ??
    readProblemType(parsed) ??
    readText(parsed, 'error');
  const serviceMessage =
    readText(parsed, 'message') ??
    readText(parsed, 'errorDescription') ??
    readText(parsed, 'error_description') ??
    readText(report, 'detailed-message') ??
    readText(parsed, 'detail') ??
    readText(parsed, 'title') ??
    readHtmlTitle(parsed === undefined ? body : '');
  const requestId =
    headers['x-request-id'] ??
    headers['x-adobe-request-id'] ??
    readText(report, 'registryRequestId') ??
    readText(parsed, 'errorId');
  return {
    ...(serviceCode === undefined ? {} : { serviceCode: toPlainText(serviceCode) }),
    ...(serviceMessage === undefined ? {} : { serviceMessage: toPlainText(serviceMessage) }),
    ...(requestId === undefined ? {} : { requestId: toPlainText(requestId) }),
  };
}

/** One line of printable text: what comes from outside may carry terminal escapes. */
export function toPlainText(text: string): string {
  const printable = text.slice(0, LONGEST_MESSAGE * 2).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ');
  const trimmed = printable.trim();
  return trimmed.length > LONGEST_MESSAGE ? `${trimmed.slice(0, LONGEST_MESSAGE)}…` : trimmed;
}

type Members = Readonly<Record<string, unknown>>;

function parseObject(body: string): Members | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return asObject(value);
  } catch {
    return undefined;
  }
}

function asObject(value: unknown): Members | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Members)
    : undefined;
}

function readText(object: Members | undefined, name: string): string | undefined {
  const value = object?.[name];
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

/** `http://ns.adobe.com/aep/errors/XDM-1012-404` → `XDM-1012-404`; placeholders say nothing. */
function readProblemType(object: Members | undefined): string | undefined {
  const type = readText(object, 'type');
  if (type?.includes('/errors/') !== true) return undefined;
  return type.slice(type.lastIndexOf('/') + 1) || undefined;
}

function readHtmlTitle(body: string): string | undefined {
  const head = body.slice(0, 4096);
  const from = head.search(/<title[^<>]{0,200}>/i);
  if (from < 0) return undefined;
  const start = head.indexOf('>', from) + 1;
  const end = head.indexOf('<', start);
  return end > start ? head.slice(start, end) : undefined;
}
