import { getHexDigest } from '../seeded-random.ts';
import { createDataset, type DatasetPlan } from './create-dataset.ts';
import { formatUuid } from './create-id.ts';
import type { World } from './types.ts';

/** How far back the demo inputs reach. */
const DEMO_HISTORY_DAYS = 150;

const DEMO_DATASETS: readonly Pick<
  DatasetPlan,
  'name' | 'description' | 'kind' | 'identityNamespace' | 'identityField' | 'recordsPerDay'
>[] = [
  {
    name: 'Luma Web Events',
    description: 'Web visits and orders, by the Adobe Analytics source connector',
    kind: 'analyticsConnector',
    identityNamespace: 'ECID',
    identityField: 'identityMap',
    recordsPerDay: 640,
  },
  {
    name: 'Luma Audience Traits',
    description: 'Traits realised, by the Audience Manager source connector',
    kind: 'audienceManagerConnector',
    identityNamespace: 'ECID',
    identityField: 'endUserIDs._experience.mcid.id',
    recordsPerDay: 180,
  },
  {
    name: 'Luma App Events',
    description: 'Events of the Luma app',
    kind: 'experienceEvent',
    identityNamespace: 'ECID',
    identityField: 'identityMap',
    recordsPerDay: 420,
  },
  {
    name: 'Luma Consumer Events',
    description: 'Consumer events prepared for intelligent services, with subscriptions and support',
    kind: 'consumerExperienceEvent',
    identityNamespace: 'ECID',
    identityField: 'identityMap',
    recordsPerDay: 510,
  },
  {
    name: 'Luma Profiles',
    description: 'Customers and their subscriptions',
    kind: 'profile',
    identityNamespace: 'CRMID',
    identityField: '_luma.customerId',
    recordsPerDay: 40,
  },
  {
    name: 'Luma Plans',
    description: 'Subscription plans and their prices',
    kind: 'lookup',
    identityNamespace: null,
    identityField: '_luma.planId',
    recordsPerDay: 6,
  },
];

/** The demo organisation "Luma": every id follows from the seed, every time from `now`. */
export function createDemoWorld(seed: number, now: number): World {
  const world: World = {
    formatVersion: 1,
    seed,
    createdAt: now,
    clockOffsetMs: 0,
    idCounter: 0,
    tenant: 'luma',
    sandboxes: [
      { id: makeSandboxId(seed, 'prod'), name: 'prod', title: 'Prod', type: 'production', isDefault: true },
      { id: makeSandboxId(seed, 'dev'), name: 'dev', title: 'Dev', type: 'development', isDefault: false },
    ],
    schemas: [],
    descriptors: [],
    datasets: [],
    batches: [],
    instances: [],
    connections: [],
    dataViews: [],
    audit: [],
  };
  for (const plan of DEMO_DATASETS) {
    createDataset(world, { ...plan, sandboxName: 'prod', historyDays: DEMO_HISTORY_DAYS, createdAt: now });
  }
  return world;
}

function makeSandboxId(seed: number, name: string): string {
  return formatUuid(getHexDigest(`${seed}/sandbox/${name}`, 32));
}
