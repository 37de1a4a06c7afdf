import { resolve as resolvePath } from 'node:path';
import { loadDocuments } from '../../runner/load/index.ts';
import type { Desired, KindRegistry, Pipeline } from '../../runner/model/index.ts';
import { customerAiKinds } from '../../runner/providers/customer-ai/index.ts';
import { platformKinds } from '../../runner/providers/platform/index.ts';
import { resolve } from '../../runner/resolve/index.ts';
import { validateDocuments } from '../../runner/validate/index.ts';

/** The kinds of Experience Platform and Customer AI. */
export const KINDS: KindRegistry = new Map(
  [...platformKinds(), ...customerAiKinds()].map((spec) => [spec.kind, spec]),
);

/** The example pipelines as the runner reads them, and what the demo environment wants of them. */
export async function readExamples(
  edit: (pipelines: readonly Pipeline[]) => readonly Pipeline[] = (pipelines) => pipelines,
): Promise<{ readonly desired: Desired; readonly pipelines: readonly Pipeline[] }> {
  const baseDirectory = resolvePath(import.meta.dirname, '../..');
  const loaded = await loadDocuments(['pipelines'], { baseDirectory });
  const validated = validateDocuments(loaded.documents, { runnerVersion: '0.1.0' });
  const [environment] = validated.environments;
  if (environment === undefined) throw new Error('the demo environment is not there');
  const pipelines = edit(validated.pipelines.map(({ pipeline }) => pipeline));
  const edited = validated.pipelines.map((one, index) => ({
    ...one,
    pipeline: pipelines[index] ?? one.pipeline,
  }));
  return { desired: resolve(edited, environment, KINDS).desired, pipelines };
}
