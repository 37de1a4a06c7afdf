import { loadDocuments } from '../../runner/load/index.ts';
import {
  type Desired,
  type Diagnostic,
  hasErrors,
  type KindRegistry,
  type LoadedEnvironment,
} from '../../runner/model/index.ts';
import { cjaKinds } from '../../runner/providers/cja/index.ts';
import { customerAiKinds } from '../../runner/providers/customer-ai/index.ts';
import { platformKinds } from '../../runner/providers/platform/index.ts';
import { resolve } from '../../runner/resolve/index.ts';
import { validateDocuments } from '../../runner/validate/index.ts';

/** Every kind, as `cli/compose.ts` registers them. */
export const KINDS: KindRegistry = new Map(
  [...platformKinds(), ...customerAiKinds(), ...cjaKinds()].map((spec) => [spec.kind, spec]),
);

/** The pipeline that states, journals, plans and answers are about; a second one would double what each input costs. */
export const PIPELINE = 'account-upgrade';

/** What the demo environment of the project wants for that pipeline. */
export async function readDesired(): Promise<Desired> {
  const loaded = await loadDocuments(['pipelines'], { baseDirectory: process.cwd() });
  const validated = validateDocuments(loaded.documents, { runnerVersion: '0.1.0' });
  const [environment] = validated.environments;
  if (environment === undefined || hasErrors(validated.diagnostics))
    throw new Error('the examples of the project are not sound');
  const pipelines = validated.pipelines.filter(({ pipeline }) => pipeline.metadata.name === PIPELINE);
  return resolve(pipelines, environment, KINDS).desired;
}

/** What each environment of a folder wants, where its YAML is sound; else what is wrong with it. */
export async function readFolder(folder: string): Promise<{
  readonly diagnostics: readonly Diagnostic[];
  readonly wanted: readonly { readonly environment: LoadedEnvironment; readonly desired: Desired }[];
}> {
  const loaded = await loadDocuments(['.'], { baseDirectory: folder });
  const validated = validateDocuments(loaded.documents, { runnerVersion: '0.1.0' });
  const diagnostics = [...loaded.diagnostics, ...validated.diagnostics];
  if (hasErrors(diagnostics)) return { diagnostics, wanted: [] };
  const resolved = validated.environments.map((environment) => ({
    environment,
    ...resolve(validated.pipelines, environment, KINDS),
  }));
  const found = [...diagnostics, ...resolved.flatMap((one) => one.diagnostics)];
  return { diagnostics: found, wanted: hasErrors(found) ? [] : resolved };
}
