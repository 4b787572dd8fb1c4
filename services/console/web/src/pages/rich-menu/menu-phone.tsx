import { Phone, type PhoneMessage, ProblemNotice } from '../../components/index.ts';
import { useCity } from '../../shell/me.ts';
import type { Design, Layout } from './design.ts';
import type { useDesignPreview } from './use-design-preview.ts';

const HELLO: readonly PhoneMessage[] = [
  { type: 'text', text: 'こんにちは。下のメニューから、使いたいものを選んでください。' },
];

/** The menu on a phone; a tap on a button there chooses it here. */
export function MenuPhone({
  design,
  layout,
  drawn: { preview, problem },
  onChoose,
}: {
  design: Design;
  layout: Layout;
  drawn: ReturnType<typeof useDesignPreview>;
  onChoose: (index: number) => void;
}) {
  const city = useCity();
  const areas = layout.areas.map((bounds, index) => {
    const label = design.areas[index]?.label || `${index + 1}番目のボタン`;
    return { bounds, action: { type: 'postback' as const, label, data: String(index) } };
  });
  return (
    <>
      {problem !== undefined && <ProblemNotice problem={problem} />}
      <Phone
        name={city.name}
        messages={HELLO}
        richMenu={{
          menu: { size: layout.size, selected: true, chatBarText: design.chatBarText, areas },
          imageUrl: preview?.pictureUrl,
        }}
        onTap={(action) => action.type === 'postback' && onChoose(Number(action.data))}
      />
    </>
  );
}
