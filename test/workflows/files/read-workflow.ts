import { checkValue, type Place, refuse, type ValueObject } from '../expression/index.ts';
import { WORKFLOW_ALLOWANCES } from './allowances.ts';
import { at, readEntries, readMapping, readScalars, readText } from './members.ts';
import { readPermissions } from './permissions.ts';
import {
  type ConcurrencyFile,
  checkConcurrency,
  type JobFile,
  readConcurrency,
  readDefaults,
  readJob,
} from './read-job.ts';
import { readTriggers, type Triggers } from './read-triggers.ts';
import { readYaml } from './read-yaml.ts';

export interface WorkflowFile {
  /** Path in the repository. */
  readonly file: string;
  readonly name: string;
  readonly triggers: Triggers;
  readonly env: ValueObject;
  readonly concurrency: ConcurrencyFile | undefined;
  readonly jobs: ReadonlyMap<string, JobFile>;
}

const KEYS = ['name', 'run-name', 'on', 'permissions', 'env', 'defaults', 'concurrency', 'jobs'];

/** Reads a workflow file; what is not known in it is refused. */
export function readWorkflow(file: string, text: string): WorkflowFile {
  const root: Place = { file, path: '' };
  const keys = readMapping(readYaml(file, text), root, KEYS);
  const common = {
    permissions: readPermissions(keys['permissions'], at(root, 'permissions')),
    defaults: readDefaults(keys['defaults'], at(root, 'defaults')),
  };
  const concurrency = readConcurrency(keys['concurrency'], at(root, 'concurrency'));
  if (concurrency !== undefined) checkConcurrency(concurrency, WORKFLOW_ALLOWANCES.concurrency);
  checkValue(keys['env'] ?? null, at(root, 'env'), WORKFLOW_ALLOWANCES.env);
  checkValue(keys['run-name'] ?? null, at(root, 'run-name'), WORKFLOW_ALLOWANCES.runName);
  const jobs = readEntries(keys['jobs'], at(root, 'jobs'), (value, place, id) =>
    readJob(value, place, { ...common, id }),
  );
  if (jobs.size === 0) refuse(at(root, 'jobs'), 'there are none');
  return {
    file,
    name: readText(keys, 'name', root) ?? file,
    triggers: readTriggers(keys['on'], at(root, 'on')),
    env: readScalars(keys['env'], at(root, 'env')),
    concurrency,
    jobs: sortByNeeds(jobs),
  };
}

/** Each job after those that it needs. */
function sortByNeeds(jobs: ReadonlyMap<string, JobFile>): ReadonlyMap<string, JobFile> {
  const sorted = new Map<string, JobFile>();
  const visit = (job: JobFile, above: readonly string[]): void => {
    if (above.includes(job.id)) refuse(at(job.place, 'needs'), 'it needs itself');
    for (const id of job.needs) {
      const needed = jobs.get(id);
      if (needed === undefined) refuse(at(job.place, 'needs'), `there is no job ${id}`);
      visit(needed, [...above, job.id]);
    }
    sorted.set(job.id, job);
  };
  for (const job of jobs.values()) visit(job, []);
  return sorted;
}
