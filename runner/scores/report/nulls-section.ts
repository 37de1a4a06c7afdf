import type { ScoreProfile, ScoreReport } from '../../model/index.ts';
import { newestBatches } from './batch-facts.ts';
import { formatCount, formatNoun, formatShare, shareOf } from './figures.ts';
import type { Html } from './html.ts';
import { renderSection } from './section.ts';
import { renderTable } from './table.ts';

/** What is missing from the rows or lies outside its range, by attribute. */
const GAPS: readonly {
  readonly name: string;
  readonly isNull: boolean;
  count(profile: ScoreProfile): number;
}[] = [
  { name: 'No score', isNull: true, count: ({ numbers }) => numbers.score.nulls },
  { name: 'No probability', isNull: true, count: ({ numbers }) => numbers.probability.nulls },
  { name: 'No percentile', isNull: true, count: ({ numbers }) => numbers.percentileScore.nulls },
  { name: 'No propensity type', isNull: true, count: ({ nulls }) => nulls.modelType },
  { name: 'No score date', isNull: true, count: ({ nulls }) => nulls.scoreDate },
  { name: 'No influential factors', isNull: true, count: ({ nulls }) => nulls.influentialFactors },
  { name: 'No identity', isNull: true, count: ({ withoutIdentity }) => withoutIdentity },
  {
    name: 'Identity that another row has too',
    isNull: false,
    count: ({ rows, withoutIdentity, identities }) => Math.max(0, rows - withoutIdentity - identities),
  },
  {
    name: 'Score outside 0 to 100',
    isNull: false,
    count: ({ numbers }) => numbers.score.below + numbers.score.above,
  },
  {
    name: 'Probability outside 0 to 1',
    isNull: false,
    count: ({ numbers }) => numbers.probability.below + numbers.probability.above,
  },
  {
    name: 'Percentile outside 0 to 100',
    isNull: false,
    count: ({ numbers }) => numbers.percentileScore.below + numbers.percentileScore.above,
  },
];

/** Missing values and values out of range, in the newest batch and in the one before. */
export function renderNulls(report: ScoreReport): Html {
  const { newest, before } = newestBatches(report);
  const about = { id: 'nulls', title: 'Missing values', lead: describeNulls(report) };
  if (newest === undefined) return renderSection(about);
  const profiles = before === undefined ? [newest.profile] : [newest.profile, before.profile];
  const names = ['Newest batch', 'Batch before'].slice(0, profiles.length);
  return renderSection(
    about,
    renderTable({
      caption: 'Rows with a missing or impossible value',
      columns: [
        { name: 'What' },
        ...names.flatMap((name) => [
          { name, isFigure: true },
          { name: 'Share', isFigure: true },
        ]),
      ],
      rows: GAPS.map(({ name, count }) => [
        name,
        ...profiles.flatMap((profile) => [
          formatCount(count(profile)),
          formatShare(shareOf(count(profile), profile.rows)),
        ]),
      ]),
      className: 'gaps',
    }),
  );
}

/** The main finding: what is missing most. */
export function describeNulls(report: ScoreReport): string {
  const { newest } = newestBatches(report);
  if (newest === undefined) return 'There is no batch yet.';
  const { profile } = newest;
  if (profile.rows === 0) return 'The newest batch has no rows.';
  const counts = GAPS.filter(({ isNull }) => isNull).map(({ name, count }) => ({
    name,
    rows: count(profile),
  }));
  const worst = counts.reduce((most, each) => (each.rows > most.rows ? each : most));
  if (worst.rows === 0) return 'No value is missing from the newest batch.';
  const missing = worst.name.replace(/^No /, '');
  return `What is missing most in the newest batch is the ${missing}: ${formatNoun(worst.rows, 'row', 'rows')} of ${formatCount(profile.rows)} (${formatShare(shareOf(worst.rows, profile.rows))}).`;
}
