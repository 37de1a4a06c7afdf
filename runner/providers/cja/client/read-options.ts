import type { AuditedComponent } from './audit-record.ts';

/** Size of a page of connections and of data views. No maximum is documented (facts §0.7). */
export const CJA_PAGE_SIZE = 100;

/** Size of a page of components: paging is not in Adobe's specification, but its answers are pages (facts §5.4). */
export const COMPONENT_PAGE_SIZE = 1000;

/** Options of every read. */
export interface ReadOptions {
  /** @default everything that the kinds compare */
  readonly expansion?: readonly string[];
  readonly signal?: AbortSignal | undefined;
}

/** Which connections are listed. */
export interface ConnectionFilter extends ReadOptions {
  readonly sandboxName?: string;
  readonly connectionIds?: readonly string[];
  /** @default {@link CJA_PAGE_SIZE} */
  readonly pageSize?: number;
}

/** Which data views are listed. */
export interface DataViewFilter extends ReadOptions {
  readonly parentDataGroupId?: string;
  readonly dataViewIds?: readonly string[];
  /** @default {@link CJA_PAGE_SIZE} */
  readonly pageSize?: number;
  /** Stop after so many. @default all */
  readonly atMost?: number;
}

/** Which audit records are read. */
export interface AuditFilter {
  readonly component: AuditedComponent;
  /** @default every one of that kind */
  readonly componentId?: string;
  /** ISO 8601; both or none (facts §6.7). @default the last three months */
  readonly between?: { readonly start: string; readonly end: string };
  /** @default 20 */
  readonly atMost?: number;
  readonly signal?: AbortSignal | undefined;
}
