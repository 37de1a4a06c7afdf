import type { AttributePath, JsonValue, OpenAttribute, StepsRequest } from '../../../model/index.ts';
import type { Asked } from '../guided-steps.ts';

/** A dataset of a connection, as a handoff asks for it. */
export interface DatasetMember {
  /** Title and id, as Adobe's list shows them. */
  readonly name: string;
  readonly type: string;
  /** What Adobe's UI shows of something that a setting refers to. */
  readonly nameOf: (reference: string) => string;
  /** To be added, to be edited, or to be removed. */
  readonly act: 'add' | 'edit' | 'remove';
  readonly pathOf: (attribute: string) => AttributePath;
  readonly desired: (attribute: string) => JsonValue | undefined;
  readonly open: (attribute: string) => OpenAttribute | undefined;
  /** Whether a step for one of these attributes is wanted. */
  readonly isWanted: (...attributes: readonly string[]) => boolean;
}

const TYPE_ORDER = ['event', 'summary', 'profile', 'lookup'];
const MEMBER = /^datasets\[([^\]]*)\]\./;

/** The datasets that there is something to do about: those with events first, for keys of lookups are matched with them. */
export function listMembers(asked: Asked, nameOf: StepsRequest['nameOf']): readonly DatasetMember[] {
  const paths = [...(asked.isChange ? [] : Object.keys(asked.values)), ...asked.open.keys()];
  const references = new Set(
    paths.map((path) => MEMBER.exec(path)?.[1]).filter((found) => found !== undefined),
  );
  return [...references]
    .map((reference) => readMember(asked, reference, nameOf))
    .sort((a, b) => orderOf(a) - orderOf(b) || (a.name < b.name ? -1 : 1));
}

function orderOf({ type }: DatasetMember): number {
  const at = TYPE_ORDER.indexOf(type);
  return at < 0 ? TYPE_ORDER.length : at;
}

function readMember(asked: Asked, reference: string, nameOf: StepsRequest['nameOf']): DatasetMember {
  const pathOf = (attribute: string): AttributePath => `datasets[${reference}].${attribute}`;
  const from = asked.open.get(pathOf('from'));
  const isGone = !(pathOf('from') in asked.values);
  const isNew = !asked.isChange || (from !== undefined && from.live === undefined);
  const isWanted = (attribute: string): boolean =>
    isNew ? pathOf(attribute) in asked.values : asked.open.has(pathOf(attribute));
  return {
    name: nameOf(reference),
    nameOf,
    type: String(asked.values[pathOf('type')] ?? ''),
    act: isGone ? 'remove' : isNew ? 'add' : 'edit',
    pathOf,
    desired: (attribute) => asked.values[pathOf(attribute)],
    open: (attribute) => asked.open.get(pathOf(attribute)),
    isWanted: (...attributes) => attributes.some(isWanted),
  };
}
