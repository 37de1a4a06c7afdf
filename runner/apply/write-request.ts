import {
  type DecidedWrite,
  type DesiredResource,
  mapTokens,
  RunnerError,
  type WriteRequest,
} from '../model/index.ts';

/** Turns a decided write into what a remote kind is asked: references become remote ids. */
export function writeRequest(
  write: Pick<DecidedWrite, 'address' | 'remoteIds' | 'target'>,
  desired: DesiredResource,
  signal?: AbortSignal,
): WriteRequest {
  const values = mapTokens(desired.values, {
    ref: (address) => {
      const id = write.remoteIds[address];
      if (id !== undefined) return id;
      throw new RunnerError({
        code: 'reference-without-id',
        message: `${write.address} refers to ${address}, of which no id is known`,
        hint: 'Run plan: it shows what the reference waits for.',
      });
    },
    id: (_space, id) => id,
  });
  const target = write.target === undefined ? {} : { target: write.target };
  return { address: write.address, desired, values, ...target, ...(signal === undefined ? {} : { signal }) };
}
