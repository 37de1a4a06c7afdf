import { asMembers, type Members, readMember, readObjects, readText } from '../host/index.ts';
import type { CommitStatus, ForgeComment, ForgeIssue } from '../model/index.ts';
import { MissingMember, needNumber, needText, readLogin } from './needed-members.ts';

/** A noun as GitHub has it: with its id and the time of its last change, by which a stale answer is known. */
export interface Dated<T> {
  readonly id: number;
  readonly updatedAt: string;
  readonly value: T;
}

/** A comment; GitHub leaves a body out that is empty. */
export function readComment(answer: Members): Dated<ForgeComment> {
  const id = needNumber(answer, 'id');
  const createdAt = needText(answer, 'created_at');
  const updatedAt = readText(answer, 'updated_at') ?? createdAt;
  return {
    id,
    updatedAt,
    value: {
      id,
      author: readLogin(answer),
      body: readText(answer, 'body') ?? '',
      url: needText(answer, 'html_url'),
      createdAt,
      isEdited: updatedAt !== createdAt,
    },
  };
}

/** An issue; pull requests are read by it too, since GitHub lists them among the issues. */
export function readIssue(answer: Members): Dated<ForgeIssue> {
  const number = needNumber(answer, 'number');
  const createdAt = needText(answer, 'created_at');
  return {
    id: number,
    updatedAt: readText(answer, 'updated_at') ?? createdAt,
    value: {
      number,
      title: needText(answer, 'title'),
      body: readText(answer, 'body') ?? '',
      author: readLogin(answer),
      labels: readLabels(answer),
      assignees: (readObjects(answer, 'assignees') ?? []).map((one) => needText(one, 'login')),
      isOpen: needText(answer, 'state') === 'open',
      url: needText(answer, 'html_url'),
      createdAt,
    },
  };
}

/** Whether an issue of a list is a pull request. */
export function isPullRequest(answer: Members): boolean {
  return asMembers(readMember(answer, 'pull_request')) !== undefined;
}

/** A status of a commit. */
export function readStatus(answer: Members): Dated<CommitStatus> {
  const url = readText(answer, 'target_url');
  const state = needText(answer, 'state');
  if (state !== 'pending' && state !== 'success' && state !== 'failure' && state !== 'error') {
    throw new MissingMember('a status has a state that nobody knows');
  }
  return {
    id: needNumber(answer, 'id'),
    updatedAt: readText(answer, 'updated_at') ?? '',
    value: {
      context: needText(answer, 'context'),
      state,
      description: readText(answer, 'description') ?? '',
      ...(url === undefined ? {} : { url }),
      creator: readLogin(answer, 'creator'),
    },
  };
}

/** Whether a permission of a collaborator lets them write; `maintain` is answered as `write`. */
export function mayWrite(answer: Members): boolean {
  return ['admin', 'maintain', 'write'].includes(needText(answer, 'permission'));
}

/** Labels are objects, and texts in some old answers. */
function readLabels(answer: Members): readonly string[] {
  const labels = readMember(answer, 'labels');
  if (!Array.isArray(labels)) return [];
  return labels.flatMap((label: unknown) => {
    const name = typeof label === 'string' ? label : readText(asMembers(label), 'name');
    return name === undefined ? [] : [name];
  });
}

/** The login of a user. */
export function readName(answer: Members): string {
  return needText(answer, 'login');
}
