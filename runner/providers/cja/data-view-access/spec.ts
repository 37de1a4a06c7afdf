import {
  ATTRIBUTES,
  type AttributePath,
  type AttributeSpec,
  type DeclareContext,
  type DeclaredResource,
  formatAddress,
  type JsonValue,
  type KindSpec,
  refToken,
} from '../../../model/index.ts';
import { toSet } from '../canonical.ts';
import { Declaration, type DocumentPath } from '../declaration.ts';
import { accessSteps } from './steps.ts';

/** What follows from the place in the document and stands in no schema; nothing of this kind can be read. */
const DATA_VIEW: AttributeSpec = {
  path: 'dataView',
  visibility: 'hidden',
  immutable: true,
  screen: 'Admin Console',
  label: 'Data Views',
};

/** Who sees a data view: a person sets it in the Admin Console, and no API shows it (design §2). */
export const dataViewAccessSpec: KindSpec = {
  kind: 'data-view-access',
  mode: 'guided',
  label: 'data view access',
  attributes: [...(ATTRIBUTES['data-view-access'] ?? []), DATA_VIEW],
  observedAfter: ['data-view'],
  undeclared: 'differs',
  deletion: 'with-parent',
  watched: false,
  // Over a backfill that still runs, numbers are wrong and look right.
  requires: [{ kind: 'connection', condition: 'backfill' }],
  declare: declareAccess,
  normalize: (path: AttributePath, value: JsonValue) => (path === 'productProfiles' ? toSet(value) : value),
  steps: accessSteps,
  requestsPerWrite: 0,
  handoffNote: () =>
    'In the Admin Console (adminconsole.adobe.com), about two minutes. It needs a product administrator of Customer Journey Analytics.',
};

function declareAccess({ pipeline, locate }: DeclareContext): readonly DeclaredResource[] {
  return pipeline.spec.dataViews.flatMap((view, index): readonly DeclaredResource[] => {
    if (view.access === undefined) return [];
    const at: DocumentPath = ['spec', 'dataViews', index, 'access'];
    const declared = new Declaration(locate);
    const parent = formatAddress(pipeline.metadata.name, 'data-view', view.name);
    declared.set('dataView', refToken(parent), at);
    declared.set('productProfiles', [...view.access.productProfiles], [...at, 'productProfiles']);
    const source = declared.locate(at);
    return [
      {
        address: formatAddress(pipeline.metadata.name, 'data-view-access', view.name),
        title: view.title,
        values: declared.values,
        key: parent,
        lifecycle: view.lifecycle,
        sources: declared.sources,
        ...(source === undefined ? {} : { source }),
      },
    ];
  });
}
