import type { Annotation, DocumentPath, LoadedPipeline } from '../../model/index.ts';
import type { Finding } from '../finding.ts';
import type { World } from '../world.ts';

interface Placed {
  readonly view: number;
  readonly annotation: Annotation;
  readonly path: DocumentPath;
}

/** Annotations: days that exist, in order; names that tell them apart in the pipeline; and no two that nobody could tell apart in Adobe. */
export function checkAnnotations(world: World): readonly Finding[] {
  return world.pipelines.flatMap((loaded) => {
    const placed = listAnnotations(loaded);
    return [
      ...placed.flatMap((each) => checkDays(loaded, each)),
      ...findRepeated(placed, ({ annotation }) => annotation.name).map(
        ({ path }): Finding => ({
          document: loaded.source,
          path: [...path, 'name'],
          code: 'duplicate-name',
          summary: 'A name is given twice',
          detail:
            'Another annotation of this pipeline has this name too. Their addresses name the pipeline and not the data view; rename one of them.',
        }),
      ),
      ...findRepeated(placed, keyOf).map(
        ({ path }): Finding => ({
          document: loaded.source,
          path: [...path, 'title'],
          code: 'duplicate-title',
          summary: 'A title is given twice',
          detail:
            'Another annotation of this data view has the same title on the same days. Title and days are how the runner finds what exists in Adobe; change one of the two.',
        }),
      ),
    ];
  });
}

function listAnnotations({ pipeline }: LoadedPipeline): readonly Placed[] {
  return pipeline.spec.dataViews.flatMap(({ annotations }, view) =>
    annotations.map((annotation, index) => ({
      view,
      annotation,
      path: ['spec', 'dataViews', view, 'annotations', index],
    })),
  );
}

/** All but the first of those that have the same key. */
function findRepeated(placed: readonly Placed[], keyFor: (each: Placed) => string): readonly Placed[] {
  const seen = new Set<string>();
  return placed.filter((each) => {
    const key = keyFor(each);
    const isRepeated = seen.has(key);
    seen.add(key);
    return isRepeated;
  });
}

function keyOf({ view, annotation: { title, on } }: Placed): string {
  return [view, title.trim(), on.from, on.to].join('\0');
}

function checkDays({ source }: LoadedPipeline, { annotation, path }: Placed): readonly Finding[] {
  const { on } = annotation;
  const wrong = [...new Set([on.from, on.to])].find((day) => !isDay(day));
  if (wrong !== undefined) {
    return [
      {
        document: source,
        path: [...path, 'on'],
        code: 'wrong-format',
        summary: 'A text does not have the form that is needed',
        detail: `There is no day ${wrong}. Write a day of the calendar, such as 2026-11-26.`,
      },
    ];
  }
  if (on.from <= on.to) return [];
  return [
    {
      document: source,
      path: [...path, 'on'],
      code: 'wrong-combination',
      summary: 'Attributes do not fit together',
      detail: `The annotation ends on ${on.to}, before it begins on ${on.from}. Swap them.`,
    },
  ];
}

/** Whether a text in the form of a date is one: 2026-02-30 is not. */
function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
