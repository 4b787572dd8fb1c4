// Two invented municipalities with different data, so that what belongs to one can be told from what belongs to the
// other on the phone. The places are invented too: their borders are squares in the sea.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ThemeKey } from '@tenohira/rich-menus';

export type DemoCity = {
  slug: string;
  name: string;
  greeting: string;
  center: { latitude: number; longitude: number };
  richMenuTheme: ThemeKey;
  /** In the order of the menus. */
  features: readonly { key: string; settings: Readonly<Record<string, unknown>> }[];
  /** Contracts with the sandbox's issuers and with a bank. The keys are invented and open nothing else. */
  payoutMethods: readonly { method: string; settings: Readonly<Record<string, unknown>> }[];
  /** What it pays for the platform, and where its invoices go. Absent for a city that tries things out. */
  fee?: { plan: string; email: string };
};

/** A square of that many degrees around a place, as settings hold a border: [latitude, longitude]. */
function square({ latitude, longitude }: { latitude: number; longitude: number }, half: number): [number, number][] {
  return [
    [latitude - half, longitude - half],
    [latitude - half, longitude + half],
    [latitude + half, longitude + half],
    [latitude + half, longitude - half],
  ];
}

/** What every demo city has beside the features of its own. */
function benefitFeatures(contact: string): DemoCity['features'] {
  return [
    { key: 'benefit-application', settings: { contact } },
    { key: 'identity-registration', settings: { contact } },
    { key: 'survey', settings: {} },
  ];
}

const minatono = { latitude: 34.05, longitude: 137.55 };
const yukimizawa = { latitude: 38.6, longitude: 138.55 };

export const demoCities: readonly DemoCity[] = [
  {
    slug: 'minatono',
    name: 'みなと野市',
    greeting:
      '友だち追加ありがとうございます。\nみなと野市の「手のひら市役所」です。\n\nごみの日の確認や、道路の不具合の通報が、このトークでできます。下のボタンを押してください。',
    center: minatono,
    richMenuTheme: 'sea',
    features: [
      {
        key: 'garbage-guide',
        settings: { closedDays: 'skip', contact: '環境課 電話000-000-1234(平日8時30分〜17時15分)', areaLabel: '町名' },
      },
      {
        key: 'road-damage-report',
        settings: {
          emergencyPhone: '道路課 000-000-9999(24時間)',
          area: [square(minatono, 0.05)],
          neighbours: [
            {
              name: 'しおかぜ町',
              contact: 'しおかぜ町 建設課 電話000-000-5678',
              area: [square({ latitude: 34.05, longitude: 137.65 }, 0.05)],
            },
          ],
        },
      },
      ...benefitFeatures('福祉課 電話000-000-2345(平日8時30分〜17時15分)'),
    ],
    payoutMethods: [
      {
        method: 'bank-transfer-zengin',
        settings: {
          payerCode: '0000012345',
          payerName: 'ミナトノシ カイケイカンリシヤ',
          bankCode: '9900',
          branchCode: '018',
          accountType: '1',
          accountNumber: '0001234',
          leadBusinessDays: 1,
        },
      },
      {
        method: 'gift-code',
        settings: {
          issuer: 'amazon',
          partnerId: 'Demoa',
          accessKeyId: 'AKIDSANDBOXDEMOA',
          secretAccessKey: 'sandbox-only-amazon-secret-a',
        },
      },
      {
        method: 'e-money',
        settings: { clientId: 'demo-a', secret: 'sandbox-only-e-money-secret-a', brand: 'mihon-pay' },
      },
      { method: 'atm-cash', settings: { apiKey: 'sandbox-only-atm-cash-key-a' } },
    ],
    fee: { plan: 'up-to-50000-year', email: 'kaikei@minatono.example' },
  },
  {
    slug: 'yukimizawa',
    name: '雪見沢町',
    greeting: '雪見沢町の公式LINEへようこそ。\nごみの出し方を調べたり、道路や街灯の不具合を知らせたりできます。',
    center: yukimizawa,
    richMenuTheme: 'forest',
    features: [
      {
        key: 'garbage-guide',
        settings: {
          closedDays: 'shift',
          collectionDeadline: '7:30',
          contact: '住民生活課 電話000-111-2233',
          areaLabel: '地区',
        },
      },
      {
        key: 'road-damage-report',
        settings: {
          emergencyPhone: '建設課 000-111-3344(24時間)',
          contact: 'optional',
          area: [square(yukimizawa, 0.08)],
        },
      },
      ...benefitFeatures('住民生活課 電話000-111-2233'),
    ],
    payoutMethods: [
      { method: 'gift-code', settings: { issuer: 'quo-card-pay', apiKey: 'sandbox-only-quo-card-pay-key-b' } },
      { method: 'atm-cash', settings: { apiKey: 'sandbox-only-atm-cash-key-b' } },
    ],
  },
];

/** The 5374 files of a demo city, as it would publish them. */
export function garbageFilesOf(slug: string): { name: string; bytes: Buffer }[] {
  const folder = join(import.meta.dirname, 'garbage', slug);
  return readdirSync(folder).map((name) => ({ name, bytes: readFileSync(join(folder, name)) }));
}

/** People to be on the sandbox's phone. */
export const demoPeople: readonly { key: string; displayName: string }[] = [
  { key: 'hanako', displayName: 'みさき はなこ' },
  { key: 'tsuru', displayName: '雪田 つる(91歳)' },
];
