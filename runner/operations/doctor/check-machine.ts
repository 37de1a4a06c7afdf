import type { Diagnostic, DoctorCheck, Environment } from '../../model/index.ts';
import { attempt, failed, notChecked, ok, problem, warning } from './attempt.ts';
import type { DoctorProbes, MachineProbes } from './probes.ts';

/** Node.js, this version of cai, and DuckDB where scores are read with it. */
export async function checkMachine(
  probes: MachineProbes,
  environment: Environment,
): Promise<readonly DoctorCheck[]> {
  const version = { id: 'cai', area: 'machine', label: 'cai' } as const;
  return [
    judgeNode(probes.nodeVersion, probes.neededNode),
    ok(version, `${probes.runnerVersion}, language ${environment.apiVersion}`),
    await checkDuckDb(probes, environment),
  ];
}

/** Compares versions by their first two numbers, as `engines.node` has them. */
export function judgeNode(version: string, needed: string): DoctorCheck {
  const subject = { id: 'node', area: 'machine', label: 'Node.js' } as const;
  const [major = 0, minor = 0] = numbersOf(version);
  const [neededMajor = 0, neededMinor = 0] = numbersOf(needed);
  if (major > neededMajor || (major === neededMajor && minor >= neededMinor))
    return ok(subject, `${version} (${needed} is needed)`);
  return problem(
    subject,
    `${version}, and cai needs ${needed}`,
    'Install a newer Node.js: https://nodejs.org',
  );
}

function numbersOf(version: string): readonly number[] {
  return [...version.matchAll(/\d+/gu)].map(([digits]) => Number(digits));
}

async function checkDuckDb(probes: MachineProbes, { spec }: Environment): Promise<DoctorCheck> {
  const subject = { id: 'duckdb', area: 'machine', label: 'DuckDB' } as const;
  if (spec.scores.engine !== 'duckdb')
    return notChecked(subject, `not needed: spec.scores.engine is ${spec.scores.engine}`);
  const loaded = await attempt(async () => await probes.loadDuckDb());
  return 'error' in loaded ? failed(subject, loaded.error, 'warning') : ok(subject, 'can be loaded');
}

/** The YAML, and the copies of the schemas that editors check it with. */
export async function checkRepository({
  diagnostics,
  machine,
}: Pick<DoctorProbes, 'diagnostics' | 'machine'>): Promise<readonly DoctorCheck[]> {
  return [judgeYaml(diagnostics), judgeSchemas(await machine.findOldSchemas())];
}

function judgeYaml(diagnostics: readonly Diagnostic[]): DoctorCheck {
  const subject = { id: 'yaml', area: 'repository', label: 'YAML' } as const;
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  const warnings = diagnostics.length - errors;
  const hint = 'See them with: cai validate';
  if (errors > 0) return problem(subject, `errors: ${errors}, warnings: ${warnings}`, hint);
  return warnings > 0 ? warning(subject, `warnings: ${warnings}`, hint) : ok(subject, 'no errors');
}

function judgeSchemas(old: readonly string[] | undefined): DoctorCheck {
  const subject = { id: 'schemas', area: 'repository', label: 'Schemas for editors' } as const;
  if (old === undefined)
    return notChecked(subject, 'there is no folder schemas/ here; cai itself does not need it');
  if (old.length === 0) return ok(subject, 'those of this version');
  return warning(
    subject,
    `not those of this version: ${old.join(', ')}`,
    'Editors may accept what cai refuses. Copy schemas/ of the installed package over the one here.',
  );
}
