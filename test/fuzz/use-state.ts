import { applyTransitions, type Desired, type Observed, type State } from '../../runner/model/index.ts';
import {
  absorb,
  analyse,
  decide,
  handoffView,
  makePlan,
  reconcile,
  type World,
} from '../../runner/plan/index.ts';
import {
  renderHandoff,
  renderHandoffJson,
  renderHandoffList,
  renderHandoffMarkdown,
  renderPlan,
  renderPlanJson,
  renderState,
  renderStateJson,
  renderStateResource,
} from '../../runner/render/index.ts';
import { listExportOrders } from '../../runner/scores/index.ts';
import { assertPrintable } from './printable.ts';
import { KINDS } from './product.ts';

const STYLE = { color: false, width: 100 };

type Use = (world: World) => readonly string[];

/** What the commands do with a state: list, show, plan, handoffs, and what an apply decides. Each returns what it prints. */
const USES: readonly Use[] = [
  ({ state }) => [renderState(state, STYLE), renderStateJson(state)],
  ({ state }) => Object.keys(state.resources).map((address) => renderStateResource(state, address, STYLE)),
  (world) => {
    const plan = makePlan(world, []);
    return [renderPlan(plan, STYLE), renderPlanJson(plan)];
  },
  (world) => {
    const analysis = analyse(absorb(world));
    const views = Object.values(analysis.world.state.handoffs).map((handoff) =>
      handoffView(analysis, handoff),
    );
    const each = views.flatMap((view) => [renderHandoff(view, STYLE), renderHandoffMarkdown(view)]);
    return [renderHandoffList(views, STYLE), renderHandoffJson(views), ...each];
  },
  (world) => {
    const transitions = [...reconcile(world), ...decide(world).transitions];
    const state = applyTransitions(world.state, transitions, { at: world.observed.observedAt });
    return [renderStateJson(state), JSON.stringify(listExportOrders(state))];
  },
];

/** How many ways there are to use a state. */
export const USE_COUNT = USES.length;

/** Uses a state in one of the ways. */
export function useState(
  state: State,
  seen: { readonly desired: Desired; readonly observed: Observed },
  use: number,
): void {
  const { desired, observed } = seen;
  for (const text of USES[use]?.({ desired, observed, state, kinds: KINDS }) ?? []) assertPrintable(text);
}
