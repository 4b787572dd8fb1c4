import { useState } from 'react';
import { Link, Navigate, useSearchParams } from 'react-router';
import { useApiQuery } from '../../api/use-api.ts';
import { Card, Icon, Loaded, PageHeader, TextField } from '../../components/index.ts';
import { useDelayed } from '../../components/use-delayed.ts';
import { rememberCity, rememberedCity } from './remembered-city.ts';

const TYPING_PAUSE_MS = 300;

/** Which city: asked once on each machine. */
export function Page() {
  const [search] = useSearchParams();
  const wantsAnother = search.has('another');
  const known = rememberedCity();
  const [text, setText] = useState('');
  const searched = useDelayed(text.trim(), TYPING_PAUSE_MS);
  const cities = useApiQuery('/sign-in/cities', { query: { text: searched } }, { keepPrevious: true });

  const next = new URLSearchParams(search);
  next.delete('another');
  if (known !== undefined && !wantsAnother) {
    return <Navigate to={{ pathname: `/sign-in/${known.slug}`, search: next.toString() }} replace />;
  }
  return (
    <>
      <PageHeader
        title="市区町村を選ぶ"
        lead="はたらいている市区町村を選んでください。次からは、この端末では聞きません。"
      />
      <Card>
        <TextField
          type="search"
          label="市区町村の名前"
          placeholder="例：みなと"
          width="full"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Loaded query={cities}>
          {({ cities: found }) =>
            found.length === 0 ? (
              <p role="status">「{searched}」は見つかりません。名前のはじめの文字だけで探してみてください。</p>
            ) : (
              <ul aria-label="見つかった市区町村" className="flex flex-col divide-y divide-line">
                {found.map((city) => (
                  <li key={city.slug}>
                    <Link
                      to={{ pathname: `/sign-in/${city.slug}`, search: next.toString() }}
                      className="flex items-center justify-between gap-3 px-2 py-3.5 hover:bg-blue-50 hover:underline"
                      onClick={() => rememberCity(city)}
                    >
                      {city.name}
                      <Icon name="right" className="size-5 text-blue-900" />
                    </Link>
                  </li>
                ))}
              </ul>
            )
          }
        </Loaded>
      </Card>
    </>
  );
}
