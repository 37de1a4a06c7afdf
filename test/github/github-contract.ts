import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  type BodyError,
  checkAnswer,
  checkRequestBody,
} from '../../runner/emulator/contract/check-bodies.ts';
import { checkParameters } from '../../runner/emulator/contract/check-parameters.ts';
import type { Contract } from '../../runner/emulator/contract/contracts.ts';
import type { Exchange } from '../../runner/emulator/contract/exchange.ts';
import { findOperation } from '../../runner/emulator/contract/find-operation.ts';
import { type Finding, formatFinding } from '../../runner/emulator/contract/finding.ts';
import { asObject } from '../../runner/emulator/contract/json.ts';
import { readOperations } from '../../runner/emulator/contract/openapi-document.ts';
import { type SchemaError, Schemas } from '../../runner/emulator/contract/schemas.ts';
import { explains, KNOWN_ERRORS } from './known-errors.ts';

const FILE = 'github.json';

/** GitHub's own OpenAPI file: in `$CAI_CONTRACTS/github`, else beside the checkout, else in it; undefined where it is not. */
export function findGitHubFile(
  variables: NodeJS.ProcessEnv = process.env,
  checkout = process.cwd(),
): string | undefined {
  const places = [
    variables.CAI_CONTRACTS,
    resolve(checkout, '../shared/contracts'),
    join(checkout, '.contracts'),
  ];
  return places
    .flatMap((place) => (place ? [join(place, 'github', FILE)] : []))
    .find((path) => existsSync(path));
}

/** What was seen of one operation. */
export interface SeenOperation {
  readonly operation: string;
  /** How often each status was answered. */
  readonly statuses: Readonly<Record<string, number>>;
}

/** Answers that any operation may get from what stands before it; the file has them for some operations only. */
const GATEWAY_STATUSES: ReadonlySet<number> = new Set([401, 403, 404, 409, 429, 500, 502, 503]);
const BASIC_ERROR = { $ref: '#/components/schemas/basic-error' };

/** Read and compiled once for all stand-ins of a process: that takes longer than most tests. */
const READ = new Map<string, Contract>();

function readContract(path: string): Contract {
  const document = asObject(JSON.parse(readFileSync(path, 'utf8')));
  return { file: FILE, operations: readOperations(FILE, document), schemas: new Schemas(FILE, document) };
}

/** Checks exchanges against GitHub's file, as published and closed, and counts them. One may serve several stand-ins. */
export class GitHubContract {
  readonly #contract: Contract;
  readonly #violations = new Set<string>();
  readonly #seen = new Map<string, Map<number, number>>();
  readonly #explained = new Map<string, number>();

  constructor(path: string) {
    this.#contract = READ.get(path) ?? readContract(path);
    READ.set(path, this.#contract);
  }

  /** Notes an exchange, and whatever is wrong with it. */
  check(exchange: Exchange): void {
    const found = findOperation(this.#contract.operations, exchange.method, exchange.path);
    if (found === undefined) {
      this.#violations.add(`${exchange.method} ${exchange.path} is not in GitHub's file`);
      return;
    }
    const operation = `${found.operation.method} ${found.operation.path}`;
    this.#count(operation, exchange.status);
    const { schemas } = this.#contract;
    const isRefused = exchange.status === 422;
    const request = [
      ...checkParameters(found, exchange, schemas).map(asPublished),
      ...checkRequestBody(found.operation, exchange, schemas),
    ];
    const isDeclared = found.operation.answers[String(exchange.status)] !== undefined;
    const answer =
      !isDeclared && GATEWAY_STATUSES.has(exchange.status)
        ? schemas.validate(BASIC_ERROR, 'closed', exchange.answer).map(asPublished)
        : checkAnswer(found.operation, exchange, this.#contract);
    this.#judge(operation, exchange.status, 'answer', answer);
    // What GitHub refuses as invalid may be invalid.
    if (!isRefused) this.#judge(operation, exchange.status, 'request', request);
  }

  /** One line for each thing that breaks the file and that no known error explains. */
  getViolations(): readonly string[] {
    return [...this.#violations];
  }

  /** Operations that were called. */
  getSeen(): readonly SeenOperation[] {
    return [...this.#seen].map(([operation, statuses]) => ({
      operation,
      statuses: Object.fromEntries(statuses),
    }));
  }

  /** Known errors of the file: how often each was met. One that was never met has outlived its reason. */
  getKnownErrors(): Readonly<Record<string, number>> {
    const counts = KNOWN_ERRORS.map(({ evidence }) => [evidence, this.#explained.get(evidence) ?? 0]);
    return Object.fromEntries(counts);
  }

  #judge(operation: string, status: number, part: Finding['part'], errors: readonly BodyError[]): void {
    for (const error of errors) {
      const finding: Finding = { ...error, part, file: FILE, operation, status };
      const known = KNOWN_ERRORS.find((one) => explains(one, finding));
      if (known) this.#explained.set(known.evidence, (this.#explained.get(known.evidence) ?? 0) + 1);
      else this.#violations.add(formatFinding(finding));
    }
  }

  #count(operation: string, status: number): void {
    const statuses = this.#seen.get(operation) ?? new Map<number, number>();
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    this.#seen.set(operation, statuses);
  }
}

function asPublished(error: SchemaError): BodyError {
  return { ...error, check: 'published' };
}
