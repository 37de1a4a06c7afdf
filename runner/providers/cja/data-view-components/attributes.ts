import { ATTRIBUTES, type AttributeSpec } from '../../../model/index.ts';

/** What follows from the place in the document and stands in no schema. */
const DERIVED: readonly AttributeSpec[] = [
  {
    path: 'dataView',
    visibility: 'visible',
    immutable: true,
    screen: 'Data views',
    label: 'Name',
    readBack: 'id',
  },
  {
    path: 'components[].source',
    visibility: 'visible',
    screen: 'Components',
    label: 'Schema fields',
    readBack: 'dataSetIds, schemaPath',
  },
];

/** Attributes of components: what is visible of them, and where they are set. */
export const COMPONENT_ATTRIBUTES: readonly AttributeSpec[] = [
  ...(ATTRIBUTES['data-view-components'] ?? []),
  ...DERIVED,
];
