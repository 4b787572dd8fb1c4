// `npm run benchmark [-- --smoke] [-- <name> …]`: ratios, side by side, in one run. See README.md.
import { parseArgs } from 'node:util';
import { measureIsolationTax } from './isolation-tax.ts';
import { measureMatching } from './matching.ts';
import { measurePayouts } from './payouts.ts';
import { measureWebhookIngress } from './webhook-ingress.ts';
import { measureZengin } from './zengin.ts';

const BENCHMARKS: Readonly<Record<string, (smoke: boolean) => Promise<void>>> = {
  'webhook-ingress': measureWebhookIngress,
  'isolation-tax': measureIsolationTax,
  zengin: measureZengin,
  matching: measureMatching,
  payouts: measurePayouts,
};

const { values, positionals } = parseArgs({
  options: { smoke: { type: 'boolean', default: false } },
  allowPositionals: true,
});
for (const name of positionals.length > 0 ? positionals : Object.keys(BENCHMARKS)) {
  const measure = BENCHMARKS[name];
  if (!measure) throw new Error(`There is no benchmark ${name}: ${Object.keys(BENCHMARKS).join(', ')}`);
  await measure(values.smoke);
}
