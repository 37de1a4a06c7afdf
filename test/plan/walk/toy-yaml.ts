import {
  type Address,
  type Desired,
  type DesiredResource,
  type JsonValue,
  kindOf,
  refsOf,
  refToken,
  type Values,
} from '../../../runner/model/index.ts';

/** What a walk may write: the few attributes in which the toy pipeline varies. */
export interface ToyYaml {
  readonly present: boolean;
  readonly goal: number;
  readonly instanceTitle: string;
  readonly schedule: string;
  readonly connectionTitle: string;
  readonly primaryIdType: string;
  readonly stitching: string;
  readonly streaming: boolean;
  readonly withInput: boolean;
  readonly withProfile: boolean;
  readonly viewTitle: string;
  readonly timezone: string;
  readonly secondView: boolean;
  readonly parts: readonly string[];
  readonly withAccess: boolean;
  readonly profiles: string;
  readonly keep: number;
  readonly withExport: boolean;
  readonly allowDelete: boolean;
  readonly ignore: readonly string[];
  readonly moved: boolean;
  readonly adopt: Readonly<Record<Address, string>>;
}

export const FIRST_YAML: ToyYaml = {
  present: true,
  goal: 30,
  instanceTitle: 'Upgrade',
  schedule: 'weekly',
  connectionTitle: 'Scores',
  primaryIdType: 'ECID',
  stitching: 'off',
  streaming: true,
  withInput: true,
  withProfile: false,
  viewTitle: 'Account upgrade',
  timezone: 'Europe/Lisbon',
  secondView: false,
  parts: ['score'],
  withAccess: true,
  profiles: 'Growth',
  keep: 8,
  withExport: true,
  allowDelete: false,
  ignore: [],
  moved: false,
  adopt: {},
};

const PIPELINE = 'account-upgrade';

export function at(kind: string, name: string): Address {
  return `${PIPELINE}/${kind}/${name}`;
}

export const INSTANCE = at('instance', 'main');
export const EVENT = at('dataset', 'event');
export const PROFILE = at('dataset', 'profile');
export const INPUT = at('input', 'web');

/** Turns the toy's YAML into what `resolve` would make of it. */
export function desiredOf(yaml: ToyYaml): Desired {
  const resources: Record<Address, DesiredResource> = {};
  const add = (address: Address, title: string, values: Values, ignore: readonly string[] = []): void => {
    const kind = kindOf(address);
    const adoptId = yaml.adopt[address];
    resources[address] = {
      address,
      kind,
      title,
      values,
      dependsOn: refsOf(values),
      key: `${kind} ${title}`,
      lifecycle: { allowDelete: yaml.allowDelete, ignore },
      ...(adoptId === undefined ? {} : { adoptId }),
      owners: [],
    };
  };
  if (yaml.present) addResources(yaml, add);
  return {
    environment: {
      name: 'demo',
      sandbox: 'prod',
      baseUrls: { ims: 'http://127.0.0.1', platform: 'http://127.0.0.1', cja: 'http://127.0.0.1' },
      credentials: { clientId: 'A', clientSecret: 'B', orgId: 'C' },
      allowDelete: [],
      limits: { requests: 12, windowSeconds: 6, gatewaySeconds: 60, staleReadSeconds: 10 },
    },
    resources,
    moved: yaml.moved ? [{ from: at('connection', 'scores'), to: at('connection', 'moved') }] : [],
  };
}

type Add = (address: Address, title: string, values: Values, ignore?: readonly string[]) => void;

function addResources(yaml: ToyYaml, add: Add): void {
  add(INPUT, 'Web', { type: 'ee' });
  const data = refToken(INPUT);
  add(INSTANCE, yaml.instanceTitle, {
    title: yaml.instanceTitle,
    goal: yaml.goal,
    data,
    schedule: yaml.schedule,
  });
  add(EVENT, yaml.instanceTitle, { instance: refToken(INSTANCE) });
  if (yaml.withProfile) add(PROFILE, yaml.instanceTitle, { instance: refToken(INSTANCE) });
  const connection = at('connection', yaml.moved ? 'moved' : 'scores');
  const members: Record<string, JsonValue> = { [`datasets[${refToken(EVENT)}].streaming`]: yaml.streaming };
  if (yaml.withInput) members[`datasets[${refToken(INPUT)}].streaming`] = true;
  if (yaml.withProfile) members[`datasets[${refToken(PROFILE)}].streaming`] = false;
  const { connectionTitle: title, primaryIdType, stitching } = yaml;
  add(connection, title, { title, sandbox: 'prod', primaryIdType, stitching, ...members }, yaml.ignore);
  addView(yaml, add, connection, 'one');
  if (yaml.secondView) addView(yaml, add, connection, 'two');
  if (yaml.withExport) add(at('export', 'main'), 'main', { dataset: refToken(EVENT), keep: yaml.keep });
}

function addView(yaml: ToyYaml, add: Add, connection: Address, name: string): void {
  const title = name === 'one' ? yaml.viewTitle : `${yaml.viewTitle} 2`;
  const address = at('view', name);
  const view = refToken(address);
  add(address, title, { title, timezone: yaml.timezone, connection: refToken(connection) });
  const parts = Object.fromEntries(
    yaml.parts.map((id): [string, JsonValue] => [
      `parts[${id}].source`,
      { dataset: refToken(EVENT), attribute: id },
    ]),
  );
  if (yaml.parts.length > 0) add(at('parts', name), name, { view, ...parts });
  if (yaml.withAccess && name === 'one') add(at('access', name), name, { view, profiles: yaml.profiles });
}
