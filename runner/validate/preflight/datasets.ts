import {
  joinVerdicts,
  type LiveInput,
  NOTHING,
  type PreflightRule,
  type Situation,
  type Verdict,
} from './situation.ts';

/** Values of Catalog's `state` that say that nothing reads or fills the dataset. The published file has no such field (facts §1.3). */
const CLOSED = new Set(['DISABLED', 'INACTIVE', 'ARCHIVED', 'DELETED']);

const SOURCES: Readonly<Record<string, string>> = {
  analyticsConnector: 'the Analytics source connector',
  audienceManagerConnector: 'the Audience Manager source connector',
  experienceEvent: 'an Experience Event dataset',
  consumerExperienceEvent: 'a Consumer Experience Event dataset',
};

/** Every input is there once, is enabled, and holds events (facts §2.1: time-series XDM for every kind of source). */
export const checkDatasets: PreflightRule = (situation) =>
  joinVerdicts(situation.learntFrom.map((live) => checkDataset(situation, live)));

function checkDataset({ loaded }: Situation, live: LiveInput): Verdict {
  const { input, address, path, presence, ids } = live;
  const at = { document: loaded.source, address, path: [...path, 'dataset'] };
  const title = JSON.stringify(input.dataset);
  const name = `inputs.${input.name}`;
  if (presence === 'unreadable') {
    const hint = 'Check that the credential may view datasets of the sandbox, then run the command again.';
    const reason = live.failure ?? '';
    return { ...NOTHING, unchecked: [{ check: `the dataset of ${name}`, reason, hint, cause: 'reading' }] };
  }
  if (presence === 'absent') {
    const detail = `The sandbox has no dataset with the title ${title}. Customer AI offers only datasets of its sandbox (Adobe: Configure a Customer AI instance). Everything that depends on ${address} is blocked. Check title and sandbox, or have the dataset made.`;
    return {
      ...NOTHING,
      findings: [{ ...at, code: 'input-missing', summary: 'Input does not exist', detail }],
    };
  }
  if (presence === 'several') {
    const detail = `The sandbox has ${ids.length} datasets with the title ${title}: ${ids.join(', ')}. Which one is meant cannot be said, so nothing is built on it. Rename all but one in Experience Platform.`;
    const summary = 'Several remote resources carry the natural key of one resource';
    return { ...NOTHING, findings: [{ ...at, code: 'ambiguous-key', summary, detail }] };
  }
  const verdict = joinVerdicts([checkState(live, at), checkClass(live, at)]);
  if (verdict.findings.length > 0 || verdict.unchecked.length > 0) return verdict;
  return {
    ...NOTHING,
    passed: [{ check: `the dataset of ${name}`, found: `there once, not closed, holds events` }],
  };
}

type Place = Pick<Verdict['findings'][number], 'document' | 'address' | 'path'>;

function checkState({ dataset, input }: LiveInput, at: Place): Verdict {
  const state = dataset?.state;
  if (state === undefined || !CLOSED.has(state.toUpperCase())) return NOTHING;
  const detail = `Catalog gives the dataset ${JSON.stringify(input.dataset)} the state ${JSON.stringify(state)}. Customer AI offers only datasets that it can use (Adobe: Configure a Customer AI instance), so this one can be neither chosen nor learnt from. Enable it in Experience Platform, or name another dataset.`;
  return { ...NOTHING, findings: [{ ...at, code: 'input-unfit', summary: 'Input is not enabled', detail }] };
}

function checkClass({ dataset, input, path }: LiveInput, at: Place): Verdict {
  const schema = dataset?.schema;
  if (schema === undefined) return NOTHING;
  if ('failure' in schema) {
    const hint = 'Check that the credential may view schemas, then run the command again.';
    const check = `class, fields and identity of inputs.${input.name}`;
    return { ...NOTHING, unchecked: [{ check, reason: schema.failure, hint, cause: 'reading' }] };
  }
  if (schema.value?.isTimeSeries === true) return NOTHING;
  const found = schema.value === undefined ? 'has no schema' : 'has a schema of a record class';
  const detail = `The dataset ${JSON.stringify(input.dataset)} ${found}, so its rows are no events. "${input.source}" means ${SOURCES[input.source]}, whose schema has a time-series class (Adobe: Customer AI data requirements). Name the dataset that holds the events.`;
  const place = { ...at, path: [...path, 'source'] };
  return {
    ...NOTHING,
    findings: [{ ...place, code: 'input-unfit', summary: 'Input holds no events', detail }],
  };
}
