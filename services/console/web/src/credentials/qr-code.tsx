import QRCode from 'qrcode';
import { useEffect, useState } from 'react';

/** A text as a picture that a phone reads. Drawn here: the text may be a secret. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    let isGone = false;
    void QRCode.toString(text, { type: 'svg', margin: 2, errorCorrectionLevel: 'M' }).then((svg) => {
      if (!isGone) setAddress(`data:image/svg+xml,${encodeURIComponent(svg)}`);
    });
    return () => {
      isGone = true;
    };
  }, [text]);
  return (
    <div className="size-52 rounded-12 border border-line bg-white p-2">
      {address !== undefined && <img src={address} alt={label} className="size-full" />}
    </div>
  );
}
