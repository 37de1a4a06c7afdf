import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../runner/host/index.ts';
import type { ResourceGraph } from '../../runner/model/index.ts';
import type { CliResult } from '../operator/command.ts';
import { runInside } from '../operator/inside.ts';

describe('cai graph', () => {
  let folder = '';
  const run = async (...args: readonly string[]): Promise<CliResult> =>
    await runInside(args, folder, systemClock);
  const read = async (...args: readonly string[]): Promise<ResourceGraph> =>
    JSON.parse((await run('graph', '--json', ...args)).stdout) as ResourceGraph;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cai-'));
    await run('init', '.');
  });
  afterAll(async () => await rm(folder, { recursive: true, force: true }));

  it('shows every resource of the environment once, and reaches nobody: no emulator runs here', async () => {
    const { code, stdout, stderr } = await run('graph');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const graph = await read();
    expect(graph.environment).toBe('demo');
    for (const { address } of graph.resources) expect(stdout.split(`"${address}"`)).toHaveLength(2);
    const edges = graph.resources.flatMap(({ dependsOn }) => dependsOn);
    expect(stdout.match(/ --> /gu)).toHaveLength(edges.length);
  });

  it('has the path of a pipeline: input, instance, scores, connection, data view', async () => {
    const { resources } = await read();
    const needs = (address: string): readonly string[] =>
      resources.find((one) => one.address === address)?.dependsOn ?? [];
    expect(needs('account-upgrade/customer-ai-instance/main')).toContain('account-upgrade/input-dataset/web');
    expect(needs('account-upgrade/score-dataset/event')).toContain(
      'account-upgrade/customer-ai-instance/main',
    );
    expect(needs('account-upgrade/connection/scores')).toContain('account-upgrade/score-dataset/event');
    expect(needs('account-upgrade/data-view/account-upgrade')).toContain('account-upgrade/connection/scores');
  });

  it('is of some pipelines, and of what they need in others', async () => {
    const alone = await read('account-upgrade');
    expect(new Set(alone.resources.map(({ pipeline }) => pipeline))).toEqual(new Set(['account-upgrade']));
    const file = join(folder, 'pipelines/environments/demo.yaml');
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace('subscription-churn]', 'subscription-churn, shared]'));
    await writeFile(join(folder, 'pipelines/shared.yaml'), SHARED);
    const addresses = (await read('shared')).resources.map(({ address }) => address);
    await writeFile(file, text);
    await rm(join(folder, 'pipelines/shared.yaml'));
    expect(addresses).toContain('shared/data-view/main');
    expect(addresses).toContain('account-upgrade/connection/scores');
    expect(addresses).toContain('account-upgrade/input-dataset/web');
    expect(addresses).not.toContain('account-upgrade/data-view/account-upgrade');
  });

  it('says which pipelines there are', async () => {
    const { code, stdout, stderr } = await run('graph', 'account-upgrad');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('There are: account-upgrade, subscription-churn.');
  });
});

/** A pipeline whose data view stands on the connection of another one. */
const SHARED = `apiVersion: cai/v1
kind: Pipeline
metadata: { name: shared, title: Shared, owners: [growth] }
spec:
  inputs:
    - { name: web, source: analyticsConnector, dataset: Luma Web Events, identity: { namespace: ECID, field: identityMap } }
  customerAi:
    propensityType: conversion
    goal:
      occurs: will
      events: [{ field: commerce.order.purchaseID, operator: exists }]
      outcomeWindowDays: 30
  connection: { use: account-upgrade/connection/scores }
  dataViews:
    - { name: main, title: Shared view, timezone: Europe/Lisbon }
`;
