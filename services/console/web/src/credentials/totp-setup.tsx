import type { ReactNode } from 'react';
import { CopyButton } from '../components/index.ts';
import { QrCode } from './qr-code.tsx';

/** How to bring the secret into an authenticator app; the form with the first code stands below it. */
export function TotpSetup({ secret, uri, children }: { secret: string; uri: string; children: ReactNode }) {
  return (
    <ol className="flex flex-col gap-6">
      <li className="flex flex-col gap-3">
        <p>
          <span className="font-bold">1．</span>
          スマートフォンの認証アプリ（Google Authenticator、Microsoft Authenticator など）で、この図を読み取ります。
        </p>
        <div className="flex flex-wrap items-start gap-6">
          <QrCode text={uri} label="認証アプリで読み取る図" />
          <div className="flex min-w-0 flex-1 basis-56 flex-col items-start gap-2">
            <p>読み取れないときは、この文字を認証アプリに入力します。</p>
            <code className="rounded-8 bg-solid-gray-50 px-3 py-2 font-mono break-words">{inGroups(secret)}</code>
            <CopyButton text={secret} what="認証アプリの文字" />
          </div>
        </div>
      </li>
      <li className="flex flex-col gap-3">
        <p>
          <span className="font-bold">2．</span>認証アプリに出た6けたの確認コードを入力します。
        </p>
        {children}
      </li>
    </ol>
  );
}

function inGroups(secret: string): string {
  return secret.replace(/(.{4})(?=.)/g, '$1 ');
}
