import type { ReactNode } from 'react';
import { Notice, Phone } from '../../components/index.ts';
import type { FeatureDetail } from './feature-rows.ts';
import { phoneMessages } from './phone-messages.ts';

/** A conversation of a feature on the phone, beside what the page is about. */
export function PhonePreview({
  cityName,
  preview,
  none,
  children,
}: {
  cityName: string;
  preview: FeatureDetail['preview'];
  /** Said where there is no conversation to show. */
  none: string;
  /** Said above the phone. */
  children?: ReactNode;
}) {
  return (
    <section
      aria-labelledby="preview-title"
      className="flex flex-col gap-3 lg:sticky lg:top-[calc(var(--header)+1rem)]"
    >
      <h2 id="preview-title" className="text-std-18B-160">
        スマートフォンでの見え方
      </h2>
      {children}
      {preview.length === 0 ? <Notice>{none}</Notice> : <Phone name={cityName} messages={phoneMessages(preview)} />}
    </section>
  );
}
