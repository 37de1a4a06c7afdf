import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type ContractReport,
  type EmulatorOptions,
  type RunningEmulator,
  startEmulator,
} from '../../runner/emulator/index.ts';
import { type Clients, connectClients } from '../contracts/connect-clients.ts';
import { CONTRACT_FOLDER } from '../contracts/strict.ts';

interface Body {
  readonly content: Record<string, { readonly schema: Record<string, unknown> }>;
}

interface Operation {
  readonly parameters: { readonly name: string }[];
  readonly requestBody?: Body;
  readonly responses: Record<string, Body>;
}

type CjaFile = { readonly paths: Record<string, Record<string, Operation>> };

/** Each test changes Adobe's file instead of the emulator: what was right is then wrong. */
describe.skipIf(CONTRACT_FOLDER === undefined)('a strict emulator', () => {
  let folder: string;
  let emulator: RunningEmulator;
  let clients: Clients;
  let said: string[];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cai-strict-'));
    said = [];
    cpSync(CONTRACT_FOLDER ?? '', join(folder, 'adobe'), { recursive: true, dereference: true });
  });

  afterEach(async () => {
    await clients.transport.close();
    await emulator.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function start(change: (file: CjaFile) => void, respell?: number): Promise<void> {
    const path = join(folder, 'adobe', 'cja.json');
    const file: CjaFile = JSON.parse(readFileSync(path, 'utf8'));
    change(file);
    rmSync(path);
    writeFileSync(path, JSON.stringify(file));
    emulator = await open(respell === undefined ? {} : { respell });
    clients = connectClients(emulator.url);
  }

  async function open(options: EmulatorOptions = {}): Promise<RunningEmulator> {
    return await startEmulator({
      port: 0,
      world: join(folder, 'world'),
      rateLimit: 'off',
      strict: folder,
      onViolation: (line) => said.push(line),
      ...options,
    });
  }

  async function readReport(): Promise<ContractReport> {
    const headers = { authorization: `Bearer ${emulator.controlToken}` };
    return (await (await fetch(`${emulator.url}/control/contract`, { headers })).json()) as ContractReport;
  }

  function getOperation(file: CjaFile, path: string, method = 'get'): Operation {
    const found = file.paths[path]?.[method];
    if (found === undefined) throw new Error(`the file has no ${method} ${path}`);
    return found;
  }

  it('answers an answer that breaks the contract with a 500 that names it, says it and keeps it', async () => {
    await start((file) => {
      const answer = getOperation(file, '/data/dataviews').responses['200']?.content['application/json'];
      Object.assign(answer?.schema ?? {}, { required: ['pages'] });
    });
    const line = "GET /data/dataviews 200: answer: required: must have required property 'pages'";
    await expect(clients.cja.listDataViews()).rejects.toMatchObject({
      status: 500,
      message: expect.stringContaining(line),
    });
    expect(said).toContainEqual(expect.stringContaining(line));
    const report = await readReport();
    expect(report.violations).toEqual([expect.stringContaining(line)]);
    expect(report.operations).toContainEqual({
      file: 'cja.json',
      method: 'GET',
      path: '/data/dataviews',
      statuses: expect.objectContaining({ '200': expect.any(Number) }),
    });
  });

  it('takes no request with a parameter that the file does not know', async () => {
    await start((file) => {
      const { parameters } = getOperation(file, '/data/dataviews');
      parameters.splice(
        parameters.findIndex(({ name }) => name === 'cached'),
        1,
      );
    });
    await expect(clients.cja.listDataViews()).rejects.toThrow('request at cached: parameter');
  });

  it('takes no request without a header that the file requires', async () => {
    await start((file) => {
      const header = { in: 'header', name: 'x-new', required: true, schema: { type: 'string' } };
      getOperation(file, '/data/dataviews').parameters.push(header);
    });
    await expect(clients.cja.listDataViews()).rejects.toThrow('request at x-new: header');
  });

  it('finds a member that is sent and not declared', async () => {
    await start((file) => {
      const answer = getOperation(file, '/data/dataviews').responses['200']?.content['application/json'];
      const properties = answer?.schema.properties as Record<string, unknown>;
      delete properties.totalPages;
    });
    await expect(clients.cja.listDataViews()).rejects.toThrow('answer at /totalPages: undeclared');
  });

  it('takes no answer with a status that the file does not know', async () => {
    await start((file) => {
      delete getOperation(file, '/data/dataviews').responses['200'];
    });
    await expect(clients.cja.listDataViews()).rejects.toThrow('answer: status: 200 is not one of');
  });

  it('takes no answer of a media type that the file does not know', async () => {
    await start((file) => {
      const answer = getOperation(file, '/data/dataviews').responses['200'];
      const { 'application/json': json, ...others } = answer?.content ?? {};
      Object.assign(answer ?? {}, { content: { ...others, 'application/xml': json } });
    });
    await expect(clients.cja.listDataViews()).rejects.toThrow(
      'answer: media: application/json is not one of application/xml',
    );
  });

  it('takes no request whose body is not as the file says', async () => {
    await start((file) => {
      const body = getOperation(file, '/data/dataviews/validate', 'post').requestBody;
      const properties = body?.content['application/json']?.schema.properties as Record<string, unknown>;
      properties.name = { type: 'number' };
    });
    const view = { name: 'One', parentDataGroupId: 'dg_none', timezoneDesignator: 'Europe/Lisbon' };
    await clients.cja.validateDataView(view).catch(() => undefined);
    const { violations, refusedRequests } = await readReport();
    expect([...violations, ...refusedRequests]).toContainEqual(
      expect.stringContaining('request at /name: type: must be number'),
    );
  });

  it('finds a member missing that no file requires and nothing works without', async () => {
    await (await open()).close();
    const path = join(folder, 'world', 'world.json');
    const { tenant: _, ...world } = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
    writeFileSync(path, JSON.stringify(world));
    await start(() => {});
    const line = 'answer at /tenantId: member: is missing: nothing works without it';
    await expect(clients.platform.getTenant()).rejects.toThrow(line);
  });

  it('holds an error that a fault puts in the place of an answer to the file, where that has its status', async () => {
    await start((file) => {
      const { responses } = getOperation(file, '/data/dataviews');
      Object.assign(responses['500']?.content['application/json']?.schema ?? {}, { required: ['pages'] });
      delete responses['503'];
    });
    const headers = { authorization: `Bearer ${emulator.controlToken}`, 'content-type': 'application/json' };
    const strike = async (faults: string): Promise<readonly string[]> => {
      const body = JSON.stringify({ faults });
      await fetch(`${emulator.url}/control/faults`, { method: 'PUT', headers, body });
      await clients.cja.listDataViews();
      return (await readReport()).violations;
    };
    expect(await strike('GET /data/dataviews:1:503, GET /data/dataviews:#2:429')).toEqual([]);
    expect(await strike('GET /data/dataviews:1:500')).toEqual([
      expect.stringContaining(
        "GET /data/dataviews 500: answer: required: must have required property 'pages'",
      ),
    ]);
    expect(await readReport()).toMatchObject({
      operations: expect.arrayContaining([
        expect.objectContaining({ path: '/data/dataviews', statuses: { 200: 2, 429: 1, 500: 1 } }),
      ]),
    });
  });

  it('lets respelling add members, but not change types', async () => {
    await start((file) => {
      const answer = getOperation(file, '/data/dataviews').responses['200']?.content['application/json'];
      const properties = answer?.schema.properties as Record<string, unknown>;
      delete properties.totalPages;
      properties.size = { type: 'string' };
    }, 2);
    await expect(clients.cja.listDataViews()).rejects.toThrow('answer at /size: type: must be string');
    const { violations } = await readReport();
    expect(violations.filter((line) => line.includes('totalPages'))).toEqual([]);
  });

  it('keeps a request that breaks the contract and was refused apart: that is the caller’s mistake', async () => {
    await start(() => {});
    await clients.cja.listDataViews();
    const { transport } = clients;
    await expect(
      transport.request({ api: 'cja', operation: 'none', method: 'DELETE', path: '/data/connections/dg_x' }),
    ).rejects.toMatchObject({ status: 403 });
    const report = await readReport();
    expect(report.violations).toEqual([]);
    expect(report.refusedRequests).toEqual([
      expect.stringContaining('DELETE /data/connections/dg_x 403: request: operation: is not in the file'),
    ]);
    expect(report.knownErrors).toHaveProperty([
      '§8.2: firstPage and lastPage on the wire, first and last in the file',
    ]);
  });
});
