/** Where Adobe's OpenAPI files are: `$CAI_CONTRACTS`, else beside the checkout, else where `npm run contracts:fetch` puts them. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CONTRACT_PINS } from './contract-pins.mjs';

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

/** The first folder that holds every pinned file, itself or in `adobe/`; undefined when none does: half of a fetch is nothing. */
export function findContracts(places = listPlaces(), pins = CONTRACT_PINS) {
  const names = pins.flatMap(({ files }) => files.map(({ file }) => file));
  return places
    .flatMap((place) => [place, join(place, 'adobe')])
    .find((folder) => names.every((name) => existsSync(join(folder, name))));
}

/** The line that says that nothing was found, and what to do. */
export function describeMissing(places = listPlaces()) {
  return `Adobe's OpenAPI files are not all in any of ${places.join(', ')}: run npm run contracts:fetch, or set CAI_CONTRACTS`;
}
