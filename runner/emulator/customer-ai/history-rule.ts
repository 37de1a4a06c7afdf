import type { InstanceSettings, WorldDataset } from '../world/types.ts';

const DAY_MS = 86_400_000;

/** Adobe's rule: max(eligibility lookback or 45, 30) + outcome window (facts §2.5). */
export function getRequiredDays(settings: Pick<InstanceSettings, 'goal' | 'eligiblePopulation'>): number {
  const lookback = settings.eligiblePopulation?.lookbackDays ?? 45;
  return Math.max(lookback, 30) + settings.goal.outcomeWindowDays;
}

/** Days of history that the chosen datasets have together: from the oldest event to now. */
export function getAvailableDays(datasets: readonly WorldDataset[], now: number): number {
  const starts = datasets.flatMap((dataset) => (dataset.feed ? [dataset.feed.since] : []));
  return starts.length === 0 ? 0 : Math.max(0, Math.floor((now - Math.min(...starts)) / DAY_MS));
}
