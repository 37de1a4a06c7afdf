import {
  canonicalJson,
  compareText,
  type JsonValue,
  MANIFEST_VERSIONS,
  type Manifest,
  type ManifestLine,
  sha256,
} from '../model/index.ts';

/** Makes a manifest of lines: sorted by address and action, with the digest over lines and versions. */
export function makeManifest(lines: readonly ManifestLine[]): Manifest {
  const sorted = [...lines]
    .map(({ address, action, before, after }) => ({ address, action, before, after }))
    .sort((a, b) => compareText(keyOf(a), keyOf(b)));
  return { versions: MANIFEST_VERSIONS, lines: sorted, digest: digestOf(sorted, MANIFEST_VERSIONS) };
}

function keyOf({ address, action, before, after }: ManifestLine): string {
  return [address, action, before, after].join('\n');
}

/** The digest that lines and versions hash to: what a review is about. */
export function digestOf(lines: readonly ManifestLine[], versions: Manifest['versions']): string {
  return sha256(canonicalJson({ versions, lines } as unknown as JsonValue));
}

/** Whether a manifest hashes to the digest that it names and is of versions that this runner plans with. */
export function checkManifest(manifest: Manifest): 'ok' | 'forged' | 'other-version' {
  const { format, normaliser } = manifest.versions;
  if (format !== MANIFEST_VERSIONS.format || normaliser !== MANIFEST_VERSIONS.normaliser)
    return 'other-version';
  return digestOf(manifest.lines, manifest.versions) === manifest.digest ? 'ok' : 'forged';
}
