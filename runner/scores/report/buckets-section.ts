import type { ScoreReport } from '../../model/index.ts';
import { labelBatches, nameBatch, newestBatches } from './batch-facts.ts';
import { type BucketShares, drawBucketShares } from './buckets-chart.ts';
import { legendEntry, renderChartFigure } from './chart-figure.ts';
import { dataText } from './data-text.ts';
import { formatPoints, formatShare } from './figures.ts';
import type { Html } from './html.ts';
import { judgeChange, wordsOf } from './propensity-words.ts';
import { nameBuckets, shareBuckets } from './score-buckets.ts';
import { renderSection } from './section.ts';

/** How the scores are divided among the buckets, batch after batch. */
export async function renderBuckets(report: ScoreReport): Promise<Html> {
  const finding = describeBuckets(report);
  const buckets = nameBuckets(report.bounds);
  const shares = report.batches.map((batch) => shareBuckets(batch.profile, buckets));
  const hasShares = shares.some((each) => each !== undefined);
  const newest = shares.at(-1);
  const figure = {
    id: 'chart-buckets',
    caption: 'Share of scores in each bucket, by batch',
    finding,
    legend: buckets
      .map(({ name }, index) =>
        legendEntry(`fill-bucket-${index}`, newest ? `${name}: ${formatShare(newest[index])} now` : name),
      )
      .toReversed(),
    table: {
      caption: 'Share of scores in each bucket, newest batch first',
      columns: [{ name: 'Batch complete' }, ...buckets.map(({ name }) => ({ name, isFigure: true }))],
      rows: report.batches
        .map((batch, index) => [
          dataText(nameBatch(batch)),
          ...buckets.map((_, bucket) => formatShare(shares[index]?.[bucket])),
        ])
        .toReversed(),
    },
  };
  return renderSection(
    { id: 'buckets', title: 'Buckets over time', lead: finding },
    hasShares &&
      renderChartFigure({
        ...figure,
        chart: await drawBucketShares(labelBatches(report.batches), stack(shares)),
      }),
  );
}

/** The main finding about the highest bucket. */
export function describeBuckets(report: ScoreReport): string {
  const { newest, before } = newestBatches(report);
  const buckets = nameBuckets(report.bounds);
  const top = buckets.at(-1);
  const share = newest && shareBuckets(newest.profile, buckets)?.at(-1);
  if (share === undefined || top === undefined) return 'The newest batch has no scores to divide.';
  const start = `${formatShare(share)} of the scores are in the highest bucket, ${top.from} to 100: people ${wordsOf(report).highest}.`;
  const earlier = before && shareBuckets(before.profile, buckets)?.at(-1);
  if (earlier === undefined) return start;
  const judged = judgeChange(report, share - earlier, 0.0005);
  return `${start} In the batch before it was ${formatShare(earlier)} (${formatPoints(share - earlier)})${judged ? `: ${judged}` : ''}.`;
}

function stack(shares: readonly (readonly number[] | undefined)[]): readonly BucketShares[] {
  return shares.flatMap((each, batch) => {
    let start = 0;
    return (each ?? []).map((share, bucket) => {
      const end = start + share;
      const piece = { batch, bucket, start, end };
      start = end;
      return piece;
    });
  });
}
