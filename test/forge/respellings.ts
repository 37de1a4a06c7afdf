/** YAML that is written in another way and means the same. */
export interface Respelling {
  readonly title: string;
  /** In the pull request whose plan was reviewed, after its description became `Reviewed.` */
  readonly onPullRequest: (yaml: string) => string;
  /** Near by, in a pull request of somebody else, so that git merges both. */
  readonly onMain: (yaml: string) => string;
}

/** Everything in the pipeline account-upgrade of `cai init`, around the data view. */
export const RESPELLINGS: readonly Respelling[] = [
  {
    title: 'keys in another order',
    onPullRequest: (yaml) =>
      yaml.replace(/( {6}title: Account upgrade\n)( {6}description: Reviewed\.\n)/, '$2$1'),
    onMain: (yaml) =>
      replaceEach(yaml, [
        ['{ timeout: 30, unit: minutes }', '{ unit: minutes, timeout: 30 }'],
        [
          '- id: upgrade-score\n          type: dimension\n          title: Upgrade score\n',
          '- title: Upgrade score\n          id: upgrade-score\n          type: dimension\n',
        ],
        ['{ namespace: ECID, field: identityMap }', '{ field: identityMap, namespace: ECID }'],
        ['outcomeWindowDays: 30\n', 'outcomeWindowDays: 30\n      occurs: will\n'],
        ['goal:\n      occurs: will\n', 'goal:\n'],
      ]),
  },
  {
    title: 'white space',
    onPullRequest: (yaml) =>
      replaceEach(yaml, [
        ['title: Account upgrade\n', 'title:    Account upgrade   \n\n'],
        ['description: Reviewed.\n', 'description:\n        Reviewed.\n\n'],
      ]),
    onMain: (yaml) =>
      replaceEach(yaml, [
        [
          'session: { timeout: 30, unit: minutes }',
          'session:\n          {timeout:   30,\n          unit: minutes}',
        ],
        [
          'access:\n        productProfiles: [Growth]\n',
          'access:\n            productProfiles: [ Growth ]\n\n\n',
        ],
        ['  customerAi:\n', '\n\n  customerAi:\n'],
      ]),
  },
  {
    title: 'comments',
    onPullRequest: (yaml) =>
      yaml.replace(
        '      description: Reviewed.\n',
        '      # Said in full.\n      description: Reviewed. # by Ada\n',
      ),
    onMain: (yaml) =>
      replaceEach(yaml, [
        ['{ timeout: 30, unit: minutes }', '{ timeout: 30, unit: minutes } # as Adobe does'],
        ['      components:\n', '      # What is in it.\n      components:\n'],
        ['  # Step 2: the Customer AI instance.', '  # The second step: the Customer AI instance.'],
        ['    outputs: { profile: true, cja: true }\n', '    outputs: { profile: true, cja: true } # both\n'],
      ]),
  },
  {
    title: 'defaults spelt out',
    onPullRequest: (yaml) =>
      yaml.replace(
        '      description: Reviewed.\n',
        '      description: Reviewed.\n      containerNames: { person: Person, session: Session, event: Event }\n      segments: []\n',
      ),
    onMain: (yaml) =>
      replaceEach(yaml, [
        ['unit: minutes }', 'unit: minutes, startsWith: [] }'],
        ['title: Upgrade score\n', 'title: Upgrade score\n          hidden: false\n          tags: []\n'],
        [
          '- from: scores.event\n',
          '- from: scores.event\n        importNewData: true\n        backfill: all\n',
        ],
        ['unique: identity }', 'unique: identity, severity: error }'],
        ['lookbackDays: 60\n', 'lookbackDays: 60\n      exclude: []\n'],
        ['[Growth]\n', '[Growth]\n      lifecycle: { allowDelete: false, ignore: [] }\n'],
      ]),
  },
];

function replaceEach(yaml: string, pairs: readonly (readonly [string, string])[]): string {
  return pairs.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`the pipeline has no ${JSON.stringify(from)}`);
    return text.replace(from, to);
  }, yaml);
}
