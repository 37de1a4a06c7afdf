/** What commands need and lack of an environment: pure judgements over probes that are given. Nothing here writes anything. */
export { doctor } from './doctor.ts';
export type {
  AdobeProbes,
  DoctorProbes,
  ForgeProbes,
  GivenCredentials,
  MachineProbes,
  NetworkProbes,
  ProxyFact,
  SeenSandbox,
} from './probes.ts';
