import type { WorldInstance, XdmNode } from '../world/types.ts';
import { buildProperties } from '../world/xdm-node.ts';

/**
 * The properties of a score schema, after Adobe's screenshots (facts §2.6):
 * `_{tenant}.CustomerAI.{instanceKey}.{influentialFactors,modelType,percentileScore,probability,score,scoreDate}`.
 */
export function buildScoreProperties(
  tenant: string,
  instance: Pick<WorldInstance, 'instanceKey'>,
  format: 'profile' | 'event',
): Record<string, XdmNode> {
  const prefix = `_${tenant}.CustomerAI.${instance.instanceKey}`;
  return buildProperties({
    _id: 'string',
    ...(format === 'event' ? { timestamp: 'date-time', eventType: 'string' } : {}),
    [`${prefix}.influentialFactors[].code`]: 'string',
    [`${prefix}.influentialFactors[].value`]: 'string',
    [`${prefix}.influentialFactors[].importance`]: 'string',
    [`${prefix}.modelType`]: 'string',
    [`${prefix}.percentileScore`]: 'integer',
    [`${prefix}.probability`]: 'number',
    [`${prefix}.score`]: 'number',
    // A string, not a date type, in the picture.
    [`${prefix}.scoreDate`]: 'string',
    identityMap: 'identityMap',
  });
}
