import { type Address, type Desired, parseAddress, type State, UsageError } from '../model/index.ts';

/**
 * Whether an address is asked for, where pipelines may be named; all are, where none is.
 *
 * @throws UsageError for a pipeline that neither YAML nor the state has
 */
export function choosePipelines(
  desired: Desired,
  state: State,
  pipelines: readonly string[],
): (address: Address) => boolean {
  const known = [...Object.keys(state.resources), ...Object.keys(desired.resources)];
  const names = [...new Set(known.map(pipelineOf))].sort();
  const [unknown] = pipelines.filter((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new UsageError({
      message: `there is no pipeline ${JSON.stringify(unknown)} in this environment`,
      hint: names.length === 0 ? 'It has none yet.' : `It has: ${names.join(', ')}`,
    });
  }
  return (address) => pipelines.length === 0 || pipelines.includes(pipelineOf(address));
}

function pipelineOf(address: Address): string {
  return parseAddress(address)?.pipeline ?? address;
}
