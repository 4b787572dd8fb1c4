// A phone that shows what a resident sees in LINE. It looks; nothing is sent.
import {
  createQuickReplyBar,
  createRichMenuBar,
  type LineAction,
  type LineMessage,
  type RichMenu,
  type Room,
  renderCityRow,
  renderMessage,
  renderResidentRow,
} from '@tenohira/line-preview';
import { useEffect, useRef } from 'react';

/** One message of the chat; `from` is the city unless it says so. */
export type PhoneMessage = LineMessage | { from: 'resident'; message: LineMessage };

export type PhoneProps = {
  /** The account's name: 「みなとの市」. */
  name: string;
  /** Where there are several on a page. */
  label?: string;
  /** As LINE takes them; what the server keeps as JSON fits. */
  messages: readonly PhoneMessage[];
  richMenu?: { menu: RichMenu; imageUrl?: string | undefined } | undefined;
  /** What a tap would do. Without it taps do nothing. */
  onTap?: (action: LineAction) => void;
};

/** Texts, buttons, confirm and carousel templates, Flex bubbles, pictures, quick replies, a rich menu. */
export function Phone({ name, label = `${name}のLINEの見本`, messages, richMenu, onTap }: PhoneProps) {
  const log = useRef<HTMLDivElement>(null);
  const answers = useRef<HTMLDivElement>(null);
  const dock = useRef<HTMLDivElement>(null);
  const tap = useRef(onTap);
  useEffect(() => {
    tap.current = onTap;
  }, [onTap]);

  const shown = JSON.stringify(messages);
  useEffect(() => {
    const said: readonly PhoneMessage[] = JSON.parse(shown);
    const quickReplies = createQuickReplyBar(roomOf(tap));
    const last = said.at(-1);
    quickReplies.show(last !== undefined && isFromCity(last) ? (last.quickReply?.items ?? []) : []);
    log.current?.replaceChildren(...drawRows(name, said, roomOf(tap)));
    answers.current?.replaceChildren(quickReplies.element);
  }, [name, shown]);

  const menu = JSON.stringify(richMenu ?? null);
  useEffect(() => {
    const given: PhoneProps['richMenu'] | null = JSON.parse(menu);
    const bar = createRichMenuBar(roomOf(tap));
    bar.show(given?.menu ?? null, given?.imageUrl);
    bar.open(given !== null);
    dock.current?.replaceChildren(bar.element);
  }, [menu]);

  return (
    <section
      aria-label={label}
      className="line-preview mx-auto w-full max-w-96 rounded-[2.75rem] border-8 border-solid-gray-900 bg-solid-gray-900 shadow-4"
      onErrorCapture={showMissing}
    >
      <div className="flex h-160 flex-col overflow-hidden rounded-[2.25rem] bg-[#8fadcf]">
        <p className="bg-[#a3bcd9] px-6 pt-5 pb-3 text-center font-bold text-black">{name}</p>
        <div
          ref={log}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
          tabIndex={0}
          role="log"
          aria-label="メッセージ"
          className="flex-1 overflow-y-auto pb-3 focus-visible:-outline-offset-4"
        />
        <div ref={answers} />
        <div ref={dock} className="bg-white" />
      </div>
    </section>
  );
}

function isFromCity(message: PhoneMessage): message is LineMessage {
  return !('from' in message);
}

function drawRows(name: string, said: readonly PhoneMessage[], room: Room): HTMLElement[] {
  return said.map((each, index) => {
    if (!isFromCity(each)) return renderResidentRow(renderMessage(each.message, room));
    const before = said[index - 1];
    const isFirst = before === undefined || !isFromCity(before) || before.sender?.name !== each.sender?.name;
    return renderCityRow({ displayName: name }, each, isFirst, room);
  });
}

function roomOf(tap: { current: ((action: LineAction) => void) | undefined }): Room {
  return {
    perform: (action) => tap.current?.(action),
    viewImage: () => {},
    viewVideo: () => {},
    // A preview has no resident whose pictures are kept somewhere.
    contentAddress: () => '',
  };
}

/** A picture that cannot be had, also one that the console's CSP does not let in. */
function showMissing(event: React.SyntheticEvent): void {
  if (event.target instanceof HTMLImageElement) event.target.classList.add('is-missing');
}
