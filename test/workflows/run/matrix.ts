import {
  isList,
  isObject,
  type Place,
  refuse,
  toText,
  type Value,
  type ValueObject,
} from '../expression/index.ts';

/** Every combination of a matrix, after its expressions were filled in; a job without a matrix is one with nothing in it. */
export function expandMatrix(matrix: Value | undefined, place: Place): readonly ValueObject[] {
  if (matrix === undefined) return [{}];
  if (!isObject(matrix)) refuse(place, 'it is no mapping');
  const { include, exclude, ...axes } = matrix;
  if (include !== undefined || exclude !== undefined)
    refuse(place, 'include and exclude are not carried out');
  if (Object.keys(axes).length === 0) refuse(place, 'it has no lists');
  const combined = Object.entries(axes).reduce<readonly ValueObject[]>(
    (rows, [name, list]) => {
      if (!isList(list) || list.length === 0) refuse(place, `${name} is no list of at least one`);
      return rows.flatMap((row) => list.map((item) => ({ ...row, [name]: item })));
    },
    [{}],
  );
  if (combined.length > 256) refuse(place, 'it has more than 256 combinations');
  return combined;
}

/** The name that GitHub shows for one of the jobs of a matrix. */
export function nameCombination(id: string, combination: ValueObject): string {
  const values = Object.values(combination).map(toText);
  return values.length === 0 ? id : `${id} (${values.join(', ')})`;
}
