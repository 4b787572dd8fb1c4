// いたずら: switches a few of the sandbox's misfortunes on and off, and leaves the others as they are.
import { h } from '@tenohira/line-preview';
import { controlApi, type Fault } from './control-api.ts';

const MISCHIEF: readonly { fault: Fault; words: string }[] = [
  { fault: { kind: 'webhookDuplicate' }, words: '市への知らせが 2 回ずつ届く' },
  { fault: { kind: 'webhookDelay', ms: 8_000 }, words: '市への知らせが 8 秒おくれる' },
  { fault: { kind: 'webhookDrop' }, words: '市への知らせが届かない' },
  { fault: { kind: 'apiSlow', ms: 4_000 }, words: 'LINE の返事が 4 秒おそい' },
  { fault: { kind: 'api429Rate' }, words: 'LINE が混んでいて断る(429)' },
  { fault: { kind: 'api500AfterAcceptance' }, words: 'LINE が受け取ってから失敗と言う(500)' },
  { fault: { kind: 'contentNotReady' }, words: '写真の準備がなかなか終わらない' },
];

export function renderMischief(): HTMLElement {
  const summary = h('summary', {}, 'いたずら');
  const boxes = MISCHIEF.map(({ fault, words }) => {
    const input = h('input', { attributes: { type: 'checkbox', name: fault.kind } });
    input.addEventListener('change', () => void change(fault, input.checked).then(refresh, refresh));
    return { fault, input, row: h('label', { class: 'mischief-row' }, input, words) };
  });
  const refresh = async () => {
    const kinds = new Set((await controlApi.faults().catch((): Fault[] => [])).map(({ kind }) => kind));
    for (const { fault, input } of boxes) input.checked = kinds.has(fault.kind);
    const active = boxes.filter(({ input }) => input.checked).length;
    summary.textContent = active === 0 ? 'いたずら' : `いたずら(${active})`;
  };
  const details = h(
    'details',
    { class: 'mischief' },
    summary,
    h(
      'div',
      { class: 'mischief-panel' },
      h('p', { class: 'mischief-words' }, '調子の悪い日をまねします。どの市にも、入れたらすぐに起こります。'),
      ...boxes.map(({ row }) => row),
    ),
  );
  details.addEventListener('toggle', () => details.open && void refresh());
  return details;
}

async function change(fault: Fault, isOn: boolean): Promise<void> {
  const others = (await controlApi.faults()).filter(({ kind }) => kind !== fault.kind);
  await controlApi.setFaults(isOn ? [...others, fault] : others);
}
