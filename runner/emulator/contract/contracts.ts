import { CONTRACT_FILES, readContractFile } from './contract-files.ts';
import { FACTS_DOCUMENT, FACTS_FILE } from './facts-document.ts';
import type { Json } from './json.ts';
import { type Operation, readOperations } from './openapi-document.ts';
import { Schemas } from './schemas.ts';

/** One contract: its operations and its schemas. */
export interface Contract {
  readonly file: string;
  readonly operations: readonly Operation[];
  readonly schemas: Schemas;
}

/** All contracts of a folder; each file is read when the first request for it comes, since some are large. */
export class Contracts {
  readonly folder: string;
  readonly facts: Contract = makeContract(FACTS_FILE, FACTS_DOCUMENT);
  readonly #read = new Map<string, Contract>();

  constructor(folder: string) {
    this.folder = folder;
  }

  /** The contract that a path belongs to. */
  getByPath(path: string): Contract {
    const { file } = CONTRACT_FILES.find(({ prefix }) => path.startsWith(prefix)) ?? { file: 'cja.json' };
    return this.getByFile(file);
  }

  /** The contract of a file. */
  getByFile(file: string): Contract {
    const contract = this.#read.get(file) ?? makeContract(file, readContractFile(this.folder, file));
    this.#read.set(file, contract);
    return contract;
  }
}

function makeContract(file: string, document: Json): Contract {
  return { file, operations: readOperations(file, document), schemas: new Schemas(file, document) };
}
