import { type Address, type Diagnostic, ProviderError } from '../../model/index.ts';

/** What a failed read tells about an address: that nothing is known, never that nothing is there. Other errors are thrown on. */
export function diagnoseRead(error: unknown, address: Address): Diagnostic {
  if (!(error instanceof ProviderError) || error.code === 'interrupted') throw error;
  return {
    severity: 'error',
    code: 'read-failed',
    summary: 'A remote resource could not be read',
    detail: [error.message, error.hint].filter((part) => part !== undefined).join('. '),
    address,
  };
}
