// The first step of onboarding: which municipality.
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { AnswerOf } from '../../api/api-types.ts';
import { useApiMutation, useApiQuery } from '../../api/use-api.ts';
import {
  Button,
  Card,
  ConfirmDialog,
  DescriptionList,
  EmptyState,
  Loaded,
  Notice,
  PageHeader,
  ProblemNotice,
  TextField,
  TextLink,
} from '../../components/index.ts';
import { useDelayed } from '../../components/use-delayed.ts';

type Municipality = AnswerOf<'GET /operator/municipalities'>['municipalities'][number];

const TYPING_PAUSE_MS = 300;

export function Page() {
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<Municipality>();
  const searched = useDelayed(text.trim(), TYPING_PAUSE_MS);
  const found = useApiQuery(
    '/operator/municipalities',
    { query: { text: searched } },
    { enabled: searched !== '', keepPrevious: true },
  );
  return (
    <>
      <PageHeader
        title="市区町村を導入する"
        lead="市区町村を選ぶと、手順の画面に進みます。途中でやめても、続きから始められます。"
      />
      <Card title="市区町村をえらぶ">
        <TextField
          type="search"
          label="名前、かな、都道府県、全国地方公共団体コード"
          placeholder="例：千代田、ちよだ、131016"
          width="full"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        {searched !== '' && (
          <Loaded query={found}>
            {({ municipalities }) => <Found municipalities={municipalities} text={searched} onChoose={setChosen} />}
          </Loaded>
        )}
      </Card>
      <Notice>
        途中まで進めた市区町村は、
        <TextLink to="/operator/cities">市区町村の一覧</TextLink>
        から開くか、ここでもう一度選ぶと、続きから始められます。
      </Notice>
      {chosen !== undefined && <StartDialog municipality={chosen} onClose={() => setChosen(undefined)} />}
    </>
  );
}

function Found({
  municipalities,
  text,
  onChoose,
}: {
  municipalities: readonly Municipality[];
  text: string;
  onChoose: (municipality: Municipality) => void;
}) {
  if (municipalities.length === 0) {
    return (
      <EmptyState icon="search" title={`「${text}」は見つかりません`}>
        都道府県と市区町村（政令市は市）の名前で探してください。
      </EmptyState>
    );
  }
  return (
    <ul aria-label="見つかった市区町村" className="flex flex-col divide-y divide-line">
      {municipalities.map((municipality) => {
        const { code, prefecture, name, kana } = municipality;
        return (
          <li key={code} className="flex flex-wrap items-center justify-between gap-3 py-3">
            <span>
              <span className="block">
                {prefecture} <span className="font-bold">{name}</span>
              </span>
              <span className="block text-dns-14N-130 text-solid-gray-700">
                {kana}・{code}
              </span>
            </span>
            <Button onClick={() => onChoose(municipality)}>
              選ぶ<span className="sr-only">：{name}</span>
            </Button>
          </li>
        );
      })}
    </ul>
  );
}

function StartDialog({ municipality, onClose }: { municipality: Municipality; onClose: () => void }) {
  const { code, prefecture, name } = municipality;
  const navigate = useNavigate();
  const [slug, setSlug] = useState('');
  const start = useApiMutation('POST /operator/cities', {
    problem: 'shown',
    done: (city) =>
      city.isNew ? `${city.name}の導入を始めました。` : `${city.name}は始めてあります。続きを開きます。`,
    onDone: ({ tenantId }) => void navigate(`/operator/onboarding/${tenantId}`),
  });
  return (
    <ConfirmDialog
      open
      title={`${name}の導入を始めますか`}
      confirm="導入を始める"
      busy={start.isPending}
      onClose={onClose}
      onConfirm={() =>
        start.mutate({ body: { municipalityCode: code, ...(slug.trim() === '' ? {} : { slug: slug.trim() }) } })
      }
    >
      <p>この市区町村だけのデータの置き場所と鍵を作ります。練習モードで始まり、住民にはまだ何も届きません。</p>
      <DescriptionList
        items={[
          { term: '市区町村', value: `${prefecture}${name}` },
          { term: '団体コード', value: code },
        ]}
      />
      <TextField
        label="短い名前"
        help="サインイン画面のアドレスになります。英小文字・数字・ハイフン。空けておくと団体コードになり、あとから変えられません。"
        placeholder={code}
        value={slug}
        onChange={(event) => setSlug(event.target.value)}
      />
      {start.error !== null && <ProblemNotice problem={start.error} />}
    </ConfirmDialog>
  );
}
