import type { HandoffRound } from '../operator/handoff-round.ts';
import { ENVIRONMENT, PIPELINE, type Site } from '../operator/site.ts';

/** What people do before an apply: in Adobe, in YAML, or nothing but wait. */
export interface Chapter {
  readonly name: string;
  /** The exit code of an apply, with `--detailed-exitcode`, once all is done that can be done. */
  readonly code: number;
  /** The exit code of the apply that does it. @default code */
  readonly firstCode?: number;
  prepare(site: Site, handoffs: HandoffRound): Promise<void>;
}

const CHURN = 'pipelines/subscription-churn.yaml';

const workAndWait = async (site: Site, handoffs: HandoffRound, hours = 0): Promise<void> => {
  await handoffs.doAll();
  if (hours > 0) await site.control.post('clock', { advanceSeconds: hours * 3600 });
};

/**
 * The example of `cai init`, both pipelines, from nothing to an empty plan, and a change after that: creates, an adoption, handoffs,
 * score downloads; then updates, a deletion, more creates, a moved export.
 */
export const SCENARIO: readonly Chapter[] = [
  { name: 'a new repository', code: 3, prepare: async () => undefined },
  {
    name: 'instances are set up',
    code: 3,
    prepare: async (site, handoffs) => await workAndWait(site, handoffs),
  },
  {
    name: 'scores are there',
    code: 3,
    prepare: async (site, handoffs) => await workAndWait(site, handoffs, 25),
  },
  // The create that was accepted is refused, since a colleague was faster; what is planned then is to adopt.
  { name: 'connections are set up', code: 3, firstCode: 4, prepare: prepareDataViews },
  {
    name: 'components are set up',
    code: 3,
    prepare: async (site, handoffs) => await workAndWait(site, handoffs, 2),
  },
  { name: 'access is given', code: 0, prepare: async (site, handoffs) => await workAndWait(site, handoffs) },
  { name: 'the YAML changes', code: 0, prepare: changeYaml },
];

/** A colleague makes one of the data views. */
async function prepareDataViews(site: Site, handoffs: HandoffRound): Promise<void> {
  await workAndWait(site, handoffs);
  const connections = await site.control.get<readonly { id: string; name: string }[]>('connections');
  const churn = connections.find(({ name }) => name === 'Subscription churn scores');
  await site.control.post('dataviews', {
    name: 'Churn and support',
    description: 'Made by a colleague.',
    parentDataGroupId: churn?.id,
    timezoneDesignator: 'Europe/Lisbon',
    by: 'Bo Busy <bo@luma.example>',
  });
}

async function changeYaml(site: Site): Promise<void> {
  await site.edit(PIPELINE, (text) =>
    text
      .replace('description: Upgrade scores beside web behaviour.', 'description: Changed.')
      .replace('to: scores/account-upgrade', 'to: exports/account-upgrade')
      .concat(dataView('second', 'A second view'), dataView('third', 'A third view')),
  );
  await site.edit(CHURN, (text) => text.slice(0, text.indexOf('    - name: support\n')));
  await site.edit(ENVIRONMENT, (text) =>
    text.replace('spec:\n', "spec:\n  allowDelete: ['subscription-churn/*/support']\n"),
  );
}

function dataView(name: string, title: string): string {
  return `    - { name: ${name}, title: ${title}, timezone: Europe/Lisbon }\n`;
}
