import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../../model/index.ts';
import type { CommandIo } from '../io.ts';

/** What a repository of pipelines has of this package's own `.github`. */
export const GITHUB_FILES: readonly string[] = [
  '.github/workflows/plan.yml',
  '.github/workflows/apply.yml',
  '.github/workflows/drift.yml',
  '.github/workflows/commands.yml',
  '.github/workflows/operator.yml',
  '.github/CODEOWNERS',
  '.github/pull_request_template.md',
];

/** The action as workflows of this package's own repository use it. */
const OWN_ACTION = './.github/actions/cai';
const ACTION = /^[\w.-]{1,100}\/[\w.-]{1,100}@[0-9a-f]{40}$/;

/**
 * Where workflows of another repository find the action, as `OWNER/NAME@COMMIT`: a whole commit, since a tag can be moved. A released package
 * knows the repository and the commit that it was made of.
 */
export async function readAction(io: CommandIo, given: string | undefined): Promise<string> {
  const action = given ?? (await readReleased(io.packageFolder));
  if (action !== undefined && ACTION.test(action)) return action;
  throw new UsageError({
    message:
      action === undefined
        ? 'This build was not released, so it does not know where workflows find its action'
        : `--action ${JSON.stringify(action)} is not OWNER/NAME@COMMIT with all 40 digits of the commit`,
    hint: 'Push cai-pipelines to a repository that your workflows may read, then: cai init --github --action OWNER/NAME@COMMIT',
  });
}

/** A workflow that uses the action of that repository. */
export function useAction(workflow: string, action: string): string {
  const [repository, commit] = action.split('@');
  return workflow.replaceAll(OWN_ACTION, `${repository}/.github/actions/cai@${commit}`);
}

async function readReleased(packageFolder: string): Promise<string | undefined> {
  const manifest: { repository?: { url?: unknown }; gitHead?: unknown } = JSON.parse(
    await readFile(join(packageFolder, 'package.json'), 'utf8'),
  );
  const repository = /[/:]([\w.-]+\/[\w.-]+?)(?:\.git)?$/.exec(String(manifest.repository?.url ?? ''))?.[1];
  return repository === undefined || manifest.gitHead === undefined
    ? undefined
    : `${repository}@${String(manifest.gitHead)}`;
}
