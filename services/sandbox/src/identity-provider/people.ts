// The residents whose cards lie on the table. All invented; no such city, town or person.
import { z } from 'zod';

/** What デジタル認証アプリ's userinfo gives of a card, as strings: birthdate `YYYYMMDD`, gender `1` (male) or `2` (female). */
export const identityPersonSchema = z.strictObject({
  /** Names the card in the control API; not told to anybody else. */
  key: z.string().regex(/^[a-z0-9][a-z0-9-]{0,79}$/, 'lower-case letters, digits and hyphens'),
  name: z.string().trim().min(1).max(100),
  address: z.string().trim().min(1).max(200),
  birthdate: z
    .string()
    .regex(/^\d{8}$/, 'YYYYMMDD')
    .refine(isDay, 'no such day'),
  gender: z.enum(['1', '2']),
});

export type IdentityPerson = z.infer<typeof identityPersonSchema>;

/** A dozen cards: a household of four, variant kanji, a Latin name, a register address in several spellings, ages to 91. */
export const IDENTITY_PEOPLE: readonly IdentityPerson[] = [
  card('mihon-taro', '見本　太郎', 'みほん県みほん市中央一丁目２番３号', '19830512', '1'),
  card('mihon-hanako', '見本　花子', 'みほん県みほん市中央一丁目２番３号', '19850923', '2'),
  card('mihon-haruto', '見本　陽翔', 'みほん県みほん市中央一丁目２番３号', '20070401', '1'),
  card('mihon-mei', '見本　芽衣', 'みほん県みほん市中央一丁目２番３号', '20111130', '2'),
  card('takahashi-ichiro', '髙橋　一郎', 'みほん県みほん市港町３丁目１４番地の１', '19520208', '1'),
  card(
    'yamazaki-sachiko',
    '山﨑　幸子',
    'みほん県みほん市緑ヶ丘２丁目７番１５号　みどりハイツ２０３号室',
    '19680717',
    '2',
  ),
  card('nguyen-thi-lan', 'NGUYEN THI LAN', 'みほん県みほん市港町１丁目５番８－４０２号', '19960314', '2'),
  card('sato-ume', '佐藤　ウメ', 'みほん県みほん市大字上野１２３４番地', '19350103', '2'),
  card('watanabe-tadashi', '渡邉　正', 'みほん県みほん市本町４番２０号', '19471019', '1'),
  card('saito-misaki', '齋藤　美咲', 'みほん県みほん市南１条西６丁目', '20010228', '2'),
  card('kobayashi-ren', '小林　蓮', 'みほん県みほん市桜台５丁目１番地　コーポ桜１０１', '19991231', '1'),
  card('suzuki-kiyoshi', '鈴木　清', 'みほん県みほん市中央二丁目１０番１号', '19600229', '1'),
];

function card(
  key: string,
  name: string,
  address: string,
  birthdate: string,
  gender: IdentityPerson['gender'],
): IdentityPerson {
  return { key, name, address, birthdate, gender };
}

function isDay(text: string): boolean {
  const [year, month, day] = [text.slice(0, 4), text.slice(4, 6), text.slice(6, 8)];
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.getUTCDate() === Number(day);
}
