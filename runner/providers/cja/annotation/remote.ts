import type { Intent, RemoteKind, RemoteObject } from '../../../model/index.ts';
import type { CjaAnnotation } from '../client/annotation.ts';
import type { CjaClient } from '../client/cja-client.ts';
import { readLastChange } from '../last-change.ts';
import { observeAnnotations } from './observe.ts';
import { toAnnotationBody, toChanges, toRemoteAnnotation } from './values.ts';

/** Adobe's times have whole seconds. */
const CLOCK_STEP_MS = 1000;

/** Reads and writes annotations (facts §6.5). */
export function makeAnnotationRemote(client: CjaClient): RemoteKind {
  const { annotations } = client;
  return {
    observe: async (request) => ({ byAddress: await observeAnnotations(client, request) }),
    create: async ({ values }) => ({ ids: { id: await annotations.create(toAnnotationBody(values)) } }),
    update: async ({ values, desired, target }) => {
      await annotations.update(
        target?.id ?? '',
        toChanges(toAnnotationBody(values), desired.lifecycle.ignore),
      );
    },
    remove: async ({ target }) => {
      await annotations.delete(target.id ?? '');
    },
    findCreated: async (intent) => {
      const found = await annotations.list();
      return toRemotes(found.filter((annotation) => isCandidate(annotation, intent)));
    },
    findBeside: async (made) => {
      const all = await annotations.list();
      return made.map(({ values }) => toRemotes(all.filter(({ dataId }) => dataId === values.dataView)));
    },
    lastChange: (target) => readLastChange(client, 'ANNOTATION', target.id),
  };
}

/** Everything that was created since an intent, by the server's clock, and whatever bears its title: the caller judges (design §7). */
function isCandidate({ createdDate, name }: CjaAnnotation, intent: Intent): boolean {
  const at = Date.parse(createdDate ?? '');
  const since = Date.parse(intent.since) - CLOCK_STEP_MS;
  return Number.isNaN(at) || at >= since || name?.trim() === intent.title.trim();
}

function toRemotes(annotations: readonly CjaAnnotation[]): readonly RemoteObject[] {
  return annotations.filter(({ isDeleted }) => isDeleted !== true).map(toRemoteAnnotation);
}
