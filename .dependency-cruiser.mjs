import { PACKAGE_ROOMS, PURE_BUILTINS, PURE_ROOMS, ROOMS } from './.ci/rooms.mjs';

const rooms = Object.keys(ROOMS);

/** A room imports only the rooms that the table allows, and enters them by their index alone. */
const walls = rooms.flatMap((room) => {
  const allowed = [room, ...ROOMS[room]].join('|');
  return [
    {
      name: `${room}-imports`,
      comment: `${room}/ may import ${ROOMS[room].join(', ') || 'no other room'}: move the code, or hand it in as an argument.`,
      severity: 'error',
      from: { path: `^runner/${room}/` },
      to: { path: '^runner/', pathNot: `^runner/(${allowed})/` },
    },
    {
      name: `${room}-by-its-door`,
      comment: `Enter ${room}/ by its index.ts only: what others need belongs there.`,
      severity: 'error',
      from: { path: '^runner/', pathNot: `^runner/${room}/` },
      to: { path: `^runner/${room}/`, pathNot: doorsOf(room) },
    },
  ];
});

function doorsOf(room) {
  return room === 'providers' ? '^runner/providers/[^/]+/index[.]ts$' : `^runner/${room}/index[.]ts$`;
}

const packages = Object.entries(PACKAGE_ROOMS).map(([name, allowed]) => ({
  name: `${name}-in-its-rooms`,
  comment: `Only ${allowed.join(' and ')} may use the package ${name}; ask for its work through an interface.`,
  severity: 'error',
  from: { path: '^runner/', pathNot: `^runner/(${allowed.join('|')})/` },
  to: { path: `node_modules/${name}/` },
}));

export default {
  forbidden: [
    ...walls,
    ...packages,
    {
      name: 'providers-apart',
      comment: 'Providers never import each other.',
      severity: 'error',
      from: { path: '^runner/providers/([^/]+)/' },
      to: { path: '^runner/providers/', pathNot: '^runner/providers/$1/' },
    },
    {
      name: 'pure',
      comment: 'This room is pure: no disk, network, process or clock. Hand the result in as an argument.',
      severity: 'error',
      from: { path: `^runner/(${PURE_ROOMS.join('|')})/` },
      to: { dependencyTypes: ['core'], pathNot: `^(${PURE_BUILTINS.join('|')})$` },
    },
    {
      name: 'no-circular',
      comment: 'A circle of imports has no first file to read: move the shared part out.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'Nothing imports this file: remove it, or use it.',
      severity: 'error',
      from: { orphan: true, path: '^runner/', pathNot: '([.]d[.]ts$)' },
      to: {},
    },
    {
      name: 'tests-apart',
      comment: 'Tests never import tests; shared parts live in files that are no tests.',
      severity: 'error',
      from: { path: '^test/' },
      to: { path: '[.]test[.]ts$' },
    },
    {
      name: 'no-dev-dependency',
      comment: 'What ships must not need a development dependency.',
      severity: 'error',
      from: { path: '^runner/' },
      to: { dependencyTypes: ['npm-dev'], pathNot: 'node_modules/@types/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
