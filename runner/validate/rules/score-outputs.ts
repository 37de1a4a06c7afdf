import {
  type DocumentPath,
  type LoadedPipeline,
  parseSourceReference,
  type SourceReference,
} from '../../model/index.ts';
import type { Finding } from '../finding.ts';
import { getOwnConnection, type World } from '../world.ts';

/** Event scores are used only where the instance writes them. */
export function checkScoreOutputs(world: World): readonly Finding[] {
  return world.pipelines.flatMap((loaded) => checkPipeline(loaded));
}

function checkPipeline(loaded: LoadedPipeline): readonly Finding[] {
  const { spec } = loaded.pipeline;
  if (spec.customerAi.outputs.cja) return [];
  const uses: DocumentPath[] = [];
  const note = (path: DocumentPath, from: SourceReference | undefined): void => {
    if (from === undefined) return;
    const target = parseSourceReference(from);
    if (target.type === 'scores' && target.format === 'event') uses.push(path);
  };
  for (const [index, { from }] of (getOwnConnection(loaded.pipeline)?.datasets ?? []).entries()) {
    note(['spec', 'connection', 'datasets', index, 'from'], from);
  }
  for (const [index, view] of spec.dataViews.entries()) {
    for (const [at, { from }] of view.components.entries()) {
      note(['spec', 'dataViews', index, 'components', at, 'from'], from);
    }
  }
  if (spec.scores?.download?.from === 'event') uses.push(['spec', 'scores', 'download', 'from']);
  for (const [index, { from }] of (spec.scores?.expectations ?? []).entries()) {
    if (from === 'event' && spec.scores?.download?.from !== 'event') {
      uses.push(['spec', 'scores', 'expectations', index, 'from']);
    }
  }
  return uses.map((path) => ({
    document: loaded.source,
    path,
    code: 'missing-score-output',
    summary: 'The instance does not write these scores',
    detail:
      'Scores in event format are used here, but customerAi.outputs.cja is false, so Adobe makes no such dataset. Set it to true, or use scores.profile.',
  }));
}
