// What the resident sent: words, photos, the place, and what was typed on a page of ours.
import { useState } from 'react';
import { Card, DateTime, DescriptionList, Dialog, ExternalLink, Icon, MapView } from '../../../components/index.ts';
import { CasePhoto } from '../case-photo.tsx';
import type { CaseDetail } from './case-detail.ts';
import { FormAnswers } from './form-answers.tsx';

export function CaseContent({ detail }: { detail: CaseDetail }) {
  const { fields, photos, number, location, forms, createdAt, feature } = detail;
  const facts = fields.map(({ key, label, value }) => ({ key, term: label, value: value === '' ? <Gone /> : value }));
  return (
    <Card title="受付の内容">
      <Photos photos={photos} caseNumber={number} />
      <DescriptionList
        items={[
          { key: 'number', term: '受付番号', value: <span className="font-mono">{number}</span> },
          { key: 'feature', term: '機能', value: feature.title },
          { key: 'createdAt', term: '受付日時', value: <DateTime value={createdAt} /> },
          ...facts.map((fact, index) => ({ ...fact, key: `${index}:${fact.key}` })),
        ]}
      />
      {location !== null && <Place location={location} number={number} />}
      {forms.length > 0 && <FormAnswers caseNumber={number} forms={forms} />}
    </Card>
  );
}

function Gone() {
  return <span className="text-solid-gray-700">（ありません。住民が送信を取り消したかもしれません）</span>;
}

function Photos({ photos, caseNumber }: { photos: CaseDetail['photos']; caseNumber: string }) {
  const [enlarged, setEnlarged] = useState<number>();
  const shown = enlarged === undefined ? undefined : photos[enlarged];
  if (photos.length === 0) return null;
  const nameOf = (index: number) => `写真${index + 1}（${photos[index]?.label ?? ''}）`;
  return (
    <>
      <ul aria-label="写真" className="grid grid-cols-[repeat(auto-fill,minmax(11rem,1fr))] gap-3">
        {photos.map(({ objectId }, index) => (
          <li key={objectId}>
            <button
              type="button"
              className="group relative block w-full overflow-hidden rounded-12 border border-line"
              onClick={() => setEnlarged(index)}
            >
              <CasePhoto
                caseNumber={caseNumber}
                objectId={objectId}
                alt={`${nameOf(index)}を大きく見る`}
                className="aspect-4/3 w-full transition-transform group-hover:scale-105"
              />
              <span className="absolute right-2 bottom-2 rounded-full bg-white p-2 text-blue-900 shadow-2">
                <Icon name="search" className="size-5" />
              </span>
            </button>
          </li>
        ))}
      </ul>
      <Dialog open={shown !== undefined} title={nameOf(enlarged ?? 0)} onClose={() => setEnlarged(undefined)} wide>
        {shown !== undefined && (
          <CasePhoto
            caseNumber={caseNumber}
            objectId={shown.objectId}
            alt={`受付${caseNumber}の${nameOf(enlarged ?? 0)}`}
            className="max-h-[75dvh] w-full rounded-8 object-contain"
          />
        )}
      </Dialog>
    </>
  );
}

function Place({ location, number }: { location: NonNullable<CaseDetail['location']>; number: string }) {
  const { latitude, longitude } = location;
  return (
    <div className="flex flex-col gap-2">
      <h3 className="text-std-16B-170">場所</h3>
      <MapView
        label={`受付${number}の場所`}
        markers={[{ key: number, latitude, longitude, label: `受付${number}` }]}
        height="h-80"
      />
      <p className="flex flex-wrap gap-x-6 text-dns-14N-130">
        <span className="tabular-nums">
          北緯{latitude.toFixed(5)}度、東経{longitude.toFixed(5)}度
        </span>
        <ExternalLink href={`https://maps.gsi.go.jp/#17/${latitude}/${longitude}/`}>地理院地図で開く</ExternalLink>
      </p>
    </div>
  );
}
