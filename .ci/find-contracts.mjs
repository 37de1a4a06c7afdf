/** Where Adobe's OpenAPI files are: `$CAI_CONTRACTS`, else beside the checkout, else where `npm run contracts:fetch` puts them. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Where fetched files lie: inside the checkout, in which all commands run, and out of git. */
export const FETCHED = resolve('.contracts');

/** The places in which the files are looked for, in order. */
export function listPlaces(variables = process.env, checkout = process.cwd()) {
  const given = variables.CAI_CONTRACTS;
  return [
    ...(given ? [resolve(given)] : []),
    resolve(checkout, '../shared/contracts'),
    join(checkout, '.contracts'),
  ];
}

/** The first folder that holds the files, itself or in `adobe/`; undefined when none does. */
export function findContracts(places = listPlaces()) {
  return places
    .flatMap((place) => [place, join(place, 'adobe')])
    .find((folder) => existsSync(join(folder, 'cja.json')));
}

/** The line that says that nothing was found, and what to do. */
export function describeMissing(places = listPlaces()) {
  return `Adobe's OpenAPI files are in none of ${places.join(', ')}: run npm run contracts:fetch, or set CAI_CONTRACTS`;
}
