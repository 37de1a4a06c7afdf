import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Manifest, sha256 } from '../../../runner/model/index.ts';
import { commentMarker, decodeManifest, encodeManifest, findMarked } from '../../../runner/render/index.ts';
import { DIGEST } from '../samples.ts';
import { structureOf } from './html-structure.ts';
import { manifestOf, manyChanges } from './sample-reviews.ts';

const text = fc.string({ unit: 'binary', maxLength: 40 });
const manifests = fc.record({
  versions: fc.record({ format: fc.nat(9), normaliser: fc.nat(9) }),
  lines: fc.array(
    fc.record({
      address: fc.nat().map((number) => `pipeline/data-view/view-${number}`),
      action: fc.constantFrom('create', 'update', 'replace', 'delete', 'adopt', 'hold'),
      before: text,
      after: text,
    }),
    { maxLength: 30 },
  ),
  digest: text,
}) satisfies fc.Arbitrary<Manifest>;

/** A block as `encodeManifest` writes it, around any data. */
function blockAround(data: Buffer, header: Readonly<Record<string, unknown>> = {}): string {
  const base64 = data.toString('base64');
  const all = {
    environment: 'demo',
    digest: DIGEST,
    part: 1,
    parts: 1,
    whole: sha256(base64).slice(0, 32),
    ...header,
  };
  return `<!-- cai:manifest ${JSON.stringify(all)} ${base64} -->`;
}

describe('a manifest in comments', () => {
  const manifest = manifestOf(manyChanges(100));

  it('comes back from parts of any size, in any order, among other comments', () => {
    fc.assert(
      fc.property(manifests, text, fc.integer({ min: 600, max: 3000 }), (any, environment, limit) => {
        const blocks = encodeManifest(any, environment, limit);
        const bodies = [
          ...blocks.map((block) => `words\n${block}\n\nwords`).reverse(),
          'LGTM',
          '<!-- cai:manifest {',
        ];
        expect(decodeManifest(bodies, environment, any.digest)).toEqual(any);
        expect(decodeManifest([bodies.join('\n\n')], environment, any.digest)).toEqual(any);
      }),
    );
  });

  it('keeps each block within the limit and on one line', () => {
    const blocks = encodeManifest(manifest, 'demo', 1000);
    expect(blocks.length).toBeGreaterThan(1);
    for (const block of blocks) {
      expect(block.length).toBeLessThanOrEqual(1000);
      expect(block).toMatch(
        /^<!-- cai:manifest \{"environment":"demo","digest":"[0-9a-f]{64}","part":\d+,"parts":\d+,/u,
      );
      expect(block).not.toContain('\n');
    }
  });

  it('stays hidden, whatever its environment and digest are called', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('-->', '--!>', '<!--', '>', '\n\n', '\u202e', '} '),
        text,
        (attack, name) => {
          const environment = `${name}${attack}`;
          const [block = ''] = encodeManifest({ ...manifest, digest: environment }, environment, 90_000);
          const { elements, comments } = structureOf(block);
          expect(elements).toEqual([]);
          expect(comments).toEqual([block]);
        },
      ),
    );
  });

  it('is not there where a part is missing, or changed, or of another writing', () => {
    const blocks = encodeManifest(manifest, 'demo', 1000);
    const [first = '', second = '', ...others] = blocks;
    const other = encodeManifest({ ...manifest, lines: manifest.lines.slice(1) }, 'demo', 1000);
    const changed = second.replace(/.(?= -->$)/u, (last) => (last === 'A' ? 'B' : 'A'));
    expect(decodeManifest(blocks, 'demo', DIGEST)).toEqual(manifest);
    expect(decodeManifest([first, ...others], 'demo', DIGEST)).toBeUndefined();
    expect(decodeManifest([first, changed, ...others], 'demo', DIGEST)).toBeUndefined();
    expect(decodeManifest([other[0] ?? '', second, ...others], 'demo', DIGEST)).toBeUndefined();
    expect(decodeManifest([...other, ...blocks], 'demo', DIGEST)).toBeDefined();
    expect(decodeManifest([], 'demo', DIGEST)).toBeUndefined();
  });

  it('is only found for its own environment and digest, which it must itself name', () => {
    const blocks = encodeManifest(manifest, 'demo', 9000);
    expect(decodeManifest(blocks, 'prod', DIGEST)).toBeUndefined();
    expect(decodeManifest(blocks, 'demo', DIGEST.replace('7', '8'))).toBeUndefined();
    const renamed = encodeManifest({ ...manifest, digest: 'other' }, 'demo', 9000).map((block) =>
      block.replace('"digest":"other"', `"digest":"${DIGEST}"`),
    );
    expect(decodeManifest(renamed, 'demo', DIGEST)).toBeUndefined();
  });

  it('is refused where it is a bomb, no JSON, or of another shape', () => {
    const packed = (value: unknown): Buffer => deflateRawSync(JSON.stringify(value));
    const bomb = deflateRawSync(Buffer.alloc(64 * 1024 * 1024, 32));
    const lines = [{ address: 'a/b/c', action: 'no-op', before: '', after: '' }];
    const blocks = [
      blockAround(bomb),
      blockAround(deflateRawSync('{')),
      blockAround(Buffer.from('not deflated')),
      blockAround(packed({ ...manifest, lines })),
      blockAround(packed({ ...manifest, versions: undefined })),
      blockAround(packed([])),
      blockAround(packed(manifest), { part: 0 }),
      blockAround(packed(manifest), { parts: 1e9 }),
      blockAround(packed(manifest), { part: 'x' }),
      blockAround(packed(manifest), { whole: '00' }),
      `<!-- cai:manifest {"__proto__":{}} ${'A'.repeat(40)} -->`,
    ];
    for (const block of blocks)
      expect(decodeManifest([block], 'demo', DIGEST), block.slice(0, 200)).toBeUndefined();
    expect(decodeManifest([blockAround(packed(manifest))], 'demo', DIGEST)).toEqual(manifest);
    expect(decodeManifest([...blocks, blockAround(packed(manifest))], 'demo', DIGEST)).toEqual(manifest);
  });

  it('is never the reason for an exception', () => {
    const bytes = fc.uint8Array({ maxLength: 300 }).map((data) => blockAround(Buffer.from(data)));
    const garbage = fc.oneof(
      bytes,
      text,
      fc.tuple(text, text).map((parts) => parts.join('<!-- cai:manifest {')),
    );
    fc.assert(
      fc.property(fc.array(garbage), (bodies) => {
        expect(decodeManifest(bodies, 'demo', DIGEST)).toBeUndefined();
      }),
    );
  });
});

describe('the marker of a comment', () => {
  it('is its first line, by which it is found again', () => {
    const marker = commentMarker('plan', 'demo');
    expect(marker).toBe('<!-- cai:plan environment=demo -->');
    const bodies = [
      `${marker}\nx`,
      `x\n${marker}`,
      `${commentMarker('plan', 'demo-2')}\nx`,
      `${marker}\r\nx`,
    ];
    const found = findMarked(
      bodies.map((body) => ({ body })),
      marker,
    );
    expect(found.map(({ body }) => bodies.indexOf(body))).toEqual([0, 3]);
  });

  it('tells parts and objects of one environment apart', () => {
    expect(commentMarker('manifest', 'demo', 2)).toBe('<!-- cai:manifest environment=demo part=2 -->');
    const objects = ['a/b/c~f1', 'a/b/c~f1#2', 'x'.repeat(400), 'y'.repeat(400), 'a b', '-->', '>'];
    const markers = objects.map((object) => commentMarker('handoff', 'demo', object));
    expect(new Set(markers).size).toBe(objects.length);
    for (const marker of markers) expect(structureOf(marker).comments).toEqual([marker]);
  });
});
