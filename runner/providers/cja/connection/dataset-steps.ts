import type { GuidedStep } from '../../../model/index.ts';
import { settingStep, toTyped } from '../guided-steps.ts';
import { CONNECTION_ATTRIBUTES } from './attributes.ts';
import type { DatasetMember } from './dataset-members.ts';
import { addScreen, editScreen } from './screens.ts';

const REINGESTED =
  'Once the connection is saved, Adobe deletes the rows of this dataset and ingests it again: reports lack it until then, and the rows count again.';

/** Names of data source types in Adobe's list (facts §4.2). */
const SOURCE_NAMES: Readonly<Record<string, string>> = {
  webData: 'Web data',
  mobileAppData: 'Mobile App data',
  posData: 'POS data',
  crmData: 'CRM data',
  surveyData: 'Survey data',
  productData: 'Product data',
  callCenterData: 'Call Center data',
  accountsData: 'Accounts data',
  transactionData: 'Transaction data',
  customerFeedbackData: 'Customer Feedback data',
  other: 'Other',
};

/** The settings of one dataset, in the order of Adobe's form: all of a new one, what differs of one that is there. */
export function listDatasetSettings(member: DatasetMember): readonly GuidedStep[] {
  return [
    ...listType(member),
    ...listPerson(member),
    ...listStitching(member),
    ...listLookup(member),
    ...listSource(member),
    ...listIngestion(member),
    ...listPlain(
      member,
      'transform',
      'It prepares a lookup dataset for reports by person.',
      'Once on, it cannot be turned off.',
    ),
    ...listPlain(member, 'summary.timezone'),
    ...listPlain(member, 'summary.granularity', 'Adobe takes it from the data; check that it is the same.'),
  ];
}

function screenOf({ act, name }: DatasetMember): string {
  return act === 'add' ? addScreen(name) : editScreen(name);
}

function listType(member: DatasetMember): readonly GuidedStep[] {
  if (!member.isWanted('type')) return [];
  const type = member.type;
  return [
    settingStep(CONNECTION_ATTRIBUTES, member.pathOf('type'), {
      screen: screenOf(member),
      act: 'check',
      value: `${type.charAt(0).toUpperCase()}${type.slice(1)}`,
      why: 'Adobe takes it from the class of the schema; it can be chosen for ad hoc and relational schemas only. If another type stands there, stop: this may be the wrong dataset, or the type in YAML is wrong.',
    }),
  ];
}

function listPerson(member: DatasetMember): readonly GuidedStep[] {
  const attributes = ['identityMap', 'usePrimaryNamespace', 'namespace', 'field'].map(
    (name) => `personId.${name}`,
  );
  if (!member.isWanted(...attributes)) return [];
  const again = member.act === 'edit' ? { consequence: REINGESTED } : {};
  const screen = screenOf(member);
  if (member.desired('personId.identityMap') === true) return listIdentityMap(member, screen, again);
  return [
    settingStep(CONNECTION_ATTRIBUTES, member.pathOf('personId.field'), {
      screen,
      value: toTyped(member.desired('personId.field')),
      why: 'Rows without a value in this field are skipped. Upper and lower case are told apart.',
      ...again,
      paths: attributes.map(member.pathOf),
    }),
  ];
}

function listIdentityMap(
  member: DatasetMember,
  screen: string,
  again: Pick<GuidedStep, 'consequence'>,
): readonly GuidedStep[] {
  const isPrimary = member.desired('personId.usePrimaryNamespace') === true;
  const isSwitched = member.isWanted('personId.identityMap', 'personId.field');
  const map = settingStep(CONNECTION_ATTRIBUTES, member.pathOf('personId.identityMap'), {
    screen,
    label: 'Person ID',
    value: 'Identity Map',
    why: 'The person of each row comes from its identity map.',
    ...again,
    paths: ['personId.identityMap', 'personId.field'].map(member.pathOf),
  });
  const primary = settingStep(CONNECTION_ATTRIBUTES, member.pathOf('personId.usePrimaryNamespace'), {
    screen,
    value: isPrimary ? 'on' : 'off',
    why: isPrimary
      ? 'Rows without an identity that is marked as primary are skipped.'
      : 'The next step names the namespace.',
    ...(isSwitched ? {} : again),
    paths: ['personId.usePrimaryNamespace', ...(isPrimary ? ['personId.namespace'] : [])].map(member.pathOf),
  });
  const namespace = settingStep(CONNECTION_ATTRIBUTES, member.pathOf('personId.namespace'), {
    screen,
    value: toTyped(member.desired('personId.namespace')),
    why: 'Rows without an identity of this namespace are skipped. Adobe offers every namespace, whether or not the data has it; all datasets must use the same, or persons are not joined.',
    ...(isSwitched ? {} : again),
  });
  return [
    ...(isSwitched ? [map] : []),
    ...(isSwitched || member.isWanted('personId.usePrimaryNamespace') ? [primary] : []),
    ...(!isPrimary && (isSwitched || member.isWanted('personId.namespace')) ? [namespace] : []),
  ];
}

/** Labels that another control of the same form bears too. */
const STITCHING_LABELS: Readonly<Record<string, string>> = {
  personId: 'Enable identity stitching › Person ID',
  namespace: 'Enable identity stitching › Namespace',
};

function listStitching(member: DatasetMember): readonly GuidedStep[] {
  const names = ['method', 'persistentId', 'personId', 'namespace', 'lookbackWindowDays'];
  if (!member.isWanted(...names.map((name) => `stitching.${name}`))) return [];
  const screen = screenOf(member);
  const values: Readonly<Record<string, (text: string) => string>> = {
    method: (text) => (text === 'graph' ? 'Graph' : 'Field'),
    lookbackWindowDays: (text) => `${text} days`,
  };
  const enable: GuidedStep = {
    screen,
    act: 'set',
    label: 'Enable identity stitching',
    value: 'on',
    why: 'It joins the events of one person across devices.',
    ...(member.act === 'edit' ? { consequence: REINGESTED } : {}),
    paths: [],
  };
  const settings = names
    .filter((name) => member.isWanted(`stitching.${name}`))
    .map((name) => {
      const text = toTyped(member.desired(`stitching.${name}`));
      const value = values[name]?.(text) ?? text;
      const label = STITCHING_LABELS[name];
      return settingStep(CONNECTION_ATTRIBUTES, member.pathOf(`stitching.${name}`), {
        screen,
        value,
        ...(label === undefined ? {} : { label }),
      });
    });
  return [enable, ...settings];
}

function listLookup(member: DatasetMember): readonly GuidedStep[] {
  const again = member.act === 'edit' ? { consequence: REINGESTED } : {};
  const screen = screenOf(member);
  const key = settingStep(CONNECTION_ATTRIBUTES, member.pathOf('lookup.key'), {
    screen,
    value: toTyped(member.desired('lookup.key')),
    why: 'Rows without a value in this field are skipped.',
    ...again,
  });
  const matching = settingStep(CONNECTION_ATTRIBUTES, member.pathOf('lookup.matchingKeys'), {
    screen,
    value: toTyped(member.desired('lookup.matchingKeys')),
    why: 'The field of the other dataset that holds the same values. An empty list means that no event dataset is set up yet.',
    ...again,
  });
  const of = member.desired('lookup.of');
  const lookupOf = settingStep(CONNECTION_ATTRIBUTES, member.pathOf('lookup.of'), {
    screen,
    label: 'Matching key › Dataset',
    value: typeof of === 'string' ? member.nameOf(of) : '',
    why: 'The dataset that the matching key belongs to, where several have such a field.',
  });
  return [
    ...(member.isWanted('lookup.key') ? [key] : []),
    ...(member.isWanted('lookup.matchingKeys') ? [matching] : []),
    ...(member.isWanted('lookup.of') ? [lookupOf] : []),
  ];
}

function listSource(member: DatasetMember): readonly GuidedStep[] {
  const screen = screenOf(member);
  const id = toTyped(member.desired('dataSourceType.id'));
  const type = settingStep(CONNECTION_ATTRIBUTES, member.pathOf('dataSourceType.id'), {
    screen,
    value: SOURCE_NAMES[id] ?? id,
    why: 'A survey question of Adobe, without effect on reports.',
  });
  return [
    ...(member.isWanted('dataSourceType.id') ? [type] : []),
    ...listPlain(member, 'dataSourceType.description'),
  ];
}

function listIngestion(member: DatasetMember): readonly GuidedStep[] {
  const screen = screenOf(member);
  const isOn = member.desired('importNewData') === true;
  const streaming = settingStep(CONNECTION_ATTRIBUTES, member.pathOf('importNewData'), {
    screen,
    value: isOn ? 'on' : 'off',
    why: isOn ? 'New batches flow in by themselves.' : 'New batches stay out of reports.',
  });
  return [
    ...(member.isWanted('importNewData') ? [streaming] : []),
    ...(member.isWanted('backfill') ? [backfillStep(member, screen)] : []),
  ];
}

function backfillStep(member: DatasetMember, screen: string): GuidedStep {
  const path = member.pathOf('backfill');
  const live = member.open('backfill')?.live;
  if (member.desired('backfill') === 'all') {
    const again =
      'The earlier backfill failed, so rows that existed then are missing. Past backfills in the menu of the dataset shows which; turn this off and on again to request a new one.';
    const first =
      'It loads the rows that exist already; without it, reports begin today. It runs for hours, for each dataset by itself; nobody has to wait here.';
    return settingStep(CONNECTION_ATTRIBUTES, path, {
      screen,
      value: 'on',
      why: live === 'failed' ? again : first,
    });
  }
  if (live === undefined) {
    return settingStep(CONNECTION_ATTRIBUTES, path, {
      screen,
      value: 'off',
      why: 'Only rows from now on are wanted.',
    });
  }
  return settingStep(CONNECTION_ATTRIBUTES, path, {
    screen,
    value: 'off',
    why: 'Existing rows were loaded although YAML says backfill: none. Loaded rows go only when the dataset is deleted from the connection and added again with this off. To keep them, write backfill: all.',
    consequence: REINGESTED,
  });
}

function listPlain(
  member: DatasetMember,
  attribute: string,
  why?: string,
  consequence?: string,
): readonly GuidedStep[] {
  if (!member.isWanted(attribute)) return [];
  const value = toTyped(member.desired(attribute));
  return [
    settingStep(CONNECTION_ATTRIBUTES, member.pathOf(attribute), {
      screen: screenOf(member),
      value,
      ...(why === undefined ? {} : { why }),
      ...(consequence === undefined ? {} : { consequence }),
    }),
  ];
}
