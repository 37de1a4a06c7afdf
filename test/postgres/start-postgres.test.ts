import { existsSync } from 'node:fs';
import pg from 'pg';
import { expect, it } from 'vitest';
import { startPostgres } from './start-postgres.ts';

it('answers over checked TLS, refuses plain TCP, and leaves nothing behind', async () => {
  const server = await startPostgres();
  const { host, port, database, user, password, certificate, socketFolder } = server;
  const connection = { host, port, database, user, password };
  const client = new pg.Client({ ...connection, ssl: { ca: certificate } });
  try {
    await client.connect();
    const { rows } = await client.query(
      'SELECT current_database() AS name, ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()',
    );
    expect(rows).toEqual([{ name: 'prod:all', ssl: true }]);

    const plain = new pg.Client({ ...connection, ssl: false });
    await expect(plain.connect()).rejects.toThrow(/no encryption/);
    const stranger = new pg.Client({ ...connection, ssl: { ca: certificate }, password: 'wrong' });
    await expect(stranger.connect()).rejects.toThrow(/password authentication failed/);
    const local = new pg.Client({ ...connection, host: socketFolder });
    await local.connect();
    await local.end();
  } finally {
    await client.end();
    await server.stop();
  }
  expect(existsSync(socketFolder)).toBe(false);
});
