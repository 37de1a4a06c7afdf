import { checkAnswer, checkRequestBody } from './check-bodies.ts';
import { checkErrorBody } from './check-error-body.ts';
import { checkMembers } from './check-members.ts';
import { checkParameters } from './check-parameters.ts';
import type { Contract, Contracts } from './contracts.ts';
import type { Exchange } from './exchange.ts';
import { type FoundOperation, findOperation } from './find-operation.ts';
import type { Finding } from './finding.ts';
import type { SchemaError } from './schemas.ts';

/** What the contracts say to an exchange. */
export interface Checked {
  readonly file: string;
  /** Template of the path; the path itself where no file knows it. */
  readonly path: string;
  readonly findings: readonly Finding[];
}

/** Checks a request and its answer; an operation that the files lack is looked for on the facts page. */
export function checkExchange(contracts: Contracts, exchange: Exchange): Checked {
  const { method, path } = exchange;
  const { file } = contracts.getByPath(path);
  const known = findContract(contracts, method, path);
  const place = { file, path: known?.found.operation.path ?? path };
  const missing = toFinding(place, exchange, { part: 'request', check: 'published', error: NOT_IN_FILE });
  if (!known) return { ...place, findings: [missing, ...checkRefusal(place, contracts, exchange)] };
  const checked = checkAgainst(known.contract, known.found, exchange);
  // The token service has no file at all: the facts page is all that there is.
  const isMissing = known.contract === contracts.facts && !path.startsWith('/ims/');
  return isMissing ? { ...checked, findings: [missing, ...checked.findings] } : checked;
}

/** The contract that has the operation of a method and path; undefined when neither a file nor the facts page has it. */
export function findContract(
  contracts: Contracts,
  method: string,
  path: string,
): { readonly contract: Contract; readonly found: FoundOperation } | undefined {
  const published = contracts.getByPath(path);
  const inFile = findOperation(published.operations, method, path);
  const onFacts = findOperation(contracts.facts.operations, method, path);
  if (inFile && (!onFacts || countValues(inFile) <= countValues(onFacts))) {
    return { contract: published, found: inFile };
  }
  return onFacts && { contract: contracts.facts, found: onFacts };
}

const NOT_IN_FILE: SchemaError = {
  at: '',
  keyword: 'operation',
  message: 'is not in the file',
  value: undefined,
};

/** A path without a value in it is the more exact one: `/data/connections/search` is no connection. */
function countValues({ values }: FoundOperation): number {
  return Object.keys(values).length;
}

interface Place {
  readonly file: string;
  readonly path: string;
}

function checkAgainst(contract: Contract, found: FoundOperation, exchange: Exchange): Checked {
  const { operation } = found;
  const place = { file: contract.file, path: operation.path };
  const find = (part: Finding['part'], check: Finding['check'], errors: readonly SchemaError[]): Finding[] =>
    errors.map((error) => toFinding(place, exchange, { part, check, error }));
  const request = checkRequestBody(operation, exchange, contract.schemas);
  const answer = checkAnswer(operation, exchange, contract);
  return {
    ...place,
    findings: [
      ...find('request', 'published', checkParameters(found, exchange, contract.schemas)),
      ...request.map((error) => toFinding(place, exchange, { part: 'request', check: error.check, error })),
      ...answer.map((error) => toFinding(place, exchange, { part: 'answer', check: error.check, error })),
      ...find('request', 'closed', checkMembers('request', operation, exchange)),
      ...find('answer', 'closed', checkMembers('answer', operation, exchange)),
      ...find('answer', 'facts', checkErrorBody(exchange, contract.schemas)),
    ],
  };
}

function checkRefusal(place: Place, contracts: Contracts, exchange: Exchange): readonly Finding[] {
  return checkErrorBody(exchange, contracts.facts.schemas).map((error) =>
    toFinding(place, exchange, { part: 'answer', check: 'facts', error }),
  );
}

function toFinding(
  { file, path }: Place,
  { method, status }: Exchange,
  { part, check, error }: { readonly error: SchemaError } & Pick<Finding, 'part' | 'check'>,
): Finding {
  const { at, keyword, message, value } = error;
  return { part, check, file, operation: `${method} ${path}`, status, at, keyword, message, value };
}
