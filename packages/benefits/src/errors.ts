// What can go wrong between an offer and its payment. Residents read the texts of the first half, staff the rest.
import { defineErrors } from '@tenohira/core';

export const errors = defineErrors('BENEFIT', {
  NOT_ELIGIBLE: {
    message: 'no portion that this person may apply for',
    userMessage:
      'この給付金の対象として確認できませんでした。お心当たりのある方は、お手数ですが担当の窓口へお問い合わせください。',
    statusCode: 404,
  },
  ALREADY_YOURS: {
    message: 'this person has applied already',
    userMessage: 'すでに申し込みを受け付けています。もう一度申し込む必要はありません。',
    statusCode: 409,
  },
  TAKEN: {
    message: 'the portions were claimed by another way or another person of the household',
    userMessage: 'この給付金は、すでに別の方法で申し込まれています。もう一度申し込む必要はありません。',
    statusCode: 409,
  },
  OVER: {
    message: 'received after the last day',
    userMessage: '申し込みの受付は終了しました。ご事情のある方は、担当の窓口へご相談ください。',
    statusCode: 409,
  },
  NOT_YET: {
    message: 'received before the first day',
    userMessage: '申し込みの受付はまだ始まっていません。受付が始まってから、もう一度お試しください。',
    statusCode: 409,
  },
  METHOD_NOT_OFFERED: {
    message: 'the program does not pay this amount by that method',
    userMessage: 'この受け取り方は選べません。ほかの受け取り方を選んでください。',
    statusCode: 400,
  },
  ACCOUNT_INVALID: {
    message: 'the account is missing or cannot exist',
    userMessage: '口座の内容を確認できませんでした。金融機関・支店・口座番号をお確かめください。',
    statusCode: 400,
  },
  ACCOUNT_NOT_HELD: {
    message: 'the city holds no account of this person',
    userMessage: '市に登録されている口座がありません。口座を入力してください。',
    statusCode: 409,
  },
  CODE_MISTYPED: {
    message: 'the letter code has a wrong check character or length',
    userMessage: '番号が正しくないようです。手紙に書かれている12文字を、もう一度お確かめください。',
    statusCode: 400,
  },
  CODE_UNKNOWN: {
    message: 'no letter has this code',
    userMessage: 'この番号の手紙が見つかりません。手紙に書かれている12文字を、もう一度お確かめください。',
    statusCode: 404,
  },
  CODE_NOT_YOURS: {
    message: "the identified person is not one of the letter's household",
    userMessage:
      '手紙の番号と、本人確認をした方の氏名・住所が合いませんでした。手紙の宛名の世帯の方が本人確認をしてください。ご不明な点は担当の窓口へお問い合わせください。',
    statusCode: 403,
  },
  CODE_BLOCKED: {
    message: 'too many wrong letter codes in a row',
    userMessage: '番号の間違いが続いたため、しばらく入力できません。時間をおいて、もう一度お試しください。',
    statusCode: 429,
    retry: 'later',
  },
  IDENTITY_NEEDED: {
    message: 'the resident has not shown who they are',
    userMessage: '申し込みには、マイナンバーカードによる本人確認が必要です。はじめに本人確認の登録をしてください。',
    statusCode: 403,
  },
  CLAIM_NOT_FOUND: {
    message: 'no such claim in this tenant',
    userMessage: '申し込みが見つかりません。受付番号をお確かめください。',
    statusCode: 404,
  },
  NOT_CORRECTABLE: {
    message: 'only a claim whose payment came back is corrected',
    userMessage: 'この申し込みは、いま変更できる状態ではありません。ご不明な点は担当の窓口へお問い合わせください。',
    statusCode: 409,
  },
  MY_NUMBER: {
    message: 'the text holds a My Number',
    userMessage: 'マイナンバー(個人番号)と思われる12桁の数字があります。消してからもう一度お試しください。',
    statusCode: 400,
  },
  PAPER_NUMBER_USED: {
    message: 'the number of the paper stands for the claim of another household or person',
    userMessage: 'この番号の申請書は、別の申請として入力済みです。申請書に押した番号をお確かめください。',
    statusCode: 409,
  },
  HOUSEHOLD_NOT_FOUND: {
    message: 'no such household in this program',
    userMessage: '世帯が名簿に見つかりません。世帯番号または手紙の番号をお確かめください。',
    statusCode: 404,
  },
  PORTION_NOT_FOUND: {
    message: 'no such portion in this tenant',
    userMessage: '対象者が名簿に見つかりません。画面を開き直して、もう一度お選びください。',
    statusCode: 404,
  },
  PROGRAM_NOT_OPEN: {
    message: 'the program is still a draft',
    userMessage: 'この給付事業はまだ公開されていません。公開してから、もう一度お試しください。',
    statusCode: 409,
  },
  STATUS_CONFLICT: {
    message: 'the claim or portion is not in the state that this needs',
    userMessage: 'ほかの担当者が先に処理したため、状態が変わっています。画面を開き直してご確認ください。',
    statusCode: 409,
  },
  SAME_PERSON: {
    message: 'who prepared a claim neither confirms nor approves it',
    userMessage:
      '入力・確認・口座の補記・受け取り方の修正をした本人や、前の支払いの不能を記録した本人は承認できません。別の担当者が承認してください。',
    statusCode: 403,
  },
  MATCH_REFUSED: {
    message: 'staff have refused the match that the application stands on',
    userMessage: '本人との照合が認められなかった申請があります。承認から外し、申請を取り消してください。',
    statusCode: 409,
  },
  TOTALS_CHANGED: {
    message: 'count, total or a recipient is not what the approver saw',
    userMessage:
      '画面に表示した後に、件数、金額または受け取り方が変わりました。画面を開き直し、内容をもう一度確認してください。',
    statusCode: 409,
  },
  ACCOUNT_MISSING: {
    message: 'an account that the city has to fill in is missing',
    userMessage: '公金受取口座がまだ補記されていない申請があります。口座を補記してから承認してください。',
    statusCode: 409,
  },
  PAYOUT_UNDER_WAY: {
    message: 'a payout of this claim has left, or may have',
    userMessage:
      '支払いがすでに市の手を離れている（または、その可能性がある）ため変更できません。結果が分かるまでお待ちください。振込が戻ってきたときは、あらためて操作してください。',
    statusCode: 409,
  },
  ALREADY_PAID: {
    message: 'the portion is paid',
    userMessage:
      'この方の分は、すでに世帯主へ支払われています。本人へ別に支給するときは、「支給済みの方への別途支給」で対象を追加してください。世帯主への返還の請求は、要綱に従って行ってください。',
    statusCode: 409,
  },
  STILL_OPEN: {
    message: 'the period is not over',
    userMessage: '申請期間がまだ終わっていません。最終日の翌日以降に行ってください。',
    statusCode: 409,
  },
});
