/** A choice with the words of Adobe's form, and its name in the API that reads it back (facts §5.4). */
export interface Choice {
  readonly value: string;
  readonly text: string;
}

export const ALLOCATIONS: readonly Choice[] = [
  { value: 'ALLOCATION_LAST_TOUCH', text: 'Most recent' },
  { value: 'ALLOCATION_FIRST_TOUCH', text: 'Original' },
  { value: 'ALLOCATION_PARTICIPATION', text: 'All' },
  { value: 'ALLOCATION_FIRST_KNOWN', text: 'First known' },
  { value: 'ALLOCATION_LAST_KNOWN', text: 'Last known' },
];

export const MODELS: readonly Choice[] = [
  { value: 'ALLOCATION_LAST_TOUCH', text: 'Last Touch' },
  { value: 'ALLOCATION_FIRST_TOUCH', text: 'First Touch' },
  { value: 'ALLOCATION_INSTANCE', text: 'Same Touch' },
  { value: 'ALLOCATION_LINEAR', text: 'Linear' },
  { value: 'ALLOCATION_PARTICIPATION', text: 'Participation' },
  { value: 'ALLOCATION_U_SHAPED', text: 'U Shaped' },
  { value: 'ALLOCATION_J_SHAPED', text: 'J Curve' },
  { value: 'ALLOCATION_REVERSE_J_SHAPED', text: 'Inverse J' },
  { value: 'ALLOCATION_TIME_DECAY', text: 'Time Decay' },
  { value: 'ALLOCATION_POSITION_BASED', text: 'Custom' },
  { value: 'ALLOCATION_ALGORITHMIC', text: 'Algorithmic' },
];

export const CONTAINERS: readonly Choice[] = [
  { value: 'sessions', text: 'Session' },
  { value: 'visitors', text: 'Person' },
];

export const BEHAVIORS: readonly Choice[] = [
  { value: 'values', text: 'Count values' },
  { value: 'instances', text: 'Count instances' },
];

export const FORMATS: readonly Choice[] = [
  { value: 'decimal', text: 'Decimal' },
  { value: 'percent', text: 'Percent' },
  { value: 'time', text: 'Time' },
  { value: 'currency', text: 'Currency' },
];

export const POLARITIES: readonly Choice[] = [
  { value: 'positive', text: 'Good (Green)' },
  { value: 'negative', text: 'Bad (Red)' },
];
