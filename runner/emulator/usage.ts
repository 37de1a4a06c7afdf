import { FAULT_KINDS, MIXED } from './faults/fault-kinds.ts';

/** What `--help` prints. */
export function renderUsage(): string {
  const faults = FAULT_KINDS.map(({ name, value, says }) => {
    const written = value === undefined ? name : `${name}=${value.fallback}`;
    return `  ${written.padEnd(16)}${says}`;
  });
  return `${[USAGE, ...faults, `  ${MIXED.padEnd(16)}one of all of these at random, with silences of a second`, ENDS].join('\n')}\n`;
}

const USAGE = `Emulator of Adobe's APIs. Ctrl-C stops it; the world stays.

  --port N                4410; 0 takes any free port
  --world DIR             .cai/emulator; where the world lives, delete it to start anew
  --seed N                1; decides ids and demo events, read only when the world is made
  --host H                127.0.0.1; anything but loopback needs --allow-remote
  --control-token T       bearer token of the control API; random by default
  --run-duration S        86400; how long a Customer AI run takes, by the emulator's clock
  --backfill-duration S   3600; how long a backfill takes, by the emulator's clock
  --rate-limit N/S | off  12/6; CJA requests of one technical account
  --latency MS            0; added to each answer of Adobe's APIs
  --respell SEED          varies what nobody outside Adobe has verified
  --strict [DIR]          holds every request and answer to Adobe's OpenAPI files in DIR (or CAI_CONTRACTS)
  --faults RULES          makes requests fail, see below
  --faults-seed N         1; decides which requests a share strikes
  --json                  one JSON line when ready
  --env NAME              port, world and seed as the environment document NAME says

cai emulator perform [ADDRESS... | all] [--env NAME] [--advance-hours N]
  does open handoffs in the emulator that runs, as an operator would in Adobe's UI, then lets time pass

cai emulator score [TITLE...] [--env NAME] [--flaw F]...
  has instances score again (all, or those with these titles), and lets the time pass that it takes
cai emulator score [TITLE...] [--env NAME] [--flaw F]... --rows N [--parts N] [--format profile | event]
  writes batches of up to 100,000,000 rows at once
  --flaw F  shifted, stale, null, truncated, incomplete, duplicated, outOfRange: what is wrong with the batch

RULES are separated by commas; each is WHERE:WHEN:FAULT[=SECONDS].
  --faults all:20%:mixed
  --faults 'POST /data/dataviews:2:lost=5, cja:1%:429+seconds=10'
WHERE  all, reads, writes, ims, platform, cja, /path or METHOD /path with {} for an id
WHEN   always, a share such as 20%, the next requests such as 2, or one of them such as #3
FAULT  with its value where none is given:`;

const ENDS = `
Examples:
  cai emulator
  cai emulator --env demo --rate-limit off
  cai emulator perform all --env demo --advance-hours 25
  cai emulator score --env demo --flaw shifted

Exit codes:
  0    stopped by Ctrl-C, or done
  1    error`;
