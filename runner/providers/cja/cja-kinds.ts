import type { KindSpec, RemoteKind } from '../../model/index.ts';
import { makeAnnotationRemote } from './annotation/remote.ts';
import { annotationSpec } from './annotation/spec.ts';
import type { CjaClient } from './client/cja-client.ts';
import { makeConnectionRemote } from './connection/remote.ts';
import { connectionSpec } from './connection/spec.ts';
import { type DataViewOptions, makeDataViewRemote } from './data-view/remote.ts';
import { dataViewSpec } from './data-view/spec.ts';
import { makeAccessRemote } from './data-view-access/remote.ts';
import { dataViewAccessSpec } from './data-view-access/spec.ts';
import { makeComponentsRemote } from './data-view-components/remote.ts';
import { dataViewComponentsSpec } from './data-view-components/spec.ts';

/** What the remote side needs beside the client. */
export type CjaRemoteOptions = DataViewOptions;

/** The kinds of Customer Journey Analytics. */
export function cjaKinds(): readonly KindSpec[] {
  return [connectionSpec, dataViewSpec, dataViewComponentsSpec, dataViewAccessSpec, annotationSpec];
}

/** Their remote sides, by slug. */
export function cjaRemotes(
  client: CjaClient,
  options: CjaRemoteOptions = {},
): ReadonlyMap<string, RemoteKind> {
  return new Map([
    [connectionSpec.kind, makeConnectionRemote(client)],
    [dataViewSpec.kind, makeDataViewRemote(client, options)],
    [dataViewComponentsSpec.kind, makeComponentsRemote(client)],
    [dataViewAccessSpec.kind, makeAccessRemote()],
    [annotationSpec.kind, makeAnnotationRemote(client)],
  ]);
}
