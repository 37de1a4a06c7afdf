import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PlatformClient } from '../../../runner/providers/platform/index.ts';
import { ScriptedServer } from '../../host/scripted-server.ts';
import { CANARY_SECRET, makeApi } from '../../host/transport-setup.ts';

const TOKEN = { access_token: 'canaryToken.0123456789~abcdefghijkl', expires_in: 86_399 };

describe('answers that fuzzing found', () => {
  let server: ScriptedServer;

  beforeAll(async () => {
    server = await ScriptedServer.start();
  });

  afterAll(async () => await server.stop());

  /** A client whose every request but that for a token gets one answer. */
  function answering(status: number, body: object | string): PlatformClient {
    server.answerBy(({ url }) => (url.startsWith('/ims/') ? { body: TOKEN } : { status, body }));
    return new PlatformClient(makeApi(server.url, 'platform').api);
  }

  it('read a time that no date can hold as none', async () => {
    const client = answering(200, { b1: { completed: 7e21, created: 'soon' } });
    expect(await client.getNewestBatchTime('d1')).toBeUndefined();
    expect(await client.listBatches({ dataSetId: 'd1' })).toMatchObject([{ id: 'b1', replaces: [] }]);
  });

  it('refuse a link with a broken escape as an entry without an id', async () => {
    const href = `${server.url}/data/foundation/export/files/%E0%A4%A`;
    const client = answering(200, { data: [{ _links: { self: { href } } }] });
    await expect(client.listBatchParts({ batchId: 'b1' })).rejects.toMatchObject({
      code: 'answer-unreadable',
    });
  });

  it('hold no part of a secret where a long message is shortened in the middle of one', async () => {
    for (const secret of [CANARY_SECRET, TOKEN.access_token]) {
      for (let before = 360; before <= 402; before += 3) {
        const client = answering(403, { message: `${'x'.repeat(before)}${secret}`, error_code: secret });
        const error: unknown = await client.getTenant().catch((thrown: unknown) => thrown);
        expect(error).toMatchObject({ code: 'forbidden' });
        expect(JSON.stringify(error) + String(error)).not.toContain(secret.slice(0, 8));
      }
    }
  });
});
