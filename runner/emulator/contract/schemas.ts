import { Ajv2019, type ErrorObject, type ValidateFunction } from 'ajv/dist/2019.js';
import { convertSchema, convertSchemas, getSchemaId, READINGS, type Reading } from './convert-schema.ts';
import { asObject, type Json } from './json.ts';

/** An error of a value. */
export interface SchemaError {
  readonly at: string;
  readonly keyword: string;
  readonly message: string;
  readonly value: unknown;
}

/** Validates values against the schemas of one file; compiled when first used. */
export class Schemas {
  readonly #ajv = new Ajv2019({
    strict: false,
    allErrors: true,
    verbose: true,
    unicodeRegExp: false,
    logger: false,
    formats: {
      'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)$/,
      date: /^\d{4}-\d\d-\d\d$/,
    },
  });
  /** By the schema itself, and by its text: a correction makes its schema anew for every answer. */
  readonly #bySchema = new WeakMap<object, Map<Reading, ValidateFunction>>();
  readonly #byText = new Map<string, ValidateFunction>();
  readonly #file: string;

  constructor(file: string, document: Json) {
    this.#file = file;
    const schemas = asObject(asObject(document.components).schemas);
    const definitions = asObject(document.definitions);
    for (const reading of READINGS) {
      this.#ajv.addSchema({
        $id: getSchemaId(file, reading),
        components: { schemas: convertSchemas(schemas, file, reading) },
        definitions: convertSchemas(definitions, file, reading),
      });
    }
  }

  /** Errors of a value, one for each place and keyword. */
  validate(schema: unknown, reading: Reading, value: unknown): readonly SchemaError[] {
    const check = this.#compile(schema, reading);
    if (check(value)) return [];
    const errors = (check.errors ?? []).map((error) => describe(error));
    return errors.filter(
      (error, index) =>
        errors.findIndex(({ at, keyword }) => at === error.at && keyword === error.keyword) === index,
    );
  }

  #compile(schema: unknown, reading: Reading): ValidateFunction {
    const object = asObject(schema);
    const known = this.#bySchema.get(object) ?? new Map<Reading, ValidateFunction>();
    this.#bySchema.set(object, known);
    const check = known.get(reading) ?? this.#compileText(object, reading);
    known.set(reading, check);
    return check;
  }

  #compileText(schema: Json, reading: Reading): ValidateFunction {
    const key = `${reading} ${JSON.stringify(schema)}`;
    const check =
      this.#byText.get(key) ?? this.#ajv.compile(asObject(convertSchema(schema, this.#file, reading)));
    this.#byText.set(key, check);
    return check;
  }
}

/** An id that is a key, and the index of a list, tell nothing: the place is the same for all of them. */
const VARYING = /\/(\d+|[\da-f]{24}|[\dA-Z]{26})(?=\/|$)/g;

function describe({ instancePath, keyword, message, params, data }: ErrorObject): SchemaError {
  const member = keyword === 'unevaluatedProperties' ? `/${params.unevaluatedProperty}` : '';
  const allowed =
    keyword === 'enum' ? `, not ${JSON.stringify(data)}: ${JSON.stringify(params.allowedValues)}` : '';
  return {
    at: `${instancePath}${member}`.replaceAll(VARYING, '/*'),
    keyword: keyword === 'unevaluatedProperties' ? 'undeclared' : keyword,
    message: keyword === 'unevaluatedProperties' ? 'is not declared' : `${message ?? ''}${allowed}`,
    value: data,
  };
}
