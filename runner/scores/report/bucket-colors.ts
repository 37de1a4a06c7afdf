/** Colours from the lowest bucket to the highest, in equal steps between two of `#rrggbb`. */
export function bucketColors({
  low,
  high,
  count,
}: {
  readonly low: string;
  readonly high: string;
  readonly count: number;
}): readonly string[] {
  const from = channelsOf(low);
  const to = channelsOf(high);
  return Array.from({ length: count }, (_, index) => {
    const part = count === 1 ? 1 : index / (count - 1);
    const channels = from.map((channel, place) => Math.round(channel + part * ((to[place] ?? 0) - channel)));
    return `#${channels.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
  });
}

function channelsOf(color: string): readonly number[] {
  return [1, 3, 5].map((start) => Number.parseInt(color.slice(start, start + 2), 16));
}
