import { createHexId } from './create-id.ts';
import { type DatasetKind, STANDARD_FIELDS } from './standard-fields.ts';
import type { World, WorldDataset, WorldSchema, XdmNode } from './types.ts';
import { buildProperties, type LeafType } from './xdm-node.ts';

const DAY_MS = 86_400_000;

/** Class `$id`s (facts §4.3: CJA derives the dataset type from the class). */
export const XDM_CLASSES = {
  event: 'https://ns.adobe.com/xdm/context/experienceevent',
  profile: 'https://ns.adobe.com/xdm/context/profile',
  summary: 'https://ns.adobe.com/xdm/classes/summarymetrics',
} as const;

/** What a new dataset is made of. */
export interface DatasetPlan {
  readonly name: string;
  readonly description: string;
  readonly kind: DatasetKind;
  readonly sandboxName: string;
  /** Namespace of the identity; null leaves the schema without one. */
  readonly identityNamespace: string | null;
  /** Field of the identity; `identityMap` needs no descriptor. */
  readonly identityField: string;
  readonly historyDays: number;
  readonly recordsPerDay: number;
  readonly createdAt: number;
  /** Fields that the schema has besides those of its kind, in the short notation. */
  readonly fields?: Readonly<Record<string, LeafType>>;
  /** Fields, or what stands below them, that the schema lacks. */
  readonly withoutFields?: readonly string[];
}

const FIELD_GROUPS: Readonly<Record<DatasetKind, readonly string[]>> = {
  analyticsConnector: ['experienceevent-analytics', 'experienceevent-web', 'experienceevent-commerce'],
  audienceManagerConnector: ['experienceevent-audiencemanager'],
  experienceEvent: ['experienceevent-application', 'experienceevent-commerce'],
  consumerExperienceEvent: ['experienceevent-web', 'experienceevent-commerce', 'experienceevent-search'],
  profile: ['profile-person-details', 'profile-personal-details'],
  lookup: [],
};

/** Adds a dataset with its own schema to the world. */
export function createDataset(world: World, plan: DatasetPlan): WorldDataset {
  const schema = createSchema(world, {
    title: `${plan.name} Schema`,
    sandboxName: plan.sandboxName,
    classId: getClassId(world, plan.kind),
    fieldGroups: FIELD_GROUPS[plan.kind].map((name) => `https://ns.adobe.com/xdm/context/${name}`),
    immutableTags: plan.kind === 'lookup' ? [] : ['union'],
    properties: buildProperties(listFields(plan)),
    createdAt: plan.createdAt,
  });
  if (plan.identityNamespace !== null && plan.identityField !== 'identityMap') {
    world.descriptors.push({
      id: createHexId(world, 'descriptor'),
      sandboxName: plan.sandboxName,
      schemaId: schema.id,
      property: `/${plan.identityField.replaceAll('.', '/')}`,
      namespace: plan.identityNamespace,
      isPrimary: true,
    });
  }
  const dataset: WorldDataset = {
    id: createHexId(world, 'dataset'),
    sandboxName: plan.sandboxName,
    name: plan.name,
    description: plan.description,
    schemaId: schema.id,
    tags: makeTags(plan),
    createdAt: plan.createdAt,
    updatedAt: plan.createdAt,
    createdClient: plan.kind.endsWith('Connector') ? 'acp_core_sources' : 'acp_ui_platform',
    feed: {
      since: Math.floor(plan.createdAt / DAY_MS) * DAY_MS - plan.historyDays * DAY_MS,
      until: null,
      recordsPerDay: plan.recordsPerDay,
    },
    instanceId: null,
  };
  world.datasets.push(dataset);
  return dataset;
}

function listFields({ kind, fields = {}, withoutFields = [] }: DatasetPlan): Record<string, LeafType> {
  const all: [string, LeafType][] = Object.entries({ ...STANDARD_FIELDS[kind], ...fields });
  const isLeftOut = (path: string): boolean =>
    withoutFields.some(
      (left) => path === left || path.startsWith(`${left}.`) || path.startsWith(`${left}[]`),
    );
  return Object.fromEntries(all.filter(([path]) => !isLeftOut(path)));
}

/** Adds a schema to the tenant container. */
export function createSchema(
  world: World,
  plan: Pick<
    WorldSchema,
    'title' | 'sandboxName' | 'classId' | 'fieldGroups' | 'immutableTags' | 'createdAt'
  > & {
    readonly properties: Record<string, XdmNode>;
    readonly description?: string;
  },
): WorldSchema {
  const hash = createHexId(world, 'schema');
  const schema = {
    description: '',
    ...plan,
    id: `https://ns.adobe.com/${world.tenant}/schemas/${hash}`,
    altId: `_${world.tenant}.schemas.${hash}`,
  };
  world.schemas.push(schema);
  return schema;
}

/** The SQL name of a dataset's table: not derivable by clients, so it ends in something arbitrary. */
export function makeTableName(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_|_$/g, '');
}

function getClassId(world: World, kind: DatasetKind): string {
  if (kind === 'profile') return XDM_CLASSES.profile;
  return kind === 'lookup' ? `https://ns.adobe.com/${world.tenant}/classes/plans` : XDM_CLASSES.event;
}

function makeTags(plan: DatasetPlan): Record<string, string[]> {
  const tags: Record<string, string[]> = { 'adobe/pqs/table': [makeTableName(plan.name)] };
  if (plan.kind === 'lookup') return tags;
  return { ...tags, unifiedProfile: ['enabled:true'], unifiedIdentity: ['enabled:true'] };
}
