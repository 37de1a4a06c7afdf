import { type Address, formatAddress } from './address.ts';
import { sha256 } from './hash.ts';
import type { Pipeline, SourceReference } from './pipeline.generated.ts';
import { parseSourceReference } from './pipeline.ts';
import { toSlug } from './slug.ts';

const HASH_LENGTH = 6;

/**
 * The address of the dataset that a `from` means: kinds that declare a dataset and kinds that refer to it agree through this.
 * A dataset that is named by its title although it is an input of the pipeline is that input.
 */
export function sourceAddress(pipeline: Pipeline, reference: SourceReference): Address {
  const target = parseSourceReference(reference);
  const { name } = pipeline.metadata;
  if (target.type === 'scores') return formatAddress(name, 'score-dataset', target.format);
  if (target.type === 'address') return target.address;
  if (target.type === 'input') return formatAddress(name, 'input-dataset', target.name);
  const input = pipeline.spec.inputs.find(({ dataset }) => dataset === target.title);
  return formatAddress(name, 'input-dataset', input?.name ?? datasetName(pipeline, target.title));
}

/** The name in the address of a dataset that is known by its title alone: `Luma Plans` → `luma-plans`. */
function datasetName({ spec }: Pipeline, title: string): string {
  const slug = toSlug(title);
  const isTaken = spec.inputs.some(({ name }) => name === slug);
  if (slug !== '' && !isTaken) return slug;
  return [slug === '' ? 'dataset' : slug, sha256(title).slice(0, HASH_LENGTH)].join('-');
}
