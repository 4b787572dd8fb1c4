import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { preparePhoto } from './prepare-photo.ts';

const CANARY = 'CANARY-SERIAL-NUMBER';
// What every scanner for viruses reports, and no virus: https://www.eicar.org/download-anti-malware-testfile/
const EICAR = ['X5O!P%@AP[4', 'PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS', '-TEST-FILE!$H+H*'].join('\\');
const size = { width: 60, height: 30 };
const picture = (options: { width: number; height: number } = size) =>
  sharp({ create: { ...options, channels: 3, background: '#336699' } });

describe('preparePhoto', () => {
  it('strips the place, the time and the camera', async () => {
    const original = await picture()
      .withExif({
        IFD0: { Make: CANARY, DateTime: '2026:11:24 10:00:00' },
        IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '35/1 41/1 0/1' },
      })
      .jpeg()
      .toBuffer();
    expect((await sharp(original).metadata()).exif?.includes(CANARY)).toBe(true);
    const { bytes, thumbnail, contentType } = await preparePhoto(original);
    expect(contentType).toBe('image/jpeg');
    for (const kept of [bytes, thumbnail]) {
      const { exif, iptc, xmp, format } = await sharp(kept).metadata();
      expect([format, exif, iptc, xmp]).toEqual(['jpeg', undefined, undefined, undefined]);
      expect(kept.includes(CANARY)).toBe(false);
    }
  });

  it.each<[string, (jpeg: Buffer) => Buffer]>([
    ['in a comment', (jpeg) => Buffer.concat([jpeg.subarray(0, 2), commentOf(EICAR), jpeg.subarray(2)])],
    ['behind its end', (jpeg) => Buffer.concat([jpeg, Buffer.from(EICAR)])],
  ])('keeps nothing of a virus that comes along %s', async (_where, infect) => {
    const infected = infect(await picture().jpeg().toBuffer());
    expect(infected.includes(EICAR)).toBe(true);
    const { bytes } = await preparePhoto(infected);
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'jpeg', ...size });
    expect(bytes.includes('EICAR')).toBe(false);
  });

  it.each([
    [1, 60, 30],
    [3, 60, 30],
    [6, 30, 60],
    [8, 30, 60],
  ])(
    'turns a photo of orientation %i upright, before the note of it is stripped',
    async (orientation, width, height) => {
      const original = await picture().withMetadata({ orientation }).jpeg().toBuffer();
      expect(await sharp((await preparePhoto(original)).bytes).metadata()).toMatchObject({ width, height });
    },
  );

  it('makes a large photo smaller and leaves a small one', async () => {
    const large = await picture({ width: 4_000, height: 3_000 }).jpeg().toBuffer();
    expect(await sharp((await preparePhoto(large)).bytes).metadata()).toMatchObject({ width: 1_600, height: 1_200 });
    const small = await picture().jpeg().toBuffer();
    expect(await sharp((await preparePhoto(small)).bytes).metadata()).toMatchObject(size);
  });

  it('makes one for lists too, of no more than 320 pixels a side', async () => {
    const large = await picture({ width: 3_000, height: 4_000 }).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const { thumbnail } = await preparePhoto(large);
    expect(await sharp(thumbnail).metadata()).toMatchObject({ format: 'jpeg', width: 320, height: 240 });
    const small = await picture().jpeg().toBuffer();
    expect(await sharp((await preparePhoto(small)).thumbnail).metadata()).toMatchObject(size);
  });

  it.each(['png', 'webp', 'gif'] as const)('reads %s', async (format) => {
    const original = await picture().toFormat(format).toBuffer();
    expect((await preparePhoto(original)).contentType).toBe('image/jpeg');
  });

  const refused: [string, () => Promise<Uint8Array> | Uint8Array][] = [
    ['nothing', () => new Uint8Array()],
    ['a text', () => Buffer.from('<html><body>not a photo</body></html>')],
    ['half a photo', async () => (await picture({ width: 800, height: 800 }).jpeg().toBuffer()).subarray(0, 2_000)],
    ['a drawing', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')],
    ['a few bytes that unfold to 100 megapixels', () => picture({ width: 10_000, height: 10_000 }).png().toBuffer()],
  ];
  it.each(refused)('refuses %s', async (_title, original) => {
    await expect(preparePhoto(await original())).rejects.toMatchObject({
      code: 'STORAGE_NOT_AN_IMAGE',
      retry: 'never',
    });
  });
});

/** A COM segment: ITU-T T.81, B.2.4.5. */
function commentOf(text: string): Buffer {
  const head = Buffer.from([0xff, 0xfe, 0, 0]);
  head.writeUInt16BE(text.length + 2, 2);
  return Buffer.concat([head, Buffer.from(text)]);
}
