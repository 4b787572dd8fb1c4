// The letter to a household, A4, one page each, ready for print and for a window envelope.
import { setImmediate } from 'node:timers/promises';
import type { LocalDate } from '@tenohira/core';
import PDFDocument from 'pdfkit';
import { breakLines } from './break-lines.ts';
import { drawQrCode } from './draw-qr-code.ts';
import { type FontWeight, readFont } from './fonts.ts';
import type { Letter, LetterContent } from './letter.ts';

/** PDF measures in points of 1/72 inch. */
const MM = 72 / 25.4;
const PAGE = { width: 210 * MM, height: 297 * MM };
const LEFT = 22 * MM;
const RIGHT = PAGE.width - 20 * MM;
/** Folded in three; the window of a 長形3号 envelope shows this part of the upper third. */
const WINDOW = { x: 23 * MM, y: 20 * MM, width: 84 * MM };
const FOLDS = [99 * MM, 198 * MM];

const INK = '#1a1a1c';
const GREY = '#595959';
const ACCENT = '#0017c1';
const PALE = '#e8f1fe';

/** Some ten milliseconds. */
const LETTERS_A_TURN = 5;

type Style = { size: number; weight?: FontWeight; color?: string; leading?: number };
type Pdf = PDFKit.PDFDocument;

/** Bytes of one PDF, as they come. The same letters and content give the same bytes. */
export async function* renderLetters(letters: Iterable<Letter>, content: LetterContent): AsyncGenerator<Uint8Array> {
  const pdf = openPdf(content);
  const write = createWriter(pdf);
  let drawn = 0;
  for (const letter of letters) {
    drawn += 1;
    // A print run takes minutes of computing: others get their turn in between.
    if (drawn % LETTERS_A_TURN === 0) await setImmediate();
    pdf.addPage();
    drawLetter(write, letter, content);
    for (let chunk = readChunk(pdf); chunk !== null; chunk = readChunk(pdf)) yield chunk;
  }
  pdf.end();
  for await (const chunk of pdf) yield chunk as Buffer; // a PDFDocument reads as a stream of buffers
}

const readChunk = (pdf: Pdf) => pdf.read() as Buffer | null; // see above

function openPdf(content: LetterContent): Pdf {
  const made = new Date(`${content.issuedOn}T00:00:00Z`);
  const pdf = new PDFDocument({
    autoFirstPage: false,
    size: [PAGE.width, PAGE.height],
    margin: 0,
    pdfVersion: '1.7',
    lang: 'ja',
    displayTitle: true,
    info: {
      Title: `${content.programName} お知らせ`,
      Author: content.sender.city,
      Creator: 'Tenohira',
      Producer: 'Tenohira',
      CreationDate: made,
      ModDate: made,
    },
  });
  for (const weight of ['regular', 'bold'] as const) pdf.registerFont(weight, readFont(weight));
  return pdf;
}

type Writer = ReturnType<typeof createWriter>;

/** Writes text; lines that were broken once are not measured again, since most of a letter is the same in all. */
function createWriter(pdf: Pdf) {
  const known = new Map<string, string[]>();
  const setStyle = ({ size, weight = 'regular', color = INK }: Style) =>
    pdf.font(weight).fontSize(size).fillColor(color);
  const linesOf = (text: string, width: number, style: Style): string[] => {
    const key = `${style.size}|${style.weight ?? ''}|${width}|${text}`;
    const cached = known.get(key);
    if (cached) return cached;
    setStyle(style);
    const lines = breakLines(text, width, (part) => pdf.widthOfString(part));
    if (known.size < 5_000) known.set(key, lines);
    return lines;
  };
  const line = (text: string, x: number, y: number, style: Style, align: 'left' | 'center' | 'right' = 'left') => {
    setStyle(style);
    const width = align === 'left' ? 0 : pdf.widthOfString(text);
    const start = align === 'left' ? x : align === 'center' ? x - width / 2 : x - width;
    pdf.text(text, start, y - style.size * 0.32, { lineBreak: false });
  };
  /** Lines of one width. @returns where the next thing can begin */
  const block = (text: string, x: number, y: number, width: number, style: Style): number => {
    const lines = linesOf(text, width, style);
    const leading = style.leading ?? style.size * 1.7;
    for (const [index, part] of lines.entries()) line(part, x, y + index * leading, style);
    return y + lines.length * leading;
  };
  return { pdf, linesOf, line, block };
}

function drawLetter(write: Writer, letter: Letter, content: LetterContent): void {
  drawMarks(write, content);
  drawAddress(write, letter);
  drawSender(write, content);
  const afterTitle = drawTitle(write, content);
  const afterFacts = drawFacts(write, letter, content, afterTitle);
  const afterSteps = drawSteps(write, letter, content, afterFacts + 6 * MM);
  drawRest(write, content, afterSteps + 7 * MM);
}

function drawMarks({ pdf, line }: Writer, { isPractice }: LetterContent): void {
  for (const y of FOLDS)
    pdf
      .moveTo(0, y)
      .lineTo(5 * MM, y)
      .lineWidth(0.3)
      .strokeColor('#b3b3b3')
      .stroke();
  if (!isPractice) return;
  pdf.save().rotate(-35, { origin: [PAGE.width / 2, PAGE.height / 2] });
  pdf.fillOpacity(0.12);
  line('練習', PAGE.width / 2, PAGE.height / 2 - 70, { size: 180, weight: 'bold', color: '#d32f2f' }, 'center');
  pdf.fillOpacity(1).restore();
  line('【練習】これは操作の練習用に作られた文書です。給付は行われません。', LEFT, 10 * MM, {
    size: 9,
    weight: 'bold',
    color: '#b71c1c',
  });
}

function drawAddress({ block, line }: Writer, letter: Letter): void {
  let y = WINDOW.y;
  if (letter.postalCode) {
    const digits = letter.postalCode.replace(/\D/g, '');
    line(`〒${digits.slice(0, 3)}-${digits.slice(3)}`, WINDOW.x, y, { size: 10.5 });
    y += 6 * MM;
  }
  y = block(letter.address, WINDOW.x, y, WINDOW.width, { size: 10.5, leading: 5.6 * MM }) + 2 * MM;
  y = block(`${letter.name}　様`, WINDOW.x, y, WINDOW.width, { size: 14, weight: 'bold', leading: 7 * MM });
  line(`整理番号 ${letter.reference}`, WINDOW.x, y + 2 * MM, { size: 7.5, color: GREY });
}

function drawSender({ line, linesOf }: Writer, { sender, issuedOn }: LetterContent): void {
  const small: Style = { size: 8.5, color: GREY };
  let y = 20 * MM;
  line(formatDay(issuedOn), RIGHT, y, { size: 9.5 }, 'right');
  y += 8 * MM;
  line(sender.city, RIGHT, y, { size: 12, weight: 'bold' }, 'right');
  y += 6.2 * MM;
  line(sender.department, RIGHT, y, { size: 9.5 }, 'right');
  y += 5.4 * MM;
  const details = [sender.address, sender.phone && `電話 ${sender.phone}`, sender.hours].filter((text) => !!text);
  for (const text of details.flatMap((detail) => linesOf(detail ?? '', 62 * MM, small))) {
    line(text, RIGHT, y, small, 'right');
    y += 4.6 * MM;
  }
}

function drawTitle({ pdf, line, block, linesOf }: Writer, content: LetterContent): number {
  const style: Style = { size: 17, weight: 'bold', leading: 9 * MM };
  let y = 72 * MM;
  for (const text of linesOf(content.programName, RIGHT - LEFT - 10 * MM, style)) {
    line(text, PAGE.width / 2, y, style, 'center');
    y += 9 * MM;
  }
  line('申し込みのご案内', PAGE.width / 2, y, { size: 14, weight: 'bold' }, 'center');
  y += 7 * MM;
  pdf.moveTo(LEFT, y).lineTo(RIGHT, y).lineWidth(1.2).strokeColor(ACCENT).stroke();
  const body =
    content.body ||
    'あなたの世帯は、この給付金を受け取れます。受け取るには、申し込みが必要です。下の方法のうち、どれか一つで申し込んでください。';
  return block(body, LEFT, y + 5 * MM, RIGHT - LEFT, { size: 12, leading: 6.8 * MM }) + 1 * MM;
}

function drawFacts({ pdf, line, linesOf }: Writer, letter: Letter, content: LetterContent, top: number): number {
  const amount: Style = { size: 19, weight: 'bold' };
  const facts: [string, string, Style][] = [
    ['金額', `${letter.amountYen.toLocaleString('en-US')}円`, amount],
    ['申し込みの期限', `${formatDay(content.closesOn)}まで`, { size: 13, weight: 'bold' }],
    ...(content.statute ? [['根拠', content.statute, { size: 9 }] as [string, string, Style]] : []),
  ];
  const labelWidth = 36 * MM;
  let y = top;
  for (const [label, value, style] of facts) {
    const lines = linesOf(value, RIGHT - LEFT - labelWidth - 8 * MM, style);
    const height = Math.max(style === amount ? 12 * MM : 9 * MM, lines.length * 5.5 * MM + 3.5 * MM);
    pdf.rect(LEFT, y, labelWidth, height).fillAndStroke(PALE, '#9db7f9');
    pdf
      .rect(LEFT + labelWidth, y, RIGHT - LEFT - labelWidth, height)
      .lineWidth(0.5)
      .stroke('#9db7f9');
    line(label, LEFT + labelWidth / 2, y + height / 2 - 5.5, { size: 11, weight: 'bold' }, 'center');
    const step = 5.5 * MM;
    const first = y + height / 2 - ((lines.length - 1) * step) / 2 - style.size * 0.5;
    for (const [index, text] of lines.entries()) line(text, LEFT + labelWidth + 4 * MM, first + index * step, style);
    y += height;
  }
  return y;
}

const STEPS = [
  'スマートフォンで、右の二次元コードを読み取ります。',
  'マイナンバーカードで、本人確認をします。\n（4けたの暗証番号を使います）',
  '受け取り方をえらんで、申し込みます。\n（書類の郵送は、いりません）',
];

/** The code to be scanned lies above the lower fold, the number below it. */
function drawSteps({ pdf, line, block }: Writer, letter: Letter, content: LetterContent, top: number): number {
  const qr = { x: RIGHT - 40 * MM, y: top + 9 * MM, size: 40 * MM };
  const width = qr.x - LEFT - 6 * MM;
  heading(pdf, line, 'スマートフォンで申し込む（早く受け取れます）', top);
  drawQrCode(pdf, letter.url, qr);
  let y = top + 12 * MM;
  for (const [index, step] of STEPS.entries()) {
    pdf.circle(LEFT + 3.2 * MM, y + 1.8 * MM, 3.2 * MM).fill(ACCENT);
    line(String(index + 1), LEFT + 3.2 * MM, y - 0.2, { size: 11, weight: 'bold', color: '#ffffff' }, 'center');
    y = block(step, LEFT + 9 * MM, y, width - 9 * MM, { size: 12, leading: 6.4 * MM }) + 2.6 * MM;
  }
  const box = { y: Math.max(y, qr.y + qr.size) + 4 * MM, height: 17 * MM, number: 66 * MM };
  pdf
    .roundedRect(LEFT, box.y, RIGHT - LEFT, box.height, 3)
    .lineWidth(0.8)
    .stroke(ACCENT);
  line('手紙の番号', LEFT + 4 * MM, box.y + 3.2 * MM, { size: 9, color: GREY });
  pdf.font('bold').fontSize(18).fillColor(INK);
  pdf.text(letter.code, LEFT + 4 * MM, box.y + 6.6 * MM, { lineBreak: false, characterSpacing: 1.2 });
  const instead = `二次元コードを読み取れないときは、${content.sender.city}のLINEのトークに、この番号を送ってください。`;
  block(instead, LEFT + box.number, box.y + 4.6 * MM, RIGHT - LEFT - box.number - 4 * MM, {
    size: 10.5,
    leading: 5.4 * MM,
  });
  return box.y + box.height;
}

function drawRest({ pdf, line, block }: Writer, content: LetterContent, top: number): void {
  const { sender } = content;
  const width = RIGHT - LEFT;
  heading(pdf, line, 'スマートフォンを使わない方・辞退される方', top);
  let y = block(
    content.onPaper ||
      `同封の申請書に記入し、返信用封筒でお送りください。申請書がないときや、辞退されるときは、${sender.department}へご連絡ください。`,
    LEFT,
    top + 9.5 * MM,
    width,
    { size: 11, leading: 5.8 * MM },
  );
  y += 2 * MM;
  const warning =
    '役所の職員が、ATMの操作や手数料の振り込みをお願いしたり、暗証番号をたずねたりすることは、決してありません。手紙の番号は、電話などでほかの人に教えないでください。';
  pdf.rect(LEFT, y, width, 19 * MM).fill('#fbf5e0');
  pdf.rect(LEFT, y, 1.6 * MM, 19 * MM).fill('#b78f00');
  line('詐欺にご注意ください', LEFT + 5 * MM, y + 3 * MM, { size: 11, weight: 'bold' });
  block(warning, LEFT + 5 * MM, y + 8.6 * MM, width - 9 * MM, { size: 10, leading: 5.2 * MM });
  const asks = [`${sender.city} ${sender.department}`, sender.phone && `電話 ${sender.phone}`, sender.hours];
  const contact = `お問い合わせ　${asks.filter((text) => !!text).join('　')}`;
  line(contact, PAGE.width / 2, PAGE.height - 13 * MM, { size: 11.5, weight: 'bold' }, 'center');
}

function heading(pdf: Pdf, line: Writer['line'], text: string, y: number): void {
  pdf.rect(LEFT, y, 1.6 * MM, 6 * MM).fill(ACCENT);
  line(text, LEFT + 4 * MM, y + 1 * MM, { size: 13, weight: 'bold' });
}

function formatDay(day: LocalDate): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}
