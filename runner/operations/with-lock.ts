import type { Lock } from '../model/index.ts';
import type { Session } from './session.ts';

/** Works under the lock and gives it back in every exit. What went wrong first is what is told. */
export async function withLock<T>(
  { backend, by }: Pick<Session, 'backend' | 'by'>,
  operation: string,
  work: (lock: Lock) => Promise<T>,
): Promise<T> {
  const lock = await backend.lock(operation, by);
  let result: T;
  try {
    result = await work(lock);
  } catch (error) {
    await lock.release().catch(() => undefined);
    throw error;
  }
  await lock.release();
  return result;
}
