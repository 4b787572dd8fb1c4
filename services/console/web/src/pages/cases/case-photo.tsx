import { useState } from 'react';
import { refreshSession } from '../../api/session.ts';
import { classNames } from '../../components/class-names.ts';
import { Icon } from '../../components/index.ts';

export type CasePhotoProps = {
  caseNumber: string;
  objectId: string;
  /** In small, for lists: many of them are looked at together. */
  thumbnail?: boolean;
  /** Empty where words beside it say the same. */
  alt: string;
  className?: string;
};

/** A photo that a resident sent, as the API hands it out to whoever is signed in. */
export function CasePhoto({ caseNumber, objectId, thumbnail = false, alt, className }: CasePhotoProps) {
  const [attempt, setAttempt] = useState(0);
  const [isMissing, setMissing] = useState(false);
  // A picture cannot renew a session that has run out in the meantime, as every other call does.
  const again = async () => {
    if (attempt === 0 && (await refreshSession(Date.now()).catch(() => false))) setAttempt(1);
    else setMissing(true);
  };
  if (isMissing) {
    return (
      <span className={classNames('flex items-center justify-center gap-2 bg-solid-gray-50 p-2', className)}>
        <Icon name="offline" className="size-5" />
        <span className={alt === '' ? 'sr-only' : 'text-dns-14N-130'}>写真を表示できません</span>
      </span>
    );
  }
  return (
    <img
      key={attempt}
      src={`/api/v1/cases/${encodeURIComponent(caseNumber)}/photos/${objectId}${thumbnail ? '?size=thumbnail' : ''}`}
      alt={alt}
      loading="lazy"
      decoding="async"
      className={classNames('bg-solid-gray-50 object-cover', className)}
      onError={() => void again()}
    />
  );
}
