import { z } from 'zod';
import { instant } from '../answer.ts';

export const department = z
  .object({ departmentId: z.uuid(), name: z.string(), phone: z.string().nullable() })
  .meta({ id: 'Department' });

export const citySettings = z.object({
  greeting: z.string().optional(),
  conversationTimeoutMinutes: z.int(),
  messageRetentionDays: z.int(),
});

export const city = z
  .object({
    name: z.string(),
    municipalityCode: z.string().nullable().meta({ description: '全国地方公共団体コード' }),
    isPractice: z.boolean().meta({ description: '練習中。お知らせは試験の住民だけに届き、お金は動かない' }),
    settings: citySettings,
    updatedAt: instant.nullable().meta({ description: '設定が最後に変わったとき' }),
    updatedBy: z.string().nullable().meta({ description: '設定を最後に変えた職員の名前' }),
    form: z.record(z.string(), z.unknown()).meta({ description: 'settingsのJSON Schema' }),
  })
  .meta({ id: 'City' });

const surveyQuestion = z.object({
  key: z.string(),
  text: z.string().optional().meta({ description: 'いまは聞いていない質問にはない' }),
  kind: z.enum(['choice', 'free-text']),
  answers: z.int(),
  choices: z.array(z.object({ label: z.string(), count: z.int() })),
});

export const surveyResults = z
  .object({
    surveyKey: z.string(),
    respondents: z.int().meta({ description: '1問でも答えた住民の数' }),
    questions: z.array(surveyQuestion),
  })
  .meta({ id: 'SurveyResults' });

export const auditEntry = z
  .object({
    sequence: z.int(),
    at: instant,
    actor: z.string().meta({ description: '種類とID。例: staff:…' }),
    actorName: z.string().nullable().meta({ description: '職員でなければnull' }),
    action: z.string(),
    subject: z.string().meta({ description: '種類とID。例: claim:…' }),
    detail: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'AuditEntry' });

export const auditVerification = z
  .discriminatedUnion('ok', [
    z.object({ ok: z.literal(true), count: z.int(), headHash: z.string(), text: z.string() }),
    z.object({
      ok: z.literal(false),
      sequence: z.int().meta({ description: '問題がはじめて見つかった番号' }),
      problem: z.enum(['missing', 'hash', 'content', 'columns', 'head', 'anchor']),
      text: z.string(),
    }),
  ])
  .meta({ id: 'AuditVerification' });
