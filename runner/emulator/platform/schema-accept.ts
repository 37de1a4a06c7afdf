import type { ApiRequest } from '../context.ts';
import { ApiError } from '../http/api-error.ts';

/** What an `Accept` header of the registry asks for (facts §2.6). */
export interface SchemaAccept {
  readonly isShort: boolean;
  readonly isFull: boolean;
  readonly hasVersion: boolean;
  readonly hasText: boolean;
}

const SCHEMA_TYPES =
  /^application\/vnd\.adobe\.(xed|xdm)(-id|-link|-notext|-full|-full-notext|-full-desc|-deprecatefield)?\+json$/;

/** Reads the header, which every GET of the registry needs; lookups must name a version too. */
export function readSchemaAccept(request: ApiRequest, isLookup: boolean): SchemaAccept {
  const text = request.headers.accept;
  if (!text || text === '*/*') {
    throw new ApiError(
      400,
      'XDM-1004-400',
      'Accept header missing: an Accept header is required for this request',
    );
  }
  const [mediaType = '', ...parameters] = text.split(';').map((part) => part.trim());
  const match = SCHEMA_TYPES.exec(mediaType);
  const hasVersion = parameters.some((parameter) => /^version=\d+(\.\d+)*$/.test(parameter));
  if (!match) throw new ApiError(406, 'XDM-1006-406', `Accept header invalid: ${text} is not supported`);
  if (isLookup && !hasVersion) {
    throw new ApiError(
      406,
      'XDM-1005-406',
      'Accept header invalid: a version is required, such as version=1',
    );
  }
  const variant = match[2] ?? '';
  return {
    isShort: variant === '-id' || variant === '-link',
    isFull: variant.startsWith('-full'),
    hasVersion,
    hasText: !variant.endsWith('-notext'),
  };
}
