import type { Corpus } from './corpus.ts';
import type { Surface } from './surface.ts';
import { openApiSurface } from './surfaces/api-surface.ts';
import { openJournalSurface } from './surfaces/journal-surface.ts';
import { openPlanSurface } from './surfaces/plan-surface.ts';
import { openStateSurface } from './surfaces/state-surface.ts';
import { openYamlSurface } from './surfaces/yaml-surface.ts';

/** All surfaces, and how many inputs each gets where nobody says otherwise. */
export const SURFACES: Readonly<
  Record<string, { readonly inputs: number; readonly open: (corpus: Corpus) => Promise<Surface> }>
> = {
  yaml: { inputs: 15_000, open: openYamlSurface },
  state: { inputs: 15_000, open: openStateSurface },
  journal: { inputs: 15_000, open: openJournalSurface },
  plan: { inputs: 40_000, open: openPlanSurface },
  api: { inputs: 15_000, open: openApiSurface },
};
