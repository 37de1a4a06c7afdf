/** Generated from schemas/ by .ci/generate.mjs. Do not edit. */

/** One error as ajv reports it. */
export interface SchemaError {
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string;
}

/** Whether the value is valid; `errors` is set anew by each call. */
export interface SchemaValidator {
  (value: unknown): boolean;
  errors?: readonly SchemaError[] | null;
}

export declare const validatePipeline: SchemaValidator;
export declare const validateEnvironment: SchemaValidator;
