// What people hear of by letter: each change to how they sign in, and what looks like somebody else trying. No secret is in
// them, and no link that lets its reader in: whoever reads along gains nothing.
import { formatJapaneseDay, jstDateOf, jstTimeOf, uuidv7 } from '@tenohira/core';
import type { TenantDb } from '@tenohira/db';
import { storeMail } from '@tenohira/mail';
import type { TenantSecrets } from '@tenohira/secrets';
import type { AccessNews, Browser, RelyingParty } from '@tenohira/staff';
import { describeBrowser } from './describe-browser.ts';

type Tools = { secrets: TenantSecrets; party: RelyingParty };

/** `happened` follows the name of the city's console; `then` is what to do about it if it was oneself. */
type Words = { subject: string; happened: string; then?: string };
type Say<What extends AccessNews['what']> = (news: Extract<AccessNews, { what: What }>) => Words;

/** Whatever staff can be told of has its words here: a new one does not compile without them. */
const WORDS: { readonly [What in AccessNews['what']]: Say<What> } = {
  'password-changed': () => ({ subject: 'パスワードが変わりました', happened: 'パスワードが変わりました。' }),
  'password-reset': () => ({
    subject: 'パスワードが設定しなおされました',
    happened: 'メールのリンクから、パスワードが設定しなおされました。',
  }),
  'authenticator-changed': () => ({
    subject: '認証アプリが変わりました',
    happened: '確認コードを出す認証アプリが、新しいものに変わりました。',
  }),
  'passkey-added': () => ({ subject: 'パスキーが登録されました', happened: '新しいパスキーが登録されました。' }),
  'passkey-removed': () => ({ subject: 'パスキーが消されました', happened: 'パスキーがひとつ消されました。' }),
  'recovery-codes-renewed': () => ({
    subject: '回復コードが新しくなりました',
    happened: '回復コードが作りなおされました。これまでのものは使えません。',
  }),
  'recovery-code-used': ({ left }) => ({
    subject: '回復コードが使われました',
    happened: `確認コードの代わりに、回復コードが使われました。${left === 0 ? '残りはありません。' : `残りは${left}個です。`}`,
    ...(left > 2 ? {} : { then: '自分のアカウントの画面で、新しい回復コードを出してください。' }),
  }),
  'token-added': () => ({
    subject: 'APIトークンが作られました',
    happened: 'あなたの名前で働くAPIトークンが作られました。',
  }),
  locked: ({ by }) => ({
    subject: 'サインインの間違いが続いています',
    happened:
      by === 'code'
        ? 'パスワードは正しく、確認コードが5回続けて間違っていました。しばらくの間、サインインできません。'
        : 'パスワードが5回続けて間違っていました。しばらくの間、サインインできません。',
    then: 'ご自分で間違えたときは、15分ほど待ってから、もう一度お試しください。',
  }),
  'signed-in-after-failures': ({ failures }) => ({
    subject: '間違いが続いたあとに、サインインがありました',
    happened: `パスワードか確認コードが${failures}回続けて間違ったあとで、正しいものが入力されました。`,
  }),
  'session-reused': () => ({
    subject: 'サインインを止めました',
    happened: 'サインインの情報が、ほかの端末に写し取られて使われたおそれがあるため、そのサインインを止めました。',
    then: '使っていた端末に、見知らぬソフトウェアや拡張機能がないか確かめてから、サインインし直してください。',
  }),
};

/** In the transaction of what it tells; the worker sends it, so that nobody waits for a mail server. */
export async function storeAccessLetter(
  db: TenantDb,
  { secrets, party }: Tools,
  { news, browser, at }: { news: AccessNews; browser: Browser; at: Date },
): Promise<void> {
  const person = await db.prisma.staffMember.findFirstOrThrow({ where: { id: news.staffId } });
  const city = await db.prisma.tenant.findFirstOrThrow();
  const { subject, happened, then } = wordsOf(news);
  const day = jstDateOf(at);
  await storeMail(db, secrets, {
    to: person.email,
    subject: `【手のひら市役所】${subject}`,
    dedupeKey: `staff-access:${uuidv7()}`,
    text: [
      `${person.name} 様`,
      '',
      `${city.name}の「手のひら市役所」管理画面の、あなたのアカウントについてのお知らせです。`,
      '',
      happened,
      '',
      `いつ: ${day.slice(0, 4)}年${formatJapaneseDay(day)} ${jstTimeOf(at)}(日本時間)`,
      `どこから: ${describeBrowser(browser.userAgent)} (接続元 ${browser.ip})`,
      '',
      ...(then === undefined ? [] : [then, '']),
      'ご自分でしたことなら、ほかに何もしなくてかまいません。',
      '心当たりがないときは、ほかの人が使おうとしているおそれがあります。すぐに次のことをしてください。',
      `1. ${party.origin}/account を開き、覚えのない端末をサインアウトさせ、覚えのないパスキーを消す`,
      `2. サインインの画面の「パスワードを忘れたとき」から、パスワードを設定しなおす`,
      '3. お勤め先の管理者に知らせる',
    ].join('\n'),
  });
}

function wordsOf(news: AccessNews): Words {
  // TypeScript does not see that the entry and the news are of one kind.
  const say = WORDS[news.what] as Say<AccessNews['what']>;
  return say(news);
}
