import { ProviderError, type Reported } from '../../../model/index.ts';

/** Runs a read; what Adobe refuses becomes the reason, an interruption and our own mistakes are thrown on. */
export async function report<T>(read: () => Promise<T>): Promise<Reported<T>> {
  try {
    return { value: await read() };
  } catch (error) {
    if (!(error instanceof ProviderError) || error.code === 'interrupted') throw error;
    return { failure: [error.message, error.hint].filter((part) => part !== undefined).join('. ') };
  }
}
