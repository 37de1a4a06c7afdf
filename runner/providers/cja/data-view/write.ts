import {
  type AttributePath,
  type FoundResource,
  formatAddress,
  type ImportingPipeline,
  type ImportSpec,
  type JsonValue,
  type Values,
  type WriteContext,
  type WrittenResource,
} from '../../../model/index.ts';
import { type Normalize, readIdToken } from '../import-values.ts';
import { CONTAINER_DEFAULTS, SESSION_DEFAULTS } from './defaults.ts';

/** How a segment is shown whose title the account does not see. */
const UNKNOWN_SEGMENT = 'id:segment:';

/** How a data view that exists is written in a pipeline (facts §5.2). */
export function makeDataViewImport(normalize: Normalize): ImportSpec {
  return {
    attribute: 'dataViews',
    isList: true,
    parentsOf: ({ object }) => readIdToken(object.values.connection),
    write: (found, context) => writeDataView(found, context, normalize),
  };
}

function writeDataView(
  { object }: FoundResource,
  { pipeline, name, addressOf }: WriteContext,
  normalize: Normalize,
): WrittenResource {
  const read = (path: AttributePath): JsonValue => normalize(path, object.values[path] ?? null);
  const [parent] = readIdToken(object.values.connection);
  const connection = parent === undefined ? undefined : addressOf(parent.space, parent.id);
  const segments = listOf(read('segments'));
  const hidden = segments.some((title) => title.startsWith(UNKNOWN_SEGMENT));
  const session = withoutDefaults(object.values, read, 'session', {
    ...SESSION_DEFAULTS,
    startsWith: null,
  });
  const containers = withoutDefaults(object.values, read, 'containerNames', CONTAINER_DEFAULTS);
  return {
    declaration: {
      name,
      title: object.title,
      ...(read('description') === '' ? {} : { description: read('description') }),
      ...(connection === undefined || connection === ownConnection(pipeline) ? {} : { connection }),
      timezone: read('timezone'),
      ...(session === undefined ? {} : { session }),
      ...(segments.length === 0 || hidden ? {} : { segments }),
      ...(containers === undefined ? {} : { containerNames: containers }),
      ...(read('externalId') === null ? {} : { externalId: read('externalId') }),
      ...(object.values.curationEnabled === true ? { curationEnabled: true } : {}),
      ...(hidden ? { lifecycle: { ignore: ['segments'] } } : {}),
      adopt: { id: object.ids.id ?? '' },
    },
    notes: [
      'Its components, annotations and access are not imported and stay as they are; declare them under components, annotations and access to have them checked.',
      'Owner, tags and shares are not managed.',
      ...(hidden
        ? [
            'It has a segment whose title this account does not see, so its segments are left alone (lifecycle.ignore). Share the segment with the technical account, then declare it under segments.',
          ]
        : []),
    ],
  };
}

/** The connection that a data view of a pipeline stands on where it names none. */
function ownConnection({ metadata, spec }: ImportingPipeline): string | undefined {
  const { connection } = spec;
  if (connection === undefined) return undefined;
  return 'use' in connection ? connection.use : formatAddress(metadata.name, 'connection', connection.name);
}

/** The members of an attribute that differ from what stands where nobody chose; undefined where none does. */
function withoutDefaults(
  values: Values,
  read: (path: AttributePath) => JsonValue,
  attribute: string,
  defaults: Readonly<Record<string, JsonValue>>,
): Readonly<Record<string, JsonValue>> | undefined {
  const chosen = Object.entries(defaults).flatMap(([member, usual]) => {
    const path = `${attribute}.${member}`;
    const value = read(path);
    return path in values && value !== usual ? [[member, value] as const] : [];
  });
  return chosen.length === 0 ? undefined : Object.fromEntries(chosen);
}

function listOf(value: JsonValue): readonly string[] {
  return Array.isArray(value) ? value.filter((item: JsonValue) => typeof item === 'string') : [];
}
