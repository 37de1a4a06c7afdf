import { readFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { describe, expect, it } from 'vitest';

const FOLDER = 'test/fixtures/scores';
const FILE = `${FOLDER}/spark-layout.snappy.parquet`;

interface Row {
  readonly _id: string;
  readonly timestamp: string | null;
  readonly identityMap: Readonly<Record<string, readonly unknown[]>>;
}

const rows: readonly Row[] = JSON.parse(readFileSync(`${FOLDER}/spark-rows.json`, 'utf8'));

function readFile(): ArrayBuffer {
  const { buffer, byteOffset, length } = readFileSync(FILE);
  return buffer.slice(byteOffset, byteOffset + length) as ArrayBuffer;
}

describe('the fixture of scores in the layout that Spark writes', () => {
  it('has INT96 times, lists on three levels as bag/array and on two as array, Snappy pages', () => {
    const { schema, row_groups: groups } = parquetMetadata(readFile());
    const shape = schema.map(({ name, type, repetition_type: repetition, converted_type: converted }) =>
      [name, type, repetition, converted].filter((part) => part !== undefined).join(' '),
    );
    expect(shape).toContain('timestamp INT96 OPTIONAL');
    expect(shape.join('\n')).toContain(
      'influentialFactors OPTIONAL LIST\nbag REPEATED\narray OPTIONAL\ncode',
    );
    expect(shape.join('\n')).toContain('map REPEATED MAP_KEY_VALUE\nkey BYTE_ARRAY REQUIRED UTF8');
    expect(shape.join('\n')).toContain('value OPTIONAL LIST\narray REPEATED\nid');
    expect(groups[0]?.columns.map(({ meta_data: column }) => column?.codec)).not.toContain('UNCOMPRESSED');
  });

  it('holds for DuckDB the rows it was made of', async () => {
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    const reader = await connection.runAndReadAll(
      `SELECT _id, strftime("timestamp", '%Y-%m-%dT%H:%M:%S.%gZ') AS "timestamp", "eventType", to_json(_luma)::VARCHAR AS _luma,
         to_json("identityMap")::VARCHAR AS "identityMap" FROM read_parquet('${FILE}')`,
    );
    const found = reader.getRowObjectsJson().map((row) => ({
      ...row,
      _luma: JSON.parse(String(row._luma)),
      identityMap: JSON.parse(String(row.identityMap)),
    }));
    connection.closeSync();
    instance.closeSync();
    expect(found).toEqual(rows);
  });

  it('holds them for hyparquet too, which shows lists on two levels as a struct', async () => {
    const found = await parquetReadObjects({ file: readFile() });
    const expected = rows.map(({ timestamp, identityMap, ...row }) => ({
      ...row,
      timestamp: timestamp === null ? null : new Date(timestamp),
      identityMap: Object.fromEntries(Object.entries(identityMap).map(([name, array]) => [name, { array }])),
    }));
    // A list that is null is absent in what hyparquet returns.
    expect(JSON.parse(JSON.stringify(found))).toEqual(
      JSON.parse(
        JSON.stringify(expected, (name, value) =>
          name === 'influentialFactors' && value === null ? undefined : value,
        ),
      ),
    );
  });
});
