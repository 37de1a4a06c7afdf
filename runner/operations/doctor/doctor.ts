import { DOCTOR_AREAS, type DoctorArea, type DoctorCheck, type DoctorReport } from '../../model/index.ts';
import { checkAdobe } from './check-adobe.ts';
import { judgeCredentials } from './check-credentials.ts';
import { checkForge } from './check-forge.ts';
import { checkMachine, checkRepository } from './check-machine.ts';
import { judgeClock, judgeNetwork } from './check-network.ts';
import { checkState } from './check-state.ts';
import { listReadiness } from './command-needs.ts';
import type { DoctorProbes } from './probes.ts';

const ORDER = Object.keys(DOCTOR_AREAS) as DoctorArea[];

/**
 * Looks at everything that the commands need of one environment, by reads alone: nothing is written in Adobe, on the forge, in the
 * state or in the repository, and no lock is taken. What fails is a finding, so that one run tells all of them.
 */
export async function doctor(probes: DoctorProbes): Promise<DoctorReport> {
  const { environment, credentials } = probes;
  const given = judgeCredentials(credentials, environment.spec.credentials);
  const asked = await checkAdobe(
    probes,
    given.every(({ status }) => status === 'ok'),
  );
  const isEmulator = environment.spec.emulator !== undefined;
  const checks = [
    ...(await checkMachine(probes.machine, environment)),
    ...(await checkRepository(probes)),
    ...given,
    ...judgeNetwork(probes.network),
    ...asked.checks,
    judgeClock(asked.adobe, { now: probes.now(), isEmulator }),
    ...(await checkState(probes.backend, probes.statePlace)),
    await checkForge(probes.forge),
  ];
  return {
    environment: environment.metadata.name,
    sandbox: environment.spec.sandbox,
    endpoint: environment.spec.baseUrls.cja,
    checks: checks
      .map((check) => (isEmulator ? hintAtEmulator(check) : check))
      .sort((a, b) => ORDER.indexOf(a.area) - ORDER.indexOf(b.area)),
    commands: listReadiness(checks),
  };
}

/** Forgetting to start the emulator is the usual mistake. */
function hintAtEmulator(check: DoctorCheck): DoctorCheck {
  if (check.code !== 'connection-refused') return check;
  return { ...check, hint: 'Is the emulator running? Start it in a second terminal: cai emulator' };
}
