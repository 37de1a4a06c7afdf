/** Customer AI's error codes and titles (facts §3.3; 404 and 406 are not listed by Adobe). */
export const RUN_ERRORS: Readonly<Record<number, string>> = {
  400: 'NOT ENOUGH OBJECTIVE',
  401: 'NOT ENOUGH POPULATION',
  402: 'BAD MODEL',
  403: 'INELIGIBLE SCORES',
  405: 'NO SCORING DATA',
  407: 'NOT ENOUGH HISTORICAL EVENT DATA',
  408: 'NO RECENT DATA FOR ELIGIBLE',
  409: 'NO OBJECTIVE',
  410: 'NO POPULATION',
  411: 'NO INPUT DATA AFTER ETL',
  412: 'NO EVENT AFTER ETL',
  413: 'SINGLE VALUE IN OBJECTIVE',
  414: 'NO INFLUENTIAL FACTORS',
};

/** Thrown inside a run that ends without scores. */
export class RunFailure extends Error {
  override readonly name = 'RunFailure';
  readonly code: number;
  constructor(code: number) {
    super(RUN_ERRORS[code] ?? 'UNKNOWN');
    this.code = code;
  }
}
