import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GraphResource, Mode } from '../../runner/model/index.ts';
import { renderGraph } from '../../runner/render/index.ts';

const MODES: readonly Mode[] = ['managed', 'guided', 'observed'];

/** All that a line of the chart may be, whatever the names are. */
const LINE =
  /^(?:flowchart LR| {2}%% .*| {2}classDef (?:managed|guided|observed) [#a-z0-9:,]+| {2}subgraph p\d+\["[^"]*"\]| {4}r\d+(?:\["[^"`<&]*"\]|\{\{"[^"`<&]*"\}\}|\[\("[^"`<&]*"\)\]):::(?:managed|guided|observed)| {2}end| {2}r\d+ --> r\d+)$/u;

describe('the graph', () => {
  it('gives each mode a shape and a class, each pipeline a box, and an arrow to what needs something', () => {
    const resources: readonly GraphResource[] = [
      { ...sample('a/connection/scores', 'guided'), dependsOn: ['a/input-dataset/web'] },
      { ...sample('a/data-view/main', 'managed'), dependsOn: ['a/connection/scores'] },
      sample('a/input-dataset/web', 'observed'),
      { ...sample('b/data-view/main', 'managed'), dependsOn: ['a/connection/scores'] },
    ];
    expect(renderGraph({ environment: 'demo', resources })).toMatchInlineSnapshot(`
      "flowchart LR
        %% Environment demo.
        %% An arrow leads from what must be there first to what needs it.
        %% Rectangle: managed, by the runner. Hexagon: guided, by a person in Adobe. Cylinder: observed, never changed.
        classDef managed fill:#e3f2e6,stroke:#2f7d3b,color:#10240f
        classDef guided fill:#fdf1d8,stroke:#a66a00,color:#2b1c00
        classDef observed fill:#eceff3,stroke:#5b6675,color:#1a1f27
        subgraph p1["a"]
          r1{{"a/connection/scores"}}:::guided
          r2["a/data-view/main"]:::managed
          r3[("a/input-dataset/web")]:::observed
        end
        subgraph p2["b"]
          r4["b/data-view/main"]:::managed
        end
        r3 --> r1
        r1 --> r2
        r1 --> r4"
    `);
  });

  it('lets no name out of its label', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('"]', '`**b**`', 'end', '#quot;', '%%{init}'),
    );
    fc.assert(
      fc.property(fc.array(text, { maxLength: 4 }), text, (names, environment) => {
        const resources = names.map((name, index) => ({
          ...sample(name, MODES[index % MODES.length] ?? 'managed'),
          pipeline: name,
          dependsOn: names,
        }));
        for (const line of renderGraph({ environment, resources }).split('\n')) expect(line).toMatch(LINE);
      }),
    );
  });
});

function sample(address: string, mode: Mode): GraphResource {
  const [pipeline = '', kind = '', title = ''] = address.split('/');
  return { address, pipeline, kind, mode, title, dependsOn: [] };
}
