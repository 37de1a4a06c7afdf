import { ATTRIBUTES, type KindSpec } from '../../../model/index.ts';
import { declareInstance } from './declare.ts';
import { normalizeInstanceValue } from './normalize.ts';
import { listInstanceSteps } from './steps.ts';

/**
 * A Customer AI instance. Adobe has no API for it (facts §3.1): a person sets it up; what its first run leaves behind shows
 * its title and its outputs, everything else is attested. Only title, description and schedule can be edited (facts §3.3).
 */
export const CUSTOMER_AI_INSTANCE: KindSpec = {
  kind: 'customer-ai-instance',
  mode: 'guided',
  label: 'Customer AI instance',
  attributes: ATTRIBUTES['customer-ai-instance'] ?? [],
  observedAfter: ['score-dataset'],
  undeclared: 'differs',
  deletion: 'own',
  watched: true,
  requires: [],
  declare: declareInstance,
  normalize: normalizeInstanceValue,
  steps: listInstanceSteps,
  requestsPerWrite: 0,
  handoffNote: (extent) => {
    const time =
      extent === 'whole'
        ? 'about 10 minutes, then a scoring run of up to 24 hours that nobody has to watch'
        : 'about 2 minutes';
    return `In Adobe Experience Platform, ${time}. Needs the permission Manage Customer AI.`;
  },
};
