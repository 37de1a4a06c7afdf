import type { CommandIo } from './io.ts';

/** No text of a pipeline is longer; what is longer is refused by whoever reads it. */
const MOST_BYTES = 6_000_000;

/** All bytes of stdin, up to more than any YAML file may have. */
export async function readStdin({ stdin }: CommandIo): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stdin) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    chunks.push(bytes);
    length += bytes.length;
    if (length > MOST_BYTES) break;
  }
  return Buffer.concat(chunks);
}
