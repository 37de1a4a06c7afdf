import {
  type AttributePath,
  type DeclareContext,
  formatAddress,
  type JsonValue,
  type Lifecycle,
  type SourceRange,
  type Values,
} from '../../model/index.ts';

/** A place within a document. */
export type DocumentPath = readonly (string | number)[];

/** Attributes of one resource, each with the place of the document that it came from. */
export class Declaration {
  readonly #locate: DeclareContext['locate'];
  readonly #values: Record<AttributePath, JsonValue> = {};
  readonly #sources: Record<AttributePath, SourceRange> = {};

  constructor(locate: DeclareContext['locate']) {
    this.#locate = locate;
  }

  get values(): Values {
    return this.#values;
  }

  get sources(): Readonly<Record<AttributePath, SourceRange>> {
    return this.#sources;
  }

  /** Declares an attribute. What is undefined is not declared. `at` is the place where it stands, or would stand. */
  set(path: AttributePath, value: JsonValue | undefined, at: DocumentPath): void {
    if (value === undefined) return;
    this.#values[path] = value;
    const source = this.locate(at);
    if (source !== undefined) this.#sources[path] = source;
  }

  /** The place itself, or what it would stand in where a default speaks. */
  locate(at: DocumentPath): SourceRange | undefined {
    for (let length = at.length; length > 0; length -= 1) {
      const found = this.#locate(at.slice(0, length));
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

/** What every declared resource has beside its attributes. */
export function commonOf(
  declared: { readonly lifecycle: Lifecycle; readonly adopt?: { readonly id: string } },
  source: SourceRange | undefined,
): {
  readonly lifecycle: Lifecycle;
  readonly adoptId?: string;
  readonly source?: SourceRange;
} {
  const { lifecycle, adopt } = declared;
  return {
    lifecycle,
    ...(adopt === undefined ? {} : { adoptId: adopt.id }),
    ...(source === undefined ? {} : { source }),
  };
}

/** The address of a connection that is named as `scores`, or by its full address. */
export function connectionAddress(pipeline: string, reference: string): string {
  return reference.includes('/') ? reference : formatAddress(pipeline, 'connection', reference);
}
