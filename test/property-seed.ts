import fc from 'fast-check';

/**
 * Properties are tried with the same values in every run, so that a run on record can be repeated. Other values are tried with
 * another number in `CAI_PROPERTY_SEED`.
 */
fc.configureGlobal({ seed: Number(process.env.CAI_PROPERTY_SEED ?? 1) });
