// Who may import whom. Imports go down the levels only; the table is in README.md.

const LEVELS = [
  ['core'],
  [
    'config',
    'db',
    'line',
    'queue',
    'secrets',
    'storage',
    'service-kit',
    'audit',
    'banking',
    'documents',
    'idempotency',
    'identity',
    'mail',
    'billing',
  ],
  ['feature-kit'],
  ['flow', 'messaging', 'payouts', 'staff'],
  ['catalog', 'cases', 'benefits'],
  ['scheduling', 'onboarding', 'rich-menus'],
  ['conversation'],
  ['residents'],
];

const folder = (names) => `^packages/(${names.join('|')})/`;
const TESTS = '\\.(test|itest)\\.ts$|/testing/|/test-[a-z-]+\\.ts$';

/** Within L1 each stands alone, but for these. */
const L1_NEIGHBOURS = {
  storage: ['db', 'secrets'],
  audit: ['db'],
  identity: ['db', 'secrets', 'audit'],
  idempotency: ['db', 'secrets'],
  mail: ['db', 'secrets'],
  billing: ['db', 'audit'],
};

const levelRules = LEVELS.flatMap((names, level) => {
  const above = LEVELS.slice(level + 1).flat();
  return above.length === 0
    ? []
    : [
        {
          name: `level-${level}-looks-down`,
          comment: `${names.join(', ')} may not import a level above`,
          severity: 'error',
          from: { path: folder(names), pathNot: TESTS },
          to: { path: folder([...above, 'features', 'blocks', 'payout-methods', 'testing']) },
        },
      ];
});

const neighbourRules = (LEVELS[1] ?? []).map((name) => ({
  name: `${name}-stands-alone`,
  comment: 'one vendor or standard each: packages of this level do not import one another',
  severity: 'error',
  from: { path: folder([name]), pathNot: TESTS },
  to: {
    path: folder((LEVELS[1] ?? []).filter((other) => other !== name && !(L1_NEIGHBOURS[name] ?? []).includes(other))),
  },
}));

const onlyIn = (name, packages, allowed) => ({
  name,
  severity: 'error',
  comment: `${packages.join(', ')} only in ${allowed}`,
  from: { path: '^(packages|services|deploy|prisma)/', pathNot: [allowed, TESTS] },
  to: { path: `node_modules/(${packages.join('|')})/` },
});

export default {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    ...levelRules,
    ...neighbourRules,
    {
      name: 'a-unit-knows-no-sibling',
      comment: 'a feature or a block imports core, feature-kit and its own folder',
      severity: 'error',
      from: { path: '^packages/(features|blocks)/src/([^/]+)/', pathNot: TESTS },
      to: { path: '^(packages|services)/', pathNot: ['^packages/(core|feature-kit)/', '^packages/$1/src/$2/'] },
    },
    {
      name: 'a-payout-method-knows-no-sibling',
      comment: 'a payout method imports core, banking, feature-kit and its own folder',
      severity: 'error',
      from: { path: '^packages/payout-methods/src/([^/]+)/', pathNot: TESTS },
      to: {
        path: '^(packages|services)/',
        pathNot: ['^packages/(core|banking|feature-kit)/', '^packages/payout-methods/src/$1/'],
      },
    },
    {
      name: 'nobody-imports-a-service',
      severity: 'error',
      from: { path: '^(packages|prisma|deploy)/', pathNot: TESTS },
      to: { path: '^services/' },
    },
    {
      name: 'services-do-not-meet',
      severity: 'error',
      from: { path: '^services/([^/]+)/' },
      to: { path: '^services/', pathNot: '^services/$1/' },
    },
    {
      name: 'the-sandbox-is-the-outside-world',
      comment: 'it shares no code with what it is there to test; how a message looks is nothing that it tests',
      severity: 'error',
      from: { path: '^services/sandbox/' },
      to: { path: '^packages/', pathNot: '^packages/(core|line-preview)/' },
    },
    {
      name: 'the-web-application-takes-types-only',
      comment: 'what the browser runs holds no code of the server, nor of anything but what draws LINE messages',
      severity: 'error',
      from: { path: '^services/console/web/src/', pathNot: TESTS },
      to: {
        path: '^(packages|services)/',
        pathNot: ['^services/console/web/src/', '^packages/line-preview/'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'line-preview-runs-in-browsers',
      comment: 'it draws, and knows nothing else of ours nor of Node',
      severity: 'error',
      from: { path: '^packages/line-preview/', pathNot: TESTS },
      to: { pathNot: '^packages/line-preview/' },
    },
    onlyIn('prisma-and-pg', ['@prisma/client', '@prisma/adapter-pg', 'pg'], '^packages/(db|queue|testing)/|^prisma/'),
    onlyIn('bullmq-and-redis', ['bullmq', 'ioredis'], '^packages/queue/'),
    onlyIn('openid-client', ['openid-client'], '^packages/identity/'),
    onlyIn('banks-and-holidays', ['zengin-code', '@holiday-jp/holiday_jp'], '^packages/banking/'),
    onlyIn('nodemailer', ['nodemailer'], '^packages/mail/'),
    onlyIn('pdf', ['pdfkit', 'qrcode'], '^packages/documents/|^services/console/web/'),
    onlyIn('line-sdk', ['@line/bot-sdk'], '^packages/line/'),
    onlyIn('stripe', ['stripe'], '^packages/billing/'),
    onlyIn(
      'fastify',
      ['fastify', '@fastify/[a-z-]+'],
      '^services/|^packages/service-kit/|^packages/features/src/[^/]+/routes\\.ts$',
    ),
    {
      name: 'the-flow-engine-is-pure',
      severity: 'error',
      from: { path: '^packages/(flow|blocks)/src/', pathNot: TESTS },
      to: { dependencyTypes: ['core'] },
    },
    { name: 'nothing-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: 'packages/db/src/generated|services/sandbox/src/phone/web|services/console/web/.*dist/' },
    tsPreCompilationDeps: true,
    parser: 'swc',
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs'],
    },
  },
};
