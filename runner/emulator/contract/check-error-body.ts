import type { Exchange } from './exchange.ts';
import { CJA_ERROR, GATEWAY_ERROR, PLATFORM_ERROR } from './facts-document.ts';
import { asObject } from './json.ts';
import type { SchemaError, Schemas } from './schemas.ts';

/**
 * The files say little of error bodies, and of Adobe's gateway nothing: what an error looks like is on the facts page (§0.5).
 * Catalog and Data Access may leave the body out.
 */
export function checkErrorBody(exchange: Exchange, schemas: Schemas): readonly SchemaError[] {
  const { status, answer, path, method } = exchange;
  if (status < 400 || method === 'HEAD' || path.startsWith('/ims/')) return [];
  if (answer === undefined) {
    const isSilent = /^\/data\/foundation\/(catalog|export)\//.test(path);
    return isSilent
      ? []
      : [{ at: '', keyword: 'body', message: 'an error without a body', value: undefined }];
  }
  const schema = getErrorSchema(exchange);
  return schema === undefined ? [] : schemas.validate(schema, 'closed', answer);
}

/** Whether an answer comes from Adobe's gateway and not from the service behind it. */
export function isGatewayAnswer({ status, answer }: Exchange): boolean {
  return status >= 400 && asObject(answer).error_code !== undefined;
}

/** Undefined for paths that no API of Adobe's has. */
function getErrorSchema(exchange: Exchange): unknown {
  if (isGatewayAnswer(exchange)) return GATEWAY_ERROR;
  // Labels have an error form of their own, which their file describes.
  if (exchange.path.startsWith('/data/foundation/dataset/')) return undefined;
  if (exchange.path.startsWith('/data/foundation/')) return PLATFORM_ERROR;
  return /^\/(data|segments|annotations|auditlogs)(\/|$)/.test(exchange.path) ? CJA_ERROR : undefined;
}
