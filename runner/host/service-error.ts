import { asMembers, type Members, readObject, readText } from './members.ts';

/** What a service says about its refusal, read from any of Adobe's shapes of error bodies (facts §0.5). */
export interface ServiceError {
  readonly serviceCode?: string;
  readonly serviceMessage?: string;
  readonly requestId?: string;
}

const LONGEST_MESSAGE = 400;
const ID_HEADER = 'x-request-id';
const OTHER_ID_HEADER = 'x-adobe-request-id';

/** Reads an error answer. Never throws: bodies may be empty, HTML, cut off or in a shape that nobody documented. */
export function parseServiceError(
  body: string,
  headers: Readonly<Record<string, string>>,
  redact: (text: string) => string,
): ServiceError {
  // Secrets go before anything is shortened: half a secret would not be recognised any more.
  const clean = (text: string): string => toPlainText(redact(text));
  const parsed = parseObject(body);
  const report = readObject(parsed, 'report');
  const serviceCode =
    readSaid(parsed, 'error_code') ??
    readSaid(parsed, 'errorCode') ??
    readProblemType(parsed) ??
    readSaid(parsed, 'error');
  const serviceMessage =
    readSaid(parsed, 'message') ??
    readSaid(parsed, 'errorDescription') ??
    readSaid(parsed, 'error_description') ??
    readSaid(report, 'detailed-message') ??
    readSaid(parsed, 'detail') ??
    readSaid(parsed, 'title') ??
    readHtmlTitle(parsed === undefined ? body : '');
  const idInBody = readSaid(report, 'registryRequestId') ?? readSaid(parsed, 'errorId');
  const requestId = getRequestId(headers) ?? (idInBody === undefined ? undefined : clean(idInBody));
  return {
    ...(serviceCode === undefined ? {} : { serviceCode: clean(serviceCode) }),
    ...(serviceMessage === undefined ? {} : { serviceMessage: clean(serviceMessage) }),
    ...(requestId === undefined ? {} : { requestId }),
  };
}

/** The id of a request, by which Adobe's support finds it, from the head of an answer. */
export function getRequestId(headers: Readonly<Record<string, string>>): string | undefined {
  return headers[ID_HEADER];
}

/**
 * Headers with the id of the request in one place and fit to be shown: a service may echo anything there. The other headers are
 * data, and stay.
 */
export function withShownId(
  headers: Readonly<Record<string, string>>,
  redact: (text: string) => string,
): Readonly<Record<string, string>> {
  const { [ID_HEADER]: usual, [OTHER_ID_HEADER]: other, ...rest } = headers;
  const id = [usual, other].find((one) => one !== undefined && one.trim() !== '');
  return id === undefined ? rest : { ...rest, [ID_HEADER]: toPlainText(redact(id)) };
}

/** How a message ends that knows the id of its request. */
export function formatRequestId(requestId: string | undefined): string {
  return requestId === undefined ? '' : `; request id ${requestId}`;
}

/** One line of printable text: what comes from outside may carry terminal escapes. */
export function toPlainText(text: string): string {
  const printable = text.slice(0, LONGEST_MESSAGE * 2).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ');
  const trimmed = printable.trim();
  return trimmed.length > LONGEST_MESSAGE ? `${trimmed.slice(0, LONGEST_MESSAGE)}…` : trimmed;
}

function parseObject(body: string): Members | undefined {
  try {
    return asMembers(JSON.parse(body));
  } catch {
    return undefined;
  }
}

function readSaid(object: Members | undefined, name: string): string | undefined {
  const text = readText(object, name);
  return text === undefined || text.trim() === '' ? undefined : text;
}

/** `http://ns.adobe.com/aep/errors/XDM-1012-404` → `XDM-1012-404`; placeholders say nothing. */
function readProblemType(object: Members | undefined): string | undefined {
  const type = readSaid(object, 'type');
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
