import { randomUUID } from 'node:crypto';
import type { Reply } from '../context.ts';

/** Which of the served interfaces a path belongs to; decides checks and the form of errors. */
export type ApiName = 'ims' | 'platform' | 'registry' | 'cja' | 'control' | 'console' | 'unknown';

/** Whether an interface is the emulator's own and none of Adobe's: no fault strikes it, no latency, no contract. */
export function isOwnInterface(api: ApiName): boolean {
  return api === 'control' || api === 'console';
}

/** What an operation throws to refuse a request; the server gives it the form of its interface. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly code: string;
  /** @param code CJA's `errorCode`, the registry's `XDM-…` type, or a plain word for the others */
  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** The error body of an interface (facts §0.5). */
export function renderError(
  api: ApiName,
  error: Pick<ApiError, 'status' | 'code' | 'message'>,
  now: number,
): Reply {
  const { status, code, message } = error;
  if (api === 'cja') {
    const body = {
      errorCode: code,
      errorDescription: message,
      errorId: randomUUID(),
      errorDetails: {},
      rootCauseService: 'cja-emulator',
    };
    return { status, body };
  }
  if (api === 'control' || api === 'ims')
    return { status, body: { error: code, error_description: message } };
  const problem = {
    type: api === 'registry' ? `http://ns.adobe.com/aep/errors/${code}` : '/placeholder/type/uri',
    title: message.split(':')[0],
    status,
    detail: message,
  };
  if (api !== 'registry') return { status, body: problem };
  const report = {
    registryRequestId: randomUUID(),
    timestamp: new Date(now).toISOString(),
    'detailed-message': message,
    'sub-errors': [],
  };
  return { status, body: { ...problem, report } };
}

/** The error body of Adobe's gateway, the same before both hosts (facts §0.5). */
export function renderGatewayError(status: number, errorCode: string, message: string): Reply {
  return { status, body: { error_code: errorCode, message } };
}
