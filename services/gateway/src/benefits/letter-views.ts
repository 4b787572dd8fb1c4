// The pages around a letter's code: the one that its QR opens for anybody, and the ones on which a resident who has shown
// who they are applies with it.
import { html } from '../pages/html.ts';
import { benefitPage, type Frame, hidden, problemSummary, textField } from './frame.ts';

const HELP = '手紙に書かれている12文字です。\n例：ABCD-EFGH-JKMN';
const CODE_LONGEST = 40;

type CodeForm = { typed: string; problem?: string | undefined };

/** For anybody: type the code, to be led on. */
export function letterStartPage(frame: Frame, { typed, problem }: CodeForm): string {
  return benefitPage(
    frame,
    '手紙の番号で申し込む',
    html`<h1>手紙の番号で申し込む</h1>
<p class="intro">役所から届いた手紙を見て、番号を入力してください。つぎのページで、申し込み方を案内します。</p>
${problemSummary(problem === undefined ? {} : { letter: problem })}
<form method="post" action="">
  ${textField({ name: 'letter', label: '手紙の番号', help: HELP, value: typed, problem, maxLength: CODE_LONGEST })}
  <button type="submit">つぎへ</button>
</form>`,
  );
}

/**
 * For anybody: how to go on in LINE. The page looks nothing up, so nobody learns from it whether a code exists.
 * `lineUrl` opens the chat with the words typed in.
 */
export function letterGuidePage(frame: Frame, { code, lineUrl }: { code: string; lineUrl?: string }): string {
  return benefitPage(
    frame,
    '手紙の番号で申し込む',
    html`<h1>LINEで申し込めます</h1>
<p class="letter-code">${code}</p>
<ol class="steps">
  <li>${
    lineUrl === undefined
      ? html`${frame.cityName}のLINE公式アカウントのトークを開きます。`
      : html`下のボタンで、${frame.cityName}のLINEのトークを開きます。`
  }</li>
  <li>「手紙の番号 ${code}」と送ります。${lineUrl !== undefined && 'もう書いてあるので、送信ボタンを押すだけです。'}</li>
  <li>マイナンバーカードで、本人確認をします（1回だけ）。</li>
  <li>受け取り方をえらんで、申し込みます。</li>
</ol>
${lineUrl !== undefined && html`<p><a class="button" href="${lineUrl}">LINEのトークを開く</a></p>`}
<p class="note">この番号だけでは、申し込みも、中を見ることもできません。手紙の宛先の世帯の方の、本人確認が必要です。LINEやカードを使わない方は、手紙に入っている書類で申し込めます。</p>`,
  );
}

/** For an identified resident. */
export function letterCodePage(frame: Frame, { typed, problem }: CodeForm): string {
  return benefitPage(
    frame,
    '手紙の番号',
    html`<h1>手紙の番号を入力してください</h1>
${problemSummary(problem === undefined ? {} : { letter: problem })}
<form method="get" action="">
  ${hidden({})}
  ${textField({ name: 'letter', label: '手紙の番号', help: HELP, value: typed, problem, maxLength: CODE_LONGEST })}
  <button type="submit">つぎへ</button>
</form>`,
  );
}
