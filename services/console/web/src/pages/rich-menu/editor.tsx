import { useRef, useState } from 'react';
import type { AnswerOf } from '../../api/api-types.ts';
import { Card, Checkbox, type OvertakenNoticeProps, TextField } from '../../components/index.ts';
import { useMay } from '../../shell/me.ts';
import { AreaForm } from './area-form.tsx';
import { AreaPicture } from './area-picture.tsx';
import { type Choices, type Design, layoutOf, withArea } from './design.ts';
import { LayoutChoice } from './layout-choice.tsx';
import { MenuPhone } from './menu-phone.tsx';
import { ProblemList } from './problem-list.tsx';
import { PublishBar } from './publish-bar.tsx';
import { ThemeChoice } from './theme-choice.tsx';
import { useDesignPreview } from './use-design-preview.ts';
import { useDraft } from './use-draft.ts';

/** Begins with the draft; what is changed here is the screen's until it is saved. */
export function Editor({
  draft: given,
  choices,
  isBusy,
  refresh,
  onReload,
}: {
  draft: AnswerOf<'GET /rich-menu'>['draft'];
  choices: Choices;
  /** Another version is on its way to LINE. */
  isBusy: boolean;
} & Pick<OvertakenNoticeProps, 'refresh' | 'onReload'>) {
  const disabled = !useMay()('prepare');
  const draft = useDraft(given, choices);
  const { design, areas } = draft;
  const [chosen, setChosen] = useState(0);
  const areaForm = useRef<HTMLDivElement>(null);
  const drawn = useDesignPreview(design);
  const { problems, warnings } = drawn.preview ?? given;
  const layout = layoutOf(design, choices);
  const index = Math.min(chosen, layout.areas.length - 1);
  const area = areas[index];
  const change = (part: Partial<Design>) => draft.change({ ...design, areas, ...part });
  const choose = (next: number) => {
    setChosen(next);
    areaForm.current?.scrollIntoView({ block: 'nearest' });
    areaForm.current?.querySelector<HTMLElement>('select, input')?.focus();
  };
  return (
    <div className="grid items-start gap-8 xl:grid-cols-[minmax(0,1fr)_23rem]">
      <div className="flex min-w-0 flex-col gap-6">
        <Card title="形と色" lead="ボタンの数と大きさ、色あいを選びます。">
          <LayoutChoice
            layouts={choices.layouts}
            value={design.layout}
            disabled={disabled}
            onChange={(key) => change({ layout: key })}
          />
          <ThemeChoice
            themes={choices.themes}
            value={design.theme}
            disabled={disabled}
            onChange={(key) => change({ theme: key })}
          />
        </Card>
        <Card title="ボタン" lead="絵の中のボタンを選ぶと、その内容を下で決められます。">
          <AreaPicture
            layout={layout}
            pictureUrl={drawn.preview?.pictureUrl}
            isOld={drawn.isOld}
            areas={areas}
            chosen={index}
            problems={problems}
            onChoose={choose}
          />
          <div ref={areaForm}>
            {area !== undefined && (
              <AreaForm
                key={index}
                place={index}
                area={area}
                choices={choices}
                disabled={disabled}
                problems={problems}
                onChange={(part) => draft.change(withArea({ ...design, areas }, index, part))}
              />
            )}
          </div>
        </Card>
        <Card title="開閉の帯" lead="メニューの下の細い帯です。住民が押すと、メニューが開いたり閉じたりします。">
          <TextField
            label="帯の文字"
            width="medium"
            help={`${choices.limits.chatBarTextGraphemes}文字までです。`}
            value={design.chatBarText}
            disabled={disabled}
            error={problems.find(({ field }) => field === 'chatBarText')?.message}
            onChange={(event) => change({ chatBarText: event.target.value })}
          />
          <Checkbox
            label="はじめから開いておく"
            help="住民がトークを開いたとき、メニューが見えています。"
            checked={design.openAtFirst}
            disabled={disabled}
            onChange={(event) => change({ openAtFirst: event.target.checked })}
          />
        </Card>
      </div>
      <section
        aria-labelledby="menu-preview"
        className="flex min-w-0 flex-col gap-4 xl:sticky xl:top-[calc(var(--header)+1rem)]"
      >
        <h2 id="menu-preview" className="text-std-18B-160">
          公開する前に
        </h2>
        <ProblemList problems={problems} warnings={warnings} onChoose={choose} />
        <PublishBar
          draft={draft}
          canPublish={problems.length === 0 && !drawn.isOld && !isBusy}
          overtaken={{ updatedAt: given.updatedAt, updatedBy: given.updatedBy, refresh, onReload }}
        />
        <MenuPhone design={design} layout={layout} drawn={drawn} onChoose={choose} />
      </section>
    </div>
  );
}
