import type { Lifecycle, WrittenLifecycle } from '../model/index.ts';

/** Nothing is deleted and nothing ignored unless YAML says so. */
export function completeLifecycle(written: WrittenLifecycle | undefined): Lifecycle {
  return { allowDelete: written?.allowDelete ?? false, ignore: written?.ignore ?? [] };
}
