import type { HandoffView } from '../model/index.ts';
import { renderJson } from './report-json.ts';

/** Open handoffs for programs: steps as data, so that another tool can draw or perform them. */
export function renderHandoffJson(views: readonly HandoffView[]): string {
  return renderJson({ handoffs: views });
}
