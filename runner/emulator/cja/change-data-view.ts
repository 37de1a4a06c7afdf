import type { Context } from '../context.ts';
import { createHexId } from '../world/create-id.ts';
import { recordAudit } from '../world/record-audit.ts';
import type { Actor, DataViewFields, WorldDataView } from '../world/types.ts';
import { makeStandardComponents } from './standard-components.ts';

/** Adds a data view with its standard components; the caller owns it, whatever the body said. */
export function createDataView(context: Context, fields: DataViewFields, user: Actor): WorldDataView {
  const dataView = addDataView(context, fields, user);
  auditDataView(context, dataView, { action: 'CREATE', user });
  context.store.save();
  return dataView;
}

/** As {@link createDataView}, without audit record and saving: for bulk loads. */
export function addDataView(context: Context, fields: DataViewFields, user: Actor): WorldDataView {
  const now = context.getNow();
  const dataView: WorldDataView = {
    id: `dv_${createHexId(context.world, 'dataView')}`,
    fields,
    owner: user,
    createdAt: now,
    modifiedAt: now,
    modifiedBy: user.id,
    isDeleted: false,
    ...makeStandardComponents(),
    productProfiles: [],
  };
  context.world.dataViews.push(dataView);
  return dataView;
}

/** Replaces the writable fields. */
export function changeDataView(
  context: Context,
  dataView: WorldDataView,
  { fields, user }: { fields: DataViewFields; user: Actor },
): void {
  dataView.fields = fields;
  touchDataView(context, dataView, user);
}

/** Notes an edit of a data view: date, editor, audit log. */
export function touchDataView(context: Context, dataView: WorldDataView, user: Actor): void {
  dataView.modifiedAt = context.getNow();
  dataView.modifiedBy = user.id;
  auditDataView(context, dataView, { action: 'EDIT', user });
  context.store.save();
}

/** Copies a data view, components included (facts §5.1: name plus " (Copy)", new owner). */
export function copyDataView(context: Context, source: WorldDataView, user: Actor): WorldDataView {
  const fields = { ...structuredClone(source.fields), name: `${source.fields.name} (Copy)` };
  const copy = createDataView(context, fields, user);
  copy.dimensions = structuredClone(source.dimensions);
  copy.metrics = structuredClone(source.metrics);
  context.store.save();
  return copy;
}

/** Hides a data view from lists. */
export function deleteDataView(context: Context, dataView: WorldDataView, user: Actor): void {
  dataView.isDeleted = true;
  dataView.modifiedAt = context.getNow();
  dataView.modifiedBy = user.id;
  auditDataView(context, dataView, { action: 'DELETE', user });
  context.store.save();
}

function auditDataView(
  context: Context,
  dataView: WorldDataView,
  { action, user }: { action: 'CREATE' | 'EDIT' | 'DELETE'; user: Actor },
): void {
  const verb = { CREATE: 'created', EDIT: 'edited', DELETE: 'deleted' }[action];
  recordAudit(context.world, {
    at: context.getNow(),
    action,
    description: `Data view "${dataView.fields.name}" was ${verb}`,
    user,
    component: { id: dataView.id, type: 'DATA_VIEW', name: dataView.fields.name },
  });
}
