import { CORRECTED } from './check-bodies.ts';
import { isGatewayAnswer } from './check-error-body.ts';
import { checkExchange, findContract } from './check-exchange.ts';
import type { Contracts } from './contracts.ts';
import type { Exchange } from './exchange.ts';
import { type Finding, formatFinding } from './finding.ts';
import { asObject } from './json.ts';
import { explains, KNOWN_ERRORS, type KnownError } from './known-errors.ts';
import { isRespelled } from './respelled-finding.ts';

/** What was served, and how it agreed with the contracts. */
export interface ContractReport {
  readonly folder: string;
  readonly operations: readonly ServedOperation[];
  /** What nothing explains, one line each. */
  readonly violations: readonly string[];
  /** Requests that break the contract and were refused (4xx), as Adobe would: the caller's mistakes. */
  readonly refusedRequests: readonly string[];
  /** Evidence of each known error that was met, and how often. */
  readonly knownErrors: Readonly<Record<string, number>>;
}

/** One operation of a contract, as it was used. */
export interface ServedOperation {
  readonly file: string;
  readonly method: string;
  readonly path: string;
  /** Answers by status. */
  readonly statuses: Readonly<Record<string, number>>;
}

/** An emulator may run for days: what is alike is kept once, and no more than this. */
const MOST_KEPT = 500;

/** Checks every exchange of one emulator and remembers what came of it. */
export class ContractCheck {
  readonly #contracts: Contracts;
  readonly #isRespelling: boolean;
  readonly #operations = new Map<
    string,
    { file: string; method: string; path: string; statuses: Map<number, number> }
  >();
  readonly #violations = new Set<string>();
  readonly #refused = new Set<string>();
  readonly #known = new Map<string, number>();

  constructor(contracts: Contracts, isRespelling: boolean) {
    this.#contracts = contracts;
    this.#isRespelling = isRespelling;
  }

  /** Checks an exchange. Returns what is wrong with it; nothing when the contracts and the known errors explain it. */
  check(exchange: Exchange): readonly string[] {
    const { file, path, findings } = checkExchange(this.#contracts, exchange);
    this.#count({ file, path }, exchange);
    const open = findings.filter((finding) => !this.#isExplained(finding, exchange));
    const isRefused = hasRefused(exchange);
    const [refused, violations] = [
      open.filter(({ part }) => isRefused && part === 'request'),
      open.filter(({ part }) => !isRefused || part === 'answer'),
    ].map((some = []) => some.map(formatFinding));
    keep(this.#refused, refused ?? []);
    keep(this.#violations, violations ?? []);
    return violations ?? [];
  }

  /** Whether a contract says what such an answer looks like: the one of its operation, or that of Adobe's gateway. */
  hasStatus(exchange: Exchange): boolean {
    const { method, path, status } = exchange;
    const known = findContract(this.#contracts, method, path);
    return isGatewayAnswer(exchange) || known?.found.operation.answers[String(status)] !== undefined;
  }

  /** What came so far. */
  getReport(): ContractReport {
    return {
      folder: this.#contracts.folder,
      operations: [...this.#operations.values()].map(({ statuses, ...operation }) => ({
        ...operation,
        statuses: Object.fromEntries(statuses),
      })),
      violations: [...this.#violations],
      refusedRequests: [...this.#refused],
      knownErrors: Object.fromEntries(this.#known),
    };
  }

  #isExplained(finding: Finding, exchange: Exchange): boolean {
    if (finding.keyword === CORRECTED) return this.#note(finding.message);
    if (isOfGateway(finding, exchange)) return this.#note(GATEWAY_EVIDENCE);
    const known = KNOWN_ERRORS.find((entry) => this.#applies(entry) && explains(entry, finding));
    if (known) return this.#note(known.evidence);
    return this.#isRespelling && isRespelled(finding);
  }

  #applies(entry: KnownError): boolean {
    return entry.isRespelled !== true || this.#isRespelling;
  }

  #note(evidence: string): true {
    this.#known.set(evidence, (this.#known.get(evidence) ?? 0) + 1);
    return true;
  }

  #count({ file, path }: { readonly file: string; readonly path: string }, exchange: Exchange): void {
    const key = `${file} ${exchange.method} ${path}`;
    const operation = this.#operations.get(key) ?? {
      file,
      method: exchange.method,
      path,
      statuses: new Map<number, number>(),
    };
    operation.statuses.set(exchange.status, (operation.statuses.get(exchange.status) ?? 0) + 1);
    if (this.#operations.size < MOST_KEPT) this.#operations.set(key, operation);
  }
}

/** The gateway stands before every operation, and no file tells of its answers. */
export const GATEWAY_EVIDENCE = '§0.5: answers of Adobe’s gateway are in no file';

function isOfGateway(finding: Finding, exchange: Exchange): boolean {
  return finding.part === 'answer' && finding.check !== 'facts' && isGatewayAnswer(exchange);
}

/** Adobe's validator refuses with a 200 that says so (facts §5.1). */
function hasRefused({ status, path, answer }: Exchange): boolean {
  if (status >= 400 && status < 500) return true;
  return path.endsWith('/validate') && asObject(answer).valid === false;
}

function keep(kept: Set<string>, lines: readonly string[]): void {
  for (const line of lines) if (kept.size < MOST_KEPT) kept.add(line);
}
