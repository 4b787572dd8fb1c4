// The account, one question a page: the bank, the branch, the number. Then all of it to be confirmed.
import { type BankEntry, YUCHO_BANK_CODE } from '@tenohira/banking';
import type { BenefitOffer } from '@tenohira/conversation';
import { type Html, html } from '../pages/html.ts';
import { ACCOUNT_TYPES, type FieldProblems, type ReadAccount, type TypedAccount } from './account-input.ts';
import { bankName } from './bank-name.ts';
import { benefitPage, type Frame, facts, hidden, problemSummary, textField, yen } from './frame.ts';

/** More than these nobody looks through on a phone. */
export const SHOWN_RESULTS = 30;

/** What the address carries from page to page: nothing that says whose account it is. */
export type Onward = { letter?: string | undefined; how?: string | undefined };

export function bankPage(frame: Frame, query: string, found: readonly BankEntry[], onward: Onward): string {
  return benefitPage(
    frame,
    '銀行をえらぶ',
    html`<p class="step">口座の入力 1／3</p>
<h1>銀行の名前は？</h1>
<form method="get" action="">
  ${hidden(onward)}
  ${textField({ name: 'q', label: '銀行の名前の、はじめのほう', help: '例：みずほ、しんきん、のうきょう', value: query, inputMode: 'search', maxLength: 30 })}
  <button type="submit">さがす</button>
</form>
${
  query !== '' &&
  results(
    '銀行',
    query,
    found.map((bank) => ({ ...bank, name: bankName(bank) })),
    (code) => link({ ...onward, bank: code }),
  )
}
${
  query === '' &&
  html`<h2>ゆうちょ銀行の方</h2>
<ul class="choices"><li><a class="choice" href="${link({ ...onward, bank: YUCHO_BANK_CODE })}">ゆうちょ銀行<small>通帳の「記号」と「番号」を入力します</small></a></li></ul>`
}`,
  );
}

export function branchPage(
  frame: Frame,
  bank: BankEntry,
  query: string,
  found: readonly BankEntry[],
  onward: Onward,
): string {
  return benefitPage(
    frame,
    '支店をえらぶ',
    html`<p class="step">口座の入力 2／3</p>
<h1>支店の名前は？</h1>
${facts([{ label: '銀行', value: bankName(bank) }])}
<form method="get" action="">
  ${hidden({ ...onward, bank: bank.code })}
  ${textField({ name: 'q', label: '支店の名前か、支店の番号（3けた）', help: '例：本店、駅前、001', value: query, inputMode: 'search', maxLength: 30 })}
  <button type="submit">さがす</button>
</form>
${query !== '' && results('支店', query, found, (code) => link({ ...onward, bank: bank.code, branch: code }))}
<a class="back" href="${link({ ...onward })}">← 銀行をえらびなおす</a>`,
  );
}

export type NumberPage = {
  bank: BankEntry;
  /** Absent at ゆうちょ銀行, whose passbooks show 記号・番号. */
  branch?: BankEntry | undefined;
  typed: TypedAccount;
  problems: FieldProblems;
  onward: Onward;
  action: string;
};

export function numberPage(frame: Frame, { bank, branch, typed, problems, onward, action }: NumberPage): string {
  const back = branch ? { ...onward, bank: bank.code } : onward;
  return benefitPage(
    frame,
    '口座の番号',
    html`<p class="step">口座の入力 3／3</p>
<h1>口座の番号と名前</h1>
${problemSummary(problems)}
${facts([
  { label: '銀行', value: bankName(bank) },
  ...(branch ? [{ label: '支店', value: `${branch.name}（${branch.code}）` }] : []),
])}
<form method="post" action="${action}" novalidate>
  ${hidden({ ...onward, bank: bank.code, branch: branch?.code ?? '' })}
  ${branch ? numberFields(typed, problems) : yuchoFields(typed, problems)}
  ${textField({
    name: 'kana',
    label: '口座の名義（カタカナ）',
    help: '通帳に書かれているとおりに入力してください。\n例：ヤマダ ハナコ',
    value: typed.kana,
    problem: problems.kana,
    maxLength: 60,
  })}
  <button type="submit">つぎへ</button>
</form>
<p class="note">入力した内容は、LINEのトークには残りません。暗号にして、市だけが使います。</p>
<a class="back" href="${link(back)}">← もどる</a>`,
  );
}

function numberFields(typed: TypedAccount, problems: FieldProblems): Html {
  return html`<div class="field${problems.type === undefined ? '' : ' wrong'}"><fieldset class="radios" id="type"><legend>口座の種類</legend>
${problems.type !== undefined && html`<p class="problem">${problems.type}</p>`}
${Object.entries(ACCOUNT_TYPES).map(
  ([code, name]) =>
    html`<label><input type="radio" name="type" value="${code}"${(typed.type || '1') === code && html` checked`}>${name}</label>`,
)}</fieldset></div>
${textField({
  name: 'number',
  label: '口座番号（7けた）',
  help: '7けたより短いときは、そのままか、前に0をつけて入力してください。',
  value: typed.number,
  problem: problems.number,
  inputMode: 'numeric',
  maxLength: 20,
})}`;
}

function yuchoFields(typed: TypedAccount, problems: FieldProblems): Html {
  return html`${textField({
    name: 'symbol',
    label: '記号（5けた）',
    help: '通帳やカードの左がわの数字です。「-1」のような続きは、入れなくてよいです。',
    value: typed.symbol,
    problem: problems.symbol,
    inputMode: 'numeric',
    maxLength: 20,
  })}
${textField({
  name: 'passbookNumber',
  label: '番号（8けたまで）',
  help: '記号の右にある数字です。',
  value: typed.passbookNumber,
  problem: problems.passbookNumber,
  inputMode: 'numeric',
  maxLength: 20,
})}
<div class="field"><label class="check"><input type="checkbox" name="type" value="4"${typed.type === '4' && html` checked`}><span>貯蓄（通常貯蓄貯金）の口座です</span></label></div>`;
}

export type ConfirmPage = {
  offer: BenefitOffer;
  /** 「銀行振込」 or the way that was chosen. */
  how: string;
  read?: ReadAccount;
  fields: Readonly<Record<string, string | undefined>>;
  action: string;
  backTo: string;
  isCorrection: boolean;
  problems?: FieldProblems;
};

const PLEDGE = [
  '同じ給付金を、ほかの市町村やほかの方法で受け取っていません。',
  '役所が、対象かどうかを役所の記録で確かめてよいです。',
  '対象でないとわかったときは、お金を返します。',
];

export function confirmPage(frame: Frame, page: ConfirmPage): string {
  const { offer, how, read, fields, action, backTo, isCorrection, problems = {} } = page;
  return benefitPage(
    frame,
    '内容の確認',
    html`<h1>内容を確かめてください</h1>
${problemSummary(problems)}
${facts([
  { label: '給付金', value: offer.programName },
  { label: '金額', value: yen(offer.amountYen) },
  { label: '受け取り方', value: how },
  ...(read ? accountFacts(read) : []),
])}
<form method="post" action="${action}">
  ${hidden(fields)}
  ${read && read.losses.length > 0 && lossWarning(read, problems.agreed)}
  ${
    !isCorrection &&
    html`<h2>つぎのことを約束して、申し込みます</h2><ul class="pledge">${PLEDGE.map((line) => html`<li>${line}</li>`)}</ul>`
  }
  <button type="submit">${isCorrection ? 'この内容で直す' : '申し込む'}</button>
</form>
<a class="back" href="${backTo}">← もどって直す</a>`,
  );
}

function accountFacts({ account, bankName, branchName, zenginName }: ReadAccount) {
  return [
    { label: '銀行', value: bankName },
    { label: '支店', value: `${branchName}（${account.branchCode}）` },
    { label: '口座', value: `${ACCOUNT_TYPES[account.type]} ${account.number}` },
    { label: '銀行に届く名前', value: html`<span class="zengin">${zenginName}</span>`, note: '銀行の決まりの文字です' },
  ];
}

function lossWarning({ losses }: ReadAccount, problem: string | undefined): Html {
  return html`<div class="warning" id="agreed">
  <p><strong>名前の一部が、銀行に届く文字では変わります。</strong></p>
  <ul>${losses.map(({ from, to }) => html`<li>「${from}」→ ${to === '' ? 'なくなります' : html`「${to}」`}</li>`)}</ul>
  ${problem !== undefined && html`<p class="problem">${problem}</p>`}
  <label class="check"><input type="checkbox" name="agreed" value="yes"><span>通帳の名前と同じ人の口座です。このままでよいです</span></label>
</div>`;
}

function results(what: string, query: string, found: readonly BankEntry[], to: (code: string) => string): Html {
  if (found.length === 0) {
    return html`<p role="status">「${query}」のつく${what}は見つかりませんでした。ひらがなや、短いことばでも、さがしてみてください。</p>`;
  }
  return html`<h2>下からえらんでください</h2>
<ul class="choices">${found.map(({ code, name }) => html`<li><a class="choice" href="${to(code)}">${name}<small>番号 ${code}</small></a></li>`)}</ul>
${found.length >= SHOWN_RESULTS && html`<p>ほかにもあります。ないときは、もう少し長い名前でさがしてください。</p>`}`;
}

/** The same page, asking for something else. */
export function link(query: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return `?${new URLSearchParams(given)}`;
}
