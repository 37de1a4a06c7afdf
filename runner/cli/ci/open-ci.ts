import {
  appendOutputs,
  appendStepSummary,
  DryRunForge,
  type EventContext,
  type ForgeWrite,
  GitCheckout,
  GitHubForge,
  readEventContext,
  readEventPayload,
  readWorkflowRun,
  type WorkflowRun,
} from '../../gitops/index.ts';
import { Redactor } from '../../host/index.ts';
import type { Checkout, Forge } from '../../model/index.ts';
import { proxyOf } from '../compose-transport.ts';
import type { CommandIo } from '../io.ts';

/** Options that every `cai ci` command takes. */
export interface CiOptions {
  readonly env?: string;
  readonly dir: string;
  /** Prints what would be sent, as JSON lines, and sends nothing. */
  readonly dryRun?: boolean;
}

/** What a `cai ci` command works with. */
export interface Ci {
  readonly forge: Forge;
  /** The login under which it writes. */
  readonly login: string;
  readonly checkout: Checkout;
  readonly run: WorkflowRun;
  /** Why the workflow runs; undefined where no workflow does. */
  readonly event: EventContext | undefined;
  /** Adds to the summary of the job, where there is one. */
  readonly summarize: (markdown: string) => Promise<void>;
  /** Sets outputs of the step, where there is one. */
  readonly setOutputs: (outputs: Readonly<Record<string, string>>) => Promise<void>;
}

/** Opens forge and clone, works, and closes them in every exit. */
export async function withCi<T>(io: CommandIo, options: CiOptions, work: (ci: Ci) => Promise<T>): Promise<T> {
  const { variables, clock, cwd } = io;
  const run = readWorkflowRun(variables);
  const github = await GitHubForge.open({
    ...run,
    userAgent: `cai-pipelines/${io.version}`,
    redactor: new Redactor(),
    clock,
    ...proxyOf(io),
  });
  try {
    const onWrite = (write: ForgeWrite): boolean => io.stdout.write(`${JSON.stringify(write)}\n`);
    const now = clock.now().toISOString();
    const forge = options.dryRun === true ? new DryRunForge(github, { onWrite, now }) : github;
    return await work({
      forge,
      login: await forge.getLogin(),
      checkout: new GitCheckout({ folder: cwd, remote: 'origin', variables }),
      run,
      event: await readEvent(io),
      summarize: async (markdown) => await summarize(io, options, markdown),
      setOutputs: async (outputs) => {
        const path = variables['GITHUB_OUTPUT'];
        if (path !== undefined && options.dryRun !== true) await appendOutputs(path, outputs);
      },
    });
  } finally {
    await github.close();
  }
}

async function readEvent({ variables }: CommandIo): Promise<EventContext | undefined> {
  if (variables['GITHUB_EVENT_NAME'] === undefined) return undefined;
  return readEventContext(variables, await readEventPayload(variables));
}

async function summarize(io: CommandIo, options: CiOptions, markdown: string): Promise<void> {
  const path = io.variables['GITHUB_STEP_SUMMARY'];
  if (path !== undefined && options.dryRun !== true) await appendStepSummary(path, markdown);
}
