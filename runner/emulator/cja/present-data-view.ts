import type { Context } from '../context.ts';
import { DEMO_ORG_ID } from '../credentials.ts';
import type { JsonObject } from '../respell/respell-object.ts';
import type { WorldDataView } from '../world/types.ts';
import { formatCjaDate } from './cja-page.ts';
import { removeIdPrefix } from './connection-id.ts';
import { getTimeZoneOffset } from './data-view-body.ts';

type Part = (context: Context, dataView: WorldDataView) => JsonObject;

/** What each expansion adds to the bare id (facts §5.1, §5.2). */
const PARTS: Readonly<Record<string, Part>> = {
  name: (_context, { fields }) => ({ name: fields.name }),
  description: (_context, { fields }) => ({ description: fields.description }),
  owner: (_context, { owner }) => ({
    owner: { imsUserId: owner.id, ownerId: owner.id, name: 'null null', type: 'imsUser' },
  }),
  isDeleted: (_context, { isDeleted }) => ({ isDeleted }),
  parentDataGroupId: (context, { fields }) => ({
    parentDataGroupId: context.respelling.choose('dataView.parent', [
      fields.parentDataGroupId,
      removeIdPrefix(fields.parentDataGroupId),
    ]),
  }),
  segmentList: (_context, { fields }) => ({ segmentList: [...fields.segmentList] }),
  currentTimezoneOffset: (context, { fields }) => ({
    currentTimezoneOffset: getTimeZoneOffset(fields.timezoneDesignator, context.getNow()),
  }),
  timezoneDesignator: (_context, { fields }) => ({ timezoneDesignator: fields.timezoneDesignator }),
  modified: (_context, { modifiedAt, modifiedBy }) => ({
    modifiedDate: formatCjaDate(modifiedAt),
    modifiedBy,
  }),
  createdDate: (_context, { createdAt }) => ({ createdDate: formatCjaDate(createdAt) }),
  organization: () => ({ organization: DEMO_ORG_ID }),
  curationEnabled: (_context, { fields }) => ({ curationEnabled: fields.curationEnabled }),
  recentRecordedAccess: (context) => ({
    recentRecordedAccess: new Date(context.getNow()).toISOString().slice(0, 10),
  }),
  sessionDefinition: (_context, { fields }) => ({
    sessionDefinition: fields.sessionDefinition.map((definition) => ({ ...definition })),
  }),
  externalData: (_context, { fields }) => ({
    externalData: {
      ...(fields.externalId === null ? {} : { externalId: fields.externalId }),
      externalParentId: removeIdPrefix(fields.parentDataGroupId),
    },
  }),
  containerNames: (_context, { fields }) => ({ containerNames: { ...fields.containerNames } }),
};

/** A data view as CJA answers it: `{id}`, and what was asked for. */
export function presentDataView(
  context: Context,
  dataView: WorldDataView,
  expansion: readonly string[],
): JsonObject {
  const body: JsonObject = { id: dataView.id };
  for (const name of expansion) {
    if (Object.hasOwn(PARTS, name)) Object.assign(body, PARTS[name]?.(context, dataView));
  }
  // Seen in real answers, in no specification (facts §5.2).
  if (context.respelling.choose('dataView.extra', [false, true])) {
    Object.assign(body, { componentType: 'dataView', systemUserOwned: false });
  }
  return context.respelling.apply('dataView', dataView.id, body);
}
