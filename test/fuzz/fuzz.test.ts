import { describe, expect, it } from 'vitest';
import { readCorpus } from './corpus.ts';
import { judge } from './judge.ts';
import { runInputs } from './run-inputs.ts';
import { SURFACES } from './surfaces.ts';

/** Enough to see that a surface still holds; `npm run fuzz` tries them by the ten thousand. */
const INPUTS = 300;
const SEED = 20_261_126;

describe.each(Object.keys(SURFACES))('the surface %s', (name) => {
  it('takes what was recorded of real runs', async () => {
    const surface = await SURFACES[name]?.open(readCorpus());
    if (surface === undefined) throw new Error(`there is no surface ${name}`);
    for (const input of surface.sound) expect(await judge(surface, input)).toEqual({ kind: 'taken' });
    expect(surface.sound.length).toBeGreaterThan(0);
    await surface.close();
  });

  it('takes or refuses whatever is made of it', async () => {
    const surface = await SURFACES[name]?.open(readCorpus());
    if (surface === undefined) throw new Error(`there is no surface ${name}`);
    const { tried, failures } = await runInputs(surface, { seed: SEED, from: 0, until: INPUTS });
    expect(failures).toEqual([]);
    expect(tried).toBe(INPUTS);
    await surface.close();
  });
});
