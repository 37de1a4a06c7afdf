import type { Context } from '../context.ts';
import { createSchema, makeTableName, XDM_CLASSES } from '../world/create-dataset.ts';
import { createHexId } from '../world/create-id.ts';
import type { WorldDataset, WorldInstance } from '../world/types.ts';
import { buildScoreProperties } from './score-schema.ts';

/** Which of the two score datasets. */
export type ScoreFormat = 'profile' | 'event';

/** The name that Adobe gives a score dataset (facts §2.6); the kind of dash is not certain. */
export function makeScoreDatasetName(context: Context, name: string, format: ScoreFormat): string {
  if (format === 'profile') {
    return `Customer AI Scores ${context.respelling.choose('scores.dash', ['-', '–', '—'])} ${name}`;
  }
  return `Customer AI Scores in EE Format ${context.respelling.choose('scores.eventDash', ['–', '-', '—'])} ${name}`;
}

/** The formats that an instance writes: the event one with the CJA toggle only (facts §2.6). */
export function listScoreFormats(instance: WorldInstance): readonly ScoreFormat[] {
  return instance.settings.outputs.cja ? ['profile', 'event'] : ['profile'];
}

/** The score dataset of an instance; it is made with its schema when there is none, as the first successful run does. */
export function openScoreDataset(
  context: Context,
  instance: WorldInstance,
  { format, at }: { format: ScoreFormat; at: number },
): WorldDataset {
  const knownId = format === 'profile' ? instance.profileDatasetId : instance.eventDatasetId;
  const known = context.world.datasets.find((dataset) => dataset.id === knownId);
  const dataset = known ?? createScoreDataset(context, instance, { format, at });
  if (format === 'profile') instance.profileDatasetId = dataset.id;
  else instance.eventDatasetId = dataset.id;
  return dataset;
}

function createScoreDataset(
  context: Context,
  instance: WorldInstance,
  { format, at }: { format: ScoreFormat; at: number },
): WorldDataset {
  const { world } = context;
  const { name, outputs } = instance.settings;
  const schemaTitle = `Customer AI Schema - ${name} ${instance.titleSuffix}`;
  const schema = createSchema(world, {
    title: format === 'profile' ? schemaTitle : `${schemaTitle} for Scores in EE Format`,
    description: context.respelling.choose('scores.description', ['', 'Customer AI output']),
    sandboxName: instance.sandboxName,
    classId: XDM_CLASSES[format],
    fieldGroups: [
      `https://ns.adobe.com/${world.tenant}/mixins/${createHexId(world, 'mixin')}`,
      'https://ns.adobe.com/xdm/context/identitymap',
    ],
    immutableTags: format === 'profile' && outputs.profile ? ['union'] : [],
    properties: buildScoreProperties(world.tenant, instance, format),
    createdAt: at,
  });
  const datasetName = makeScoreDatasetName(context, name, format);
  const dataset: WorldDataset = {
    id: createHexId(world, 'dataset'),
    sandboxName: instance.sandboxName,
    name: datasetName,
    description: '',
    schemaId: schema.id,
    tags: {
      'adobe/pqs/table': [`${makeTableName(datasetName)}_${instance.titleSuffix}`],
      // What the Profile toggle does that an API can see (facts §2.6).
      ...(format === 'profile' && outputs.profile ? { unifiedProfile: ['enabled:true'] } : {}),
    },
    createdAt: at,
    updatedAt: at,
    createdClient: 'acp_foundation_push',
    feed: null,
    instanceId: instance.id,
  };
  world.datasets.push(dataset);
  return dataset;
}
