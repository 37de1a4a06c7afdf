import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EmulatorStartError } from '../options.ts';

/** Where the emulator of a world listens, by the file that it writes there. */
export function readHandle(world: string): { url: string; controlToken: string } {
  try {
    return JSON.parse(readFileSync(join(world, 'emulator.json'), 'utf8'));
  } catch {
    throw new EmulatorStartError(
      `no emulator of the world in ${world} is running: start it with cai emulator`,
    );
  }
}
