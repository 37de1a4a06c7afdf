import { applyTransitions, type Backend, type Clock, type Lock } from '../../model/index.ts';

/** A backend that reads and does not write: what it would record is told, and what follows sees it recorded. */
export function rehearse(
  backend: Backend,
  { clock, onRecord }: { readonly clock: Clock; readonly onRecord: (message: string) => void },
): Backend {
  return {
    read: async () => await backend.read(),
    holder: async () => await backend.holder(),
    history: async (limit) => await backend.history(limit),
    unlock: async () => undefined,
    lock: async (): Promise<Lock> => {
      let state = await backend.read();
      return {
        state,
        append: async (transitions, message) => {
          onRecord(message);
          state = applyTransitions(state, transitions, { at: clock.now().toISOString() });
          return state;
        },
        release: async () => undefined,
      };
    },
  };
}
