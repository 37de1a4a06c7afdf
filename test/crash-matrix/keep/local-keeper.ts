import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { State } from '../../../runner/model/index.ts';
import { BUILD } from '../../operator/command.ts';
import type { Site } from '../../operator/site.ts';
import { type DiskOrder, type DiskStep, ORDER_VARIABLE } from '../disk/order.ts';
import type { Company, Keeper, Watch } from './keeper.ts';
import { listFiles } from './list-files.ts';

/** What the disk of a command is watched for. */
export const WATCHED = ['.cai/state', 'scores', 'exports'];

/** Environment variables that load the preload with an order. */
export function orderVariables(order: DiskOrder): Readonly<Record<string, string>> {
  return {
    NODE_OPTIONS: `--import=${join(BUILD, 'disk-preload.js')}`,
    [ORDER_VARIABLE]: JSON.stringify(order),
  };
}

/** A folder beside the YAML, as `cai init` has it. */
export class LocalKeeper implements Keeper {
  readonly backend = 'local';
  readonly variables = {};

  async setUp(): Promise<void> {}

  async readState(folder: string): Promise<State> {
    return JSON.parse(await readFile(join(stateOf(folder), 'state.json'), 'utf8')) as State;
  }

  async readRest(folder: string): Promise<unknown> {
    return await listFiles(stateOf(folder));
  }

  async isLocked(folder: string): Promise<boolean> {
    return await access(join(stateOf(folder), 'lock.json')).then(
      () => true,
      () => false,
    );
  }

  /** It is one of the watched folders. */
  async readRemains(): Promise<readonly string[]> {
    return [];
  }

  async watch(site: Site): Promise<Watch> {
    const report = join(site.folder, 'disk.json');
    return {
      variables: orderVariables({ folders: WATCHED, report }),
      read: async () => ({
        disk: JSON.parse(await readFile(report, 'utf8')) as readonly DiskStep[],
        pushes: [],
      }),
    };
  }

  async accompany(): Promise<Company> {
    let asked = 0;
    return {
      variables: {},
      // Its disk is not watched: something may have been written each time.
      progress: async () => {
        asked += 1;
        return asked;
      },
      ended: async () => undefined,
    };
  }
}

function stateOf(folder: string): string {
  return join(folder, 'repository', '.cai', 'state', 'demo');
}
