export type StartSummary = {
  addresses: Readonly<Record<'gateway' | 'console' | 'sandbox' | 'worker', string>>;
  cities: readonly { name: string; slug: string; features: readonly string[] }[];
  dataDir: string;
  seconds: number;
  redis: boolean;
  embedded: boolean;
};

/** What a person reads when everything runs. */
export function describeStart(summary: StartSummary): string {
  const { addresses, cities, dataDir, seconds, redis, embedded } = summary;
  const rows = [
    ['phone', addresses.sandbox, 'open this and tap: a LINE on which you are a resident'],
    ['mailbox', `${addresses.sandbox}/mailbox`, 'the letters that cities send to their staff'],
    ['gateway', addresses.gateway, "LINE webhooks, residents' pages"],
    [
      'console',
      addresses.console,
      'the city hall: `npm run city -- staff invite minatono me@city.example わたし owner` lets you in',
    ],
    ['worker', addresses.worker, `pushes, payouts and schedules; queue in ${redis ? 'Redis' : 'PostgreSQL'}`],
    ['data', dataDir, embedded ? 'embedded PostgreSQL, secrets, logs' : 'secrets, logs'],
  ];
  const width = Math.max(...rows.map(([, address = '']) => address.length));
  const lines = rows.map(([name = '', address = '', what]) => `  ${name.padEnd(8)} ${address.padEnd(width)}  ${what}`);
  const demo = cities.map((city) => `  ${city.name} (${city.slug}): ${city.features.join('、')}`);
  return [
    '',
    `手のひら市役所 Tenohira is running (${seconds.toFixed(1)} s)`,
    '',
    ...lines,
    '',
    'Demo cities',
    ...demo,
    '',
    'Ctrl-C stops everything.',
    '',
  ].join('\n');
}
