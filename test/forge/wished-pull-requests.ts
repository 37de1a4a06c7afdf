import type { GateRequest } from '../operator/gate.ts';
import type { ForgeSite } from './forge-site.ts';
import { startJob } from './start-job.ts';
import { type EnvironmentName, pipelineFile } from './three-environments.ts';

/** What a pull request does, in each environment that it touches: to its own data view there, or beside it. */
interface Wish {
  readonly touches: readonly EnvironmentName[];
  readonly creates?: true;
}

/** Ten pull requests, numbered from 1; the first four touch each environment twice already. */
const WISHES: readonly Wish[] = [
  { touches: ['demo'] },
  { touches: ['stage'] },
  { touches: ['live'], creates: true },
  { touches: ['demo', 'stage', 'live'] },
  { touches: ['demo', 'stage'] },
  { touches: ['stage', 'live'] },
  { touches: ['live', 'demo'] },
  { touches: ['demo'], creates: true },
  { touches: ['demo', 'stage', 'live'], creates: true },
  { touches: ['live', 'stage'] },
];

/** The data views that an environment needs before, by the numbers of pull requests. */
export function slotsOf(environment: EnvironmentName): readonly number[] {
  return WISHES.flatMap(({ touches }, index) => (touches.includes(environment) ? [index + 1] : []));
}

/** A pull request, by what it is for. */
export interface WishedPullRequest extends Wish {
  readonly number: number;
  readonly branch: string;
}

/** The address that a pull request changes in an environment. */
export function addressOf({ number, creates }: WishedPullRequest, environment: EnvironmentName): string {
  return `${environment}/data-view/${creates === true ? 'new' : 'view'}-${number}`;
}

/** What a data view says after it, and nothing else does. */
export function wordsOf({ number }: WishedPullRequest, environment: EnvironmentName): string {
  return `Wanted by ${number} in ${environment}.`;
}

/** Whether a request makes or changes a data view so that it says this. */
export function isWriteOf(words: string): (request: GateRequest) => boolean {
  return ({ method, path, body }) =>
    (method === 'PUT' || (method === 'POST' && path === '/data/dataviews')) &&
    (JSON.parse(body) as { description?: string }).description === words;
}

/** As many people open a pull request each, on the same commit, and every one is planned by a job of its own. */
export async function openWished(site: ForgeSite, many: number): Promise<readonly WishedPullRequest[]> {
  const opened: WishedPullRequest[] = [];
  for (const [index, wish] of WISHES.slice(0, many).entries()) {
    const wanted = { ...wish, number: index + 1, branch: `wish-${index + 1}` };
    const { number } = await site.propose(wanted.branch, async () => {
      for (const environment of wish.touches) await write(site, wanted, environment);
    });
    if (number !== wanted.number) throw new Error(`pull request ${wanted.number} has the number ${number}`);
    opened.push(wanted);
  }
  await Promise.all(opened.map(async ({ number }) => await plan(site, number)));
  return opened;
}

async function write(site: ForgeSite, of: WishedPullRequest, environment: EnvironmentName): Promise<void> {
  const { number, creates } = of;
  const began = `      description: As ${number} began.\n      timezone: Europe/Lisbon\n`;
  const made = `    - name: new-${number}
      title: New ${number} of ${environment}
      description: ${wordsOf(of, environment)}
      timezone: Europe/Lisbon
`;
  await site.edit(pipelineFile(environment), (yaml) =>
    creates === true
      ? yaml.replace(began, `${began}${made}`)
      : yaml.replace(`As ${number} began.`, wordsOf(of, environment)),
  );
}

async function plan(site: ForgeSite, number: number): Promise<void> {
  const { ended } = await startJob(site, { args: ['ci', 'plan', '--pull-request', String(number)] });
  const { code, stdout, stderr } = await ended;
  if (code !== 0) throw new Error(`the plan of ${number} ended with ${code}:\n${stdout}${stderr}`);
}
