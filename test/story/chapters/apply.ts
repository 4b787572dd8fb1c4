// Told, and applied for: by the super fast pass in four taps, by the letter's code, on paper.
import { inParallel } from '../../support/in-parallel.ts';
import { addResident, register } from '../resident.ts';
import { METHODS, PER_METHOD, type Story, type StoryProgram } from '../story.ts';
import { cardOf } from './prepare.ts';

const AT_ONCE = 6;
const ANSWERED = 10;

export async function applyByLine(story: Story, { programId, residents, surveyKey }: StoryProgram): Promise<void> {
  const { timeline, approver } = story;
  timeline.part('お知らせと申請(スーパーファストパス)');
  const notices = () => approver.post<{ notified: number }>(`/programs/${programId}/notices`);
  timeline.check('知らせた人', (await notices()).notified, residents.length);
  timeline.check('もう一度知らせた人', (await notices()).notified, 0);

  const taps = new Set<number>();
  await inParallel([...residents.entries()], AT_ONCE, async ([index, resident]) => {
    const method = METHODS[Math.floor(index / PER_METHOD)] ?? METHODS[0];
    await resident.hears('申し込みへ進む');
    resident.countTaps();
    await resident.tap('申し込みへ進む');
    await resident.hears(method.label);
    await resident.tap(method.label);
    await resident.hears('まちがいありません');
    await resident.tap('まちがいありません');
    await resident.hears('申し込む');
    await resident.tap('申し込む');
    await resident.hears('これで申し込みは終わりです');
    taps.add(resident.taps());
  });
  timeline.check('お知らせから申請まで、何回押したか', [...taps], [4]);

  await inParallel(residents.slice(0, ANSWERED), AT_ONCE, async (resident) => {
    await resident.tap('アンケートに答える');
    await resident.hears('申し込みは簡単でしたか');
    await resident.tap('とても簡単だった');
    await resident.hears('どれくらい');
    await resident.tap('3分まで');
    await resident.hears('書いてくださるときは');
    await resident.tap('とくにない');
    await resident.hears('ありがとうございました');
  });
  const results = await story.editor.get<SurveyResults>(`/surveys/${surveyKey}`);
  timeline.check('アンケートに答えた人', results.respondents, ANSWERED);
  const ease = results.questions
    .find(({ key }) => key === 'ease')
    ?.choices.find(({ label }) => label === 'とても簡単だった');
  timeline.check('「とても簡単だった」', ease?.count, ANSWERED);
}

type SurveyResults = {
  respondents: number;
  questions: { key: string; choices: { label: string; count: number }[] }[];
};

export async function applyByOtherWays(story: Story, program: StoryProgram): Promise<void> {
  const { timeline, editor, approver, owner } = story;
  const { programId, byLetter, byPaper, listedFirst, residents } = program;
  timeline.part('手紙(ファストパス)');
  const sender = { department: '福祉課', phone: '000-000-2345' };
  const pdf = await approver.download(`/programs/${programId}/letters/pdf`, sender);
  timeline.check('印刷用PDF', Buffer.from(pdf.subarray(0, 5)).toString(), '%PDF-');
  const csv = new TextDecoder('shift_jis').decode(
    await approver.download(`/programs/${programId}/letters/csv`, sender),
  );
  const rows = csv.trimEnd().split('\r\n').slice(1);
  const letters = (await editor.get<{ letter: number }>(`/programs/${programId}/reach`)).letter;
  timeline.check('手紙の数', rows.length, letters);
  const code = rows
    .map(cellsOf)
    .find(([, address, name]) => address === byLetter.address && name === byLetter.name)?.[5];
  if (code === undefined) throw new Error('the letter is not in the file for the mail house');
  const reader = await addResident(story.sandbox, story.channelId, story.gatewayUrl, cardOf(byLetter));
  await register(story.sandbox, reader);
  await reader.say(code);
  await reader.hears('申し込みのページへ');
  const page = await reader.openPage('/benefits/');
  await page.press('デジタルギフト');
  await page.press('申し込む');
  await reader.hears('受け付けました');
  timeline.say('手紙の番号で1世帯が申請');

  timeline.part('紙の申請');
  for (const [index, { household }] of byPaper.entries()) {
    const { claimId } = await editor.post<{ claimId: string }>(`/programs/${programId}/claims`, {
      household: { number: household },
      method: 'bank-transfer-zengin',
      accountKind: 'entered',
      account: {
        bankCode: '0001',
        branchCode: '001',
        type: '1',
        number: `765432${index}`,
        holderKana: 'カミノ シンセイ',
      },
      receivedAt: new Date().toISOString(),
      paperNumber: `P-${programId.slice(-4)}-${index}`,
    });
    timeline.check(
      '入力した人は確かめられない',
      await editor.refusal('POST', `/claims/${claimId}/confirm`),
      'BENEFIT_SAME_PERSON',
    );
    await owner.post(`/claims/${claimId}/confirm`);
  }
  timeline.check(
    'スーパーファストパスで済んだ世帯の紙は断られる',
    await editor.refusal('POST', `/programs/${programId}/claims`, {
      household: { number: listedFirst.household },
      method: 'gift-code',
      accountKind: 'none',
      receivedAt: new Date().toISOString(),
      paperNumber: 'P-twice',
    }),
    'BENEFIT_TAKEN',
  );
  timeline.say(`紙で${byPaper.length}世帯、LINEで${residents.length}世帯、手紙で1世帯`);
}

/** A line whose every cell is quoted. */
function cellsOf(line: string): string[] {
  return line
    .slice(1, -1)
    .split('","')
    .map((cell) => cell.replaceAll('""', '"'));
}
