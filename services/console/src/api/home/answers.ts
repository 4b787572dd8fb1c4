import { z } from 'zod';

const programWork = z
  .object({ programId: z.uuid(), programName: z.string(), count: z.int(), totalYen: z.int() })
  .meta({ id: 'ProgramWork' });

const batchToRelease = programWork.extend({ batchId: z.uuid(), payOn: z.iso.date() });

const messageDay = z
  .object({
    day: z.iso.date(),
    ...{ sent: z.int(), waiting: z.int(), failed: z.int(), unknown: z.int(), cancelled: z.int() },
  })
  .meta({ id: 'MessageDay', description: '一日の通数' });

const portions = z.object({ count: z.int(), yen: z.int() });

const openProgram = z
  .object({
    ...{ programId: z.uuid(), name: z.string(), closesOn: z.iso.date(), isPractice: z.boolean() },
    all: portions.meta({ description: 'いまリストにある全部。ほかは、そのうちどの段階にあるか' }),
    ...{ open: portions, claimed: portions, approved: portions, paid: portions, declined: portions, expired: portions },
  })
  .meta({ id: 'OpenProgram' });

export const home = z
  .object({
    waiting: z
      .object({
        cases: z.object({ mine: z.int(), ofMyDepartments: z.int(), unassigned: z.int() }),
        claimsToApprove: z.array(programWork),
        papersToConfirm: z.array(programWork),
        doubtfulMatches: z.array(programWork.omit({ totalYen: true })),
        unknownPayouts: z.array(programWork),
        batchesToRelease: z.array(batchToRelease),
      })
      .meta({ description: '自分がしてよい仕事だけ。ほかは0か空' }),
    sent: z.array(messageDay),
    survey: z
      .object({
        surveyKey: z.string(),
        programName: z.string().nullable(),
        respondents: z.int(),
        question: z
          .object({
            text: z.string(),
            choices: z.array(z.object({ label: z.string(), count: z.int() })),
          })
          .nullable(),
      })
      .nullable(),
    programs: z.array(openProgram),
  })
  .meta({ id: 'Home' });
