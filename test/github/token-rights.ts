import { FORGE_OPERATIONS, type ForgeOperation } from '../../runner/gitops/operations.ts';

/** Whether a token may what a line of `permissions:` grants, as `issues: write`. */
export type TokenRights = (line: string) => boolean;

const BY_ROUTE: ReadonlyMap<string, ForgeOperation> = new Map(
  Object.values(FORGE_OPERATIONS).map((operation) => [operation.route, operation]),
);

/** Whether a token may not do an operation. What the runner never does, no token of a workflow needs. */
export function lacksRight(route: string, rights: TokenRights): boolean {
  const operation = BY_ROUTE.get(route);
  if (operation === undefined) return true;
  return operation.permissions.length > 0 && !operation.permissions.some(rights);
}
