import { type LoadedPipeline, parseAddress } from '../../model/index.ts';
import type { Finding } from '../finding.ts';
import { suggest } from '../suggest.ts';
import { getAddresses, type World } from '../world.ts';

/** A rename leads from an address that is gone to one that is there, of the same kind, and never in a circle. */
export function checkMoved(world: World): readonly Finding[] {
  const known = new Set(world.pipelines.flatMap(({ pipeline }) => getAddresses(pipeline)));
  const moves = new Map(
    world.pipelines.flatMap(({ pipeline }) => pipeline.moved.map(({ from, to }) => [from, to] as const)),
  );
  return world.pipelines.flatMap((loaded) =>
    loaded.pipeline.moved.flatMap((_, index) => checkMove({ world, loaded, known, moves }, index)),
  );
}

interface Moves {
  readonly world: World;
  readonly loaded: LoadedPipeline;
  readonly known: ReadonlySet<string>;
  readonly moves: ReadonlyMap<string, string>;
}

function checkMove({ world, loaded, known, moves }: Moves, index: number): readonly Finding[] {
  const move = loaded.pipeline.moved[index];
  if (move === undefined) return [];
  const { from, to } = move;
  const at = (attribute: string) => ({ document: loaded.source, path: ['moved', index, attribute] });
  if (isCircle(from, moves)) {
    return [
      {
        ...at('to'),
        code: 'reference-cycle',
        summary: 'References go round in a circle',
        detail:
          'Following these renames leads back to where they began, so no address would be the last. Remove one of them.',
      },
    ];
  }
  const findings: Finding[] = [];
  if (parseAddress(from)?.kind !== parseAddress(to)?.kind) {
    findings.push({
      ...at('to'),
      code: 'wrong-combination',
      summary: 'Attributes do not fit together',
      detail:
        'A rename keeps the kind (the middle part of the address). Use the same kind in "from" and "to".',
    });
  } else if (!known.has(to) && !moves.has(to) && !isUnknownPipeline(world, to)) {
    const suggestion = suggest(to, [...known]);
    findings.push({
      ...at('to'),
      code: 'dangling-reference',
      summary: 'A reference leads nowhere',
      detail: `Nothing is declared at "${to}".${suggestion === undefined ? ' Write the address that the resource has now.' : ''}`,
      ...(suggestion === undefined ? {} : { suggestion }),
    });
  }
  if (known.has(from)) {
    findings.push({
      ...at('from'),
      code: 'wrong-combination',
      summary: 'Attributes do not fit together',
      detail: `"${from}" is still declared, so it cannot have been renamed. Remove the rename, or the resource.`,
    });
  }
  return findings;
}

/** Whether its pipeline is one that is too broken to be looked at. */
function isUnknownPipeline(world: World, address: string): boolean {
  const owner = parseAddress(address)?.pipeline ?? '';
  return (
    world.pipelineNames.has(owner) &&
    !world.pipelines.some(({ pipeline }) => pipeline.metadata.name === owner)
  );
}

function isCircle(from: string, moves: ReadonlyMap<string, string>): boolean {
  const seen = new Set([from]);
  for (let next = moves.get(from); next !== undefined; next = moves.get(next)) {
    if (next === from) return true;
    if (seen.has(next)) return false;
    seen.add(next);
  }
  return false;
}
