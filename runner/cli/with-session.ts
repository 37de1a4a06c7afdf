import { type LoadedEnvironment, ProviderError, RunnerError } from '../model/index.ts';
import type { Session } from '../operations/index.ts';
import { type ComposeRequest, composeSession } from './compose.ts';
import type { CommandIo } from './io.ts';
import { withProgress } from './progress.ts';

/** What a command does with a session, and how that is announced. */
export interface SessionRequest<T> {
  readonly environment: LoadedEnvironment;
  /** `read-only`: the transport refuses to write. */
  readonly access: 'read-only' | 'read-write';
  /** What is being done: `Planning`. */
  readonly doing: string;
  /** A question may be asked in between. */
  readonly asks?: boolean;
  /** Whether a result says that part of the work failed: it is announced as failed then. */
  readonly hasFailed?: (result: T) => boolean;
  /** Bounds of downloads that win over those of the environment. */
  readonly download?: ComposeRequest['download'];
}

/** Composes a session, runs work with progress on stderr, and closes what was opened in every exit. */
export async function withSession<T>(
  io: CommandIo,
  { environment: { environment }, access, doing, asks = false, hasFailed, download = {} }: SessionRequest<T>,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const title = `${doing} ${environment.metadata.name}`;
  return await withProgress(io, { title, asks, ...(hasFailed && { hasFailed }) }, async (emit) => {
    const session = composeSession(io, { environment, access, emit, download });
    try {
      return await work(session);
    } catch (error) {
      throw environment.spec.emulator === undefined ? error : hintAtEmulator(error);
    } finally {
      await session.close();
    }
  });
}

/** An environment that names an emulator is reached only while that runs; forgetting to start it is the usual mistake. */
function hintAtEmulator(error: unknown): unknown {
  if (!(error instanceof ProviderError) || error.code !== 'connection-refused') return error;
  const { code, message, exitCode } = error;
  const hint = 'Is the emulator running? Start it in a second terminal: cai emulator';
  return new RunnerError({ code, message, hint, exitCode, cause: error });
}
