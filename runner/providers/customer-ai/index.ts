import type { KindSpec, RemoteKind } from '../../model/index.ts';
import { RUN_ERROR_CODES } from './customer-ai-instance/error-codes.ts';
import { type InstanceClient, instanceRemote } from './customer-ai-instance/remote.ts';
import { CUSTOMER_AI_INSTANCE } from './customer-ai-instance/spec.ts';

/**
 * Customer AI: one kind, which a person changes and whose traces the platform shows. Forbidden here: other providers (what is
 * needed of the platform comes as a client), the plan, logging.
 */
export type { InstanceClient } from './customer-ai-instance/remote.ts';

/** The kinds of this provider. */
export function customerAiKinds(): readonly KindSpec[] {
  return [CUSTOMER_AI_INSTANCE];
}

/** Their remote sides; `client` is the platform's. */
export function customerAiRemotes(client: InstanceClient): ReadonlyMap<string, RemoteKind> {
  return new Map([[CUSTOMER_AI_INSTANCE.kind, instanceRemote(client)]]);
}

/** Adobe's codes of failed runs, each in words: what it means and what helps (facts §3.3). */
export function customerAiRunErrors(): readonly { readonly code: number; readonly text: string }[] {
  return RUN_ERROR_CODES.map(({ code, title, meaning, remedy }) => ({
    code,
    text: `${title}: ${meaning}. ${remedy}`,
  }));
}
