import {
  type ApiAnswer,
  asMembers,
  compact,
  type Members,
  makeAnswerError,
  readFlag,
  readNumber,
  readObject,
  readObjects,
  readText,
  readTexts,
} from '../../../host/index.ts';
import { readOwner } from './connection.ts';
import { toBareConnectionId, toConnectionId } from './connection-id.ts';

/** All that is needed to compare, overlay and look up a data view; without it Adobe answers with the id alone (facts §5.1). */
export const DATA_VIEW_EXPANSION: readonly string[] = [
  'name',
  'description',
  'owner',
  'isDeleted',
  'parentDataGroupId',
  'segmentList',
  'timezoneDesignator',
  'modified',
  'createdDate',
  'organization',
  'curationEnabled',
  'sessionDefinition',
  'externalData',
  'containerNames',
];

/** A data view as the API shows it. Absent members were not asked for, not set, or null. */
export type CjaDataView = ReturnType<typeof readDataView>;

/** One session rule; enums come in either case (facts §5.5). */
export interface CjaSessionDefinition {
  readonly numPeriods?: number;
  readonly granularity?: string;
  readonly func?: string;
  readonly events?: readonly string[];
}

/** What a data view can be created or replaced with: everything writable, nothing of the server's (facts §5.2). */
export interface CjaDataViewBody {
  readonly name: string;
  readonly description?: string;
  readonly parentDataGroupId: string;
  readonly timezoneDesignator: string;
  readonly sessionDefinition?: readonly CjaSessionDefinition[];
  readonly segmentList?: readonly string[];
  readonly containerNames?: { readonly event?: string; readonly session?: string; readonly people?: string };
  readonly curationEnabled?: boolean;
  readonly externalData?: { readonly externalId?: string; readonly externalParentId?: string };
  readonly organization?: string;
}

/** What Adobe's validator says (facts §5.1). */
export interface CjaValidation {
  readonly valid: boolean;
  readonly message?: string;
}

/** The id of a data view. */
export function readDataViewId(item: Members): string | undefined {
  return readText(item, 'id');
}

/** Reads a data view whose id is known. */
export function readDataView(item: Members, id: string) {
  const external = readObject(item, 'externalData');
  const parent = readText(item, 'parentDataGroupId') ?? readText(external, 'externalParentId');
  const containers = readObject(item, 'containerNames');
  return compact({
    id,
    name: readText(item, 'name'),
    description: readText(item, 'description'),
    parentDataGroupId: parent === undefined || parent === '' ? undefined : toConnectionId(parent),
    timezoneDesignator: readText(item, 'timezoneDesignator'),
    sessionDefinition: readObjects(item, 'sessionDefinition')?.map(readSession),
    segmentList: readTexts(item, 'segmentList'),
    containerNames:
      containers === undefined
        ? undefined
        : compact({
            event: readText(containers, 'event'),
            session: readText(containers, 'session'),
            people: readText(containers, 'people'),
          }),
    curationEnabled: readFlag(item, 'curationEnabled'),
    externalId: readText(external, 'externalId'),
    organization: readText(item, 'organization'),
    owner: readOwner(readObject(item, 'owner')),
    isDeleted: readFlag(item, 'isDeleted'),
    createdDate: readText(item, 'createdDate'),
    modifiedDate: readText(item, 'modifiedDate'),
    modifiedBy: readText(item, 'modifiedBy'),
  });
}

/**
 * The body that leaves a data view as it is, to lay changes over: PUT may overwrite what it does not name (facts §5.3), so all
 * that is writable goes with it. Undefined when the data view was read without name, connection or time zone.
 */
export function toDataViewBody(view: CjaDataView): CjaDataViewBody | undefined {
  const { name, parentDataGroupId, timezoneDesignator } = view;
  if (name === undefined || parentDataGroupId === undefined || timezoneDesignator === undefined)
    return undefined;
  return compact({
    name,
    description: view.description,
    parentDataGroupId,
    timezoneDesignator,
    sessionDefinition: view.sessionDefinition?.map(toWrittenSession),
    segmentList: view.segmentList,
    containerNames: view.containerNames,
    curationEnabled: view.curationEnabled,
    externalData: compact({
      externalId: view.externalId,
      externalParentId: toBareConnectionId(parentDataGroupId),
    }),
    organization: view.organization,
  });
}

/** Answers are lower case, requests are upper case (facts §5.2). */
function toWrittenSession(session: CjaSessionDefinition): CjaSessionDefinition {
  return compact({
    ...session,
    granularity: session.granularity?.toUpperCase(),
    func: session.func?.toUpperCase(),
  });
}

function readSession(item: Members): CjaSessionDefinition {
  return compact({
    numPeriods: readNumber(item, 'numPeriods'),
    granularity: readText(item, 'granularity'),
    func: readText(item, 'func'),
    events: readTexts(item, 'events'),
  });
}

/** Reads the answer of the validator; its texts have trailing blanks (facts §5.5). */
export function readValidation(answer: ApiAnswer, path: string): CjaValidation {
  const members = asMembers(answer.body);
  const valid = readFlag(members, 'valid');
  if (valid === undefined)
    throw makeAnswerError(
      { api: 'cja', path, method: 'POST', answer },
      'it does not say whether the data view is valid',
    );
  const message = readText(members, 'message')?.trim();
  return message === undefined || message === '' ? { valid } : { valid, message };
}
