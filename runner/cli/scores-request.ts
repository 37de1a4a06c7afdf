import type { Clock, Environment, EventSink } from '../model/index.ts';
import type { DownloadLimits } from '../scores/index.ts';

/** Where score files come from and go to. */
export interface ScoresRequest {
  /** Exports lie below it; a relative source is below it as well. */
  readonly root: string;
  readonly environment: Environment;
  readonly limits: DownloadLimits;
  readonly clock: Clock;
  readonly emit: EventSink;
}
