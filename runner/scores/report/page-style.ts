import type { ScoreReport } from '../../model/index.ts';
import { bucketColors } from './bucket-colors.ts';
import { PAGE_RULES } from './page-rules.ts';

interface Scheme {
  readonly page: string;
  readonly surface: string;
  readonly ink: string;
  readonly soft: string;
  readonly line: string;
  readonly good: string;
  readonly look: string;
  readonly failed: string;
  readonly bucketLow: string;
  readonly accent: Readonly<Record<ScoreReport['propensityType'], string>>;
  readonly bucketHigh: Readonly<Record<ScoreReport['propensityType'], string>>;
}

const LIGHT: Scheme = {
  page: '#ffffff',
  surface: '#f5f6f6',
  ink: '#1b1d21',
  soft: '#575c66',
  line: '#dcdfe3',
  good: '#1c6b3a',
  look: '#7a5200',
  failed: '#a8171f',
  bucketLow: '#869299',
  accent: { conversion: '#1a6f78', churn: '#a5481c' },
  bucketHigh: { conversion: '#0d4d54', churn: '#8a3510' },
};

const DARK: Scheme = {
  page: '#141618',
  surface: '#1d2023',
  ink: '#e8eaec',
  soft: '#a6acb4',
  line: '#363b41',
  good: '#7ccf97',
  look: '#e3b657',
  failed: '#ff938f',
  bucketLow: '#6a747b',
  accent: { conversion: '#58b7bf', churn: '#e48d62' },
  bucketHigh: { conversion: '#8fe0e6', churn: '#ffb48f' },
};

/** The style of the page: colours follow the reader's scheme, and the propensity type: a warm accent where high is bad. */
export function styleOf(report: ScoreReport): string {
  const count = report.bounds.length + 1;
  const light = variablesOf(LIGHT, report.propensityType, count);
  const dark = variablesOf(DARK, report.propensityType, count);
  const fills = Array.from(
    { length: count },
    (_, index) => `.fill-bucket-${index}{fill:var(--bucket-${index})}`,
  );
  return `:root{color-scheme:light dark;${light}}
@media screen and (prefers-color-scheme:dark){:root{${dark}}}
${PAGE_RULES}
${fills.join('\n')}
`;
}

function variablesOf(scheme: Scheme, type: ScoreReport['propensityType'], count: number): string {
  const { accent, bucketHigh, bucketLow, ...plain } = scheme;
  const buckets = bucketColors({ low: bucketLow, high: bucketHigh[type], count });
  return [
    ...Object.entries(plain).map(([name, color]) => `--${name}:${color}`),
    `--accent:${accent[type]}`,
    ...buckets.map((color, index) => `--bucket-${index}:${color}`),
  ].join(';');
}
