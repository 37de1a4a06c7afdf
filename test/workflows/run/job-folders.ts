import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Host } from './host.ts';

/** The folders of a job on a fresh machine. */
export interface JobFolders {
  readonly root: string;
  readonly home: string;
  readonly workspace: string;
  readonly temp: string;
  readonly tools: string;
  /** Where actions of other repositories lie. */
  readonly actions: string;
  readonly artifacts: string;
  readonly eventFile: string;
}

/** Makes them, with the event in its file. */
export async function makeJobFolders({ folder, repository }: Host, payload: unknown): Promise<JobFolders> {
  await mkdir(folder, { recursive: true });
  const root = await mkdtemp(join(folder, 'job-'));
  const name = repository.split('/')[1] ?? '';
  const folders = {
    root,
    home: join(root, 'home'),
    workspace: join(root, 'work', name, name),
    temp: join(root, 'work', '_temp'),
    tools: join(root, 'tools'),
    actions: join(root, 'work', '_actions'),
    artifacts: join(root, 'artifacts'),
    eventFile: join(root, 'work', '_temp', '_github_workflow', 'event.json'),
  };
  const { home, workspace, tools, actions, artifacts } = folders;
  for (const one of [home, workspace, tools, actions, artifacts, join(folders.temp, '_github_workflow')]) {
    await mkdir(one, { recursive: true });
  }
  await writeFile(folders.eventFile, JSON.stringify(payload, undefined, 2));
  return folders;
}
