import type { GateAnswer, GateRequest } from '../../operator/gate.ts';
import { ENVIRONMENT } from '../../operator/site.ts';
import type { BadInput, HarmlessInput } from './bad-input.ts';

const COMMANDS = [['plan'], ['apply', '--yes']];

const JSON_TYPE = { 'content-type': 'application/json', 'x-request-id': 'b7c1d2e3-request-id' };
const TOKEN = '/ims/token/v3';
const VIEWS = '/data/dataviews';
const VIEW = 'account-upgrade/data-view/first';

function answerWith(status: number, body: object): GateAnswer {
  return { status, headers: JSON_TYPE, body: Buffer.from(JSON.stringify(body)) };
}

/** Answers in place of Adobe, where there is one for the request. */
function refuse(refusing: (request: GateRequest) => GateAnswer | undefined): BadInput['spoil'] {
  return async (site) => {
    site.gate.rules = { refusing };
    return undefined;
  };
}

/** The environment is reached elsewhere. */
function leadTo(url: string): BadInput['spoil'] {
  return async (site) => {
    await site.edit(ENVIRONMENT, (text) => text.replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, url));
    return undefined;
  };
}

const LOGIN = Buffer.from('<!doctype html><html><head><title>Sign in to Luma</title></head></html>');
const isApi = ({ path }: GateRequest): boolean => path !== TOKEN;
const isCja = ({ path }: GateRequest): boolean => /^\/data\/(?!foundation\/)/.test(path);

const NETWORK: readonly BadInput[] = [
  {
    name: 'no network: the name is not known',
    spoil: leadTo('https://adobe.invalid'),
    commands: COMMANDS,
    exit: 1,
    code: 'unreachable',
    place: [`https://adobe.invalid`, `POST ${TOKEN}`],
    next: ['Check the base URL of the environment, the network and the proxy settings'],
  },
  {
    name: 'no network: nobody answers',
    spoil: leadTo('http://127.0.0.1:9'),
    commands: COMMANDS,
    exit: 1,
    code: 'connection-refused',
    place: ['http://127.0.0.1:9', `POST ${TOKEN}`],
    next: ['cai emulator'],
  },
  {
    name: 'no network: every connection is cut',
    spoil: async (site) => {
      site.gate.rules = {
        arriving: () => {
          throw new Error('cut');
        },
      };
      return undefined;
    },
    commands: [['plan']],
    exit: 1,
    code: 'connection-lost',
    place: [`POST ${TOKEN}`],
    next: ['Check the network and the proxy settings'],
  },
];

const CREDENTIALS: readonly BadInput[] = [
  {
    name: 'wrong credentials: the secret',
    spoil: async () => ({ variables: credentials({ CAI_DEMO_CLIENT_SECRET: 'not-the-secret' }) }),
    commands: COMMANDS,
    exit: 1,
    code: 'unauthorized',
    place: [`POST ${TOKEN}`, 'answered 401'],
    next: ['CAI_DEMO_CLIENT_ID', 'CAI_DEMO_CLIENT_SECRET'],
  },
  {
    name: 'wrong credentials: the client id',
    spoil: async () => ({ variables: credentials({ CAI_DEMO_CLIENT_ID: 'nobody' }) }),
    commands: COMMANDS,
    exit: 1,
    code: 'request-rejected',
    place: [`POST ${TOKEN}`, 'answered 400'],
    next: ['CAI_DEMO_CLIENT_ID', 'CAI_DEMO_CLIENT_SECRET'],
  },
  {
    name: 'wrong credentials: the organisation',
    spoil: async () => ({ variables: credentials({ CAI_DEMO_ORG_ID: '0@AdobeOrg' }) }),
    commands: COMMANDS,
    exit: 1,
    code: 'forbidden',
    place: ['GET /data/foundation/catalog/dataSets', 'answered 403'],
    next: ['CAI_DEMO_ORG_ID'],
  },
  {
    name: 'a missing scope',
    spoil: refuse(({ path }) =>
      path === TOKEN
        ? answerWith(400, {
            error: 'invalid_scope',
            error_description: 'invalid scope(s): read_organizations',
          })
        : undefined,
    ),
    commands: COMMANDS,
    exit: 1,
    code: 'request-rejected',
    place: [`POST ${TOKEN}`, 'answered 400 invalid_scope', 'request id'],
    next: ['Adobe Developer Console'],
  },
  {
    name: 'a missing right: no Experience Platform profile',
    spoil: refuse((request) =>
      isCja(request)
        ? answerWith(403, {
            errorCode: 'forbidden',
            errorDescription: 'User region is missing',
            errorId: 'e1',
          })
        : undefined,
    ),
    commands: [['apply', '--yes']],
    exit: 1,
    code: 'read-failed',
    place: ['GET /data/connections', 'answered 403'],
    next: [
      'Add an Adobe Experience Platform product profile to the technical account',
      'When it is mended, the same command goes on: cai apply --env demo',
    ],
  },
  {
    name: 'a missing right: no role for datasets',
    spoil: refuse(({ path }) =>
      path.startsWith('/data/foundation/catalog')
        ? answerWith(403, {
            type: 'http://ns.adobe.com/aep/errors/XDM-1012-403',
            title: 'Forbidden',
            status: 403,
          })
        : undefined,
    ),
    commands: COMMANDS,
    exit: 1,
    code: 'forbidden',
    place: ['GET /data/foundation/catalog/dataSets', 'answered 403'],
    next: ['Check its product profiles and roles', 'spec.sandbox'],
  },
  {
    name: 'a sandbox that does not exist',
    spoil: async (site) => {
      await site.edit(ENVIRONMENT, (text) => text.replace('sandbox: prod', 'sandbox: prodd'));
      return undefined;
    },
    commands: COMMANDS,
    exit: 1,
    code: 'forbidden',
    place: ['sandbox prodd', 'GET /data/foundation/catalog/dataSets', 'answered 403'],
    next: ['spec.sandbox'],
  },
];

const ANSWERS: readonly BadInput[] = [
  {
    name: 'an answer that is not JSON: a login page',
    spoil: refuse((request) =>
      isApi(request) ? { status: 200, headers: { 'content-type': 'text/html' }, body: LOGIN } : undefined,
    ),
    commands: [['plan']],
    exit: 1,
    code: 'answer-unreadable',
    place: ['GET /data/foundation/catalog/dataSets', 'text/html'],
    next: ['A proxy or a login page may stand in between'],
  },
  {
    name: 'an answer that is not JSON: of the token service',
    spoil: refuse(() => ({ status: 200, headers: { 'content-type': 'text/html' }, body: LOGIN })),
    commands: [['plan']],
    exit: 1,
    code: 'answer-unreadable',
    place: [`POST ${TOKEN}`, 'text/html'],
    next: ['A proxy or a login page may stand in between'],
  },
  {
    name: 'a page that comes again and again',
    spoil: refuse(({ path }) => (path === VIEWS ? pageOf('dv_1') : undefined)),
    commands: COMMANDS,
    exit: 1,
    code: 'read-failed',
    place: [`GET ${VIEWS}`, VIEW],
    next: ['report this message'],
    // The connection that was waited for is recorded as verified.
    mayRecord: true,
  },
  {
    name: 'pages that never end',
    spoil: async (site) => {
      let page = 0;
      site.gate.rules = {
        refusing: ({ path }) => {
          if (path !== VIEWS) return undefined;
          page += 1;
          return pageOf(`dv_${page}`);
        },
      };
      return undefined;
    },
    commands: [['plan']],
    exit: 1,
    code: 'read-failed',
    place: [`GET ${VIEWS}`, VIEW, 'after 1000 pages'],
    next: ['report this message', 'When it is mended, plan again: cai plan --env demo'],
  },
  {
    name: 'an answer that is larger than any',
    spoil: refuse(({ path }) =>
      path === VIEWS
        ? { status: 200, headers: JSON_TYPE, body: Buffer.alloc(65 * 1024 * 1024, 32) }
        : undefined,
    ),
    commands: [['plan']],
    exit: 1,
    code: 'read-failed',
    place: [`GET ${VIEWS}`, VIEW],
    next: ['report this message'],
  },
];

const EXPIRED = answerWith(401, { error_code: '401013', message: 'Oauth token is not valid' });

const TOKENS: readonly BadInput[] = [
  {
    name: 'a token that expires in the middle of an apply, and no new one',
    spoil: async (site) => {
      let isExpired = false;
      site.gate.rules = {
        refusing: ({ method, path }) => {
          isExpired ||= method === 'POST' && path === VIEWS;
          if (!isExpired) return undefined;
          return path === TOKEN
            ? answerWith(400, { error: 'invalid_client', error_description: 'client is disabled' })
            : EXPIRED;
        },
      };
      return undefined;
    },
    commands: [['apply', '--yes']],
    exit: 1,
    place: [VIEW, `POST ${TOKEN}`, 'answered 400'],
    next: ['CAI_DEMO_CLIENT_SECRET', 'cai apply --env demo'],
    mayRecord: true,
  },
];

export const ADOBE_INPUTS: readonly BadInput[] = [...NETWORK, ...CREDENTIALS, ...ANSWERS, ...TOKENS];

export const HARMLESS_ANSWERS: readonly HarmlessInput[] = [
  {
    name: 'a token that expires in the middle of an apply, and a new one',
    spoil: async (site) => {
      let isExpired = false;
      site.gate.rules = {
        refusing: ({ method, path }) => {
          if (isExpired || method !== 'POST' || path !== VIEWS) return undefined;
          isExpired = true;
          return EXPIRED;
        },
      };
      return undefined;
    },
    command: ['apply', '--yes', '--detailed-exitcode'],
    exit: 0,
    said: ['Done: 3'],
  },
];

/** One page that says that more come. */
function pageOf(id: string): GateAnswer {
  return answerWith(200, {
    content: [{ id, name: id }],
    number: 0,
    size: 1000,
    totalElements: 2_000_000,
    totalPages: 2_000_000,
    last: false,
    lastPage: false,
  });
}

function credentials(wrong: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return {
    CAI_DEMO_CLIENT_ID: 'demo-client',
    CAI_DEMO_CLIENT_SECRET: 'demo-secret',
    CAI_DEMO_ORG_ID: 'LUMA0123456789ABCDEF0000@AdobeOrg',
    ...wrong,
  };
}
