import type { KindSpec } from '../../../model/index.ts';
import { COMPONENT_ATTRIBUTES } from './attributes.ts';
import { losesSetting } from './component-steps.ts';
import { declareComponents } from './declare.ts';
import { normalizeComponent } from './normalize.ts';
import { componentsSteps } from './steps.ts';

/** Dimensions and metrics of a data view: a person sets them up, the API only reads them (facts §5.4). */
export const dataViewComponentsSpec: KindSpec = {
  kind: 'data-view-components',
  mode: 'guided',
  label: 'data view components',
  attributes: COMPONENT_ATTRIBUTES,
  observedAfter: ['data-view', 'score-dataset', 'input-dataset'],
  undeclared: 'last-applied',
  deletion: 'with-parent',
  watched: true,
  requires: [],
  declare: declareComponents,
  normalize: normalizeComponent,
  loses: losesSetting,
  steps: componentsSteps,
  requestsPerWrite: 2,
  handoffNote: () =>
    'In Customer Journey Analytics › Data management › Data views, about a minute for each component. It needs a product administrator of Customer Journey Analytics, or an administrator of a product profile that holds the data view.',
};
