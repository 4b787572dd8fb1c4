import sharp from 'sharp';

/** Colours of the built-in photos; each is told apart by its bytes. */
export const SAMPLE_PHOTOS = { road: '#6b6f72', lamp: '#26345c', park: '#4f8a4c' } as const;
export type SamplePhoto = keyof typeof SAMPLE_PHOTOS;

const cache = new Map<SamplePhoto, Promise<Buffer>>();

/**
 * A JPEG as a telephone makes it: with the place in its EXIF (35°40′52″N 139°46′0″E), which the city has to take off
 * before it keeps the photo.
 */
export function samplePhoto(key: SamplePhoto): Promise<Buffer> {
  const known = cache.get(key);
  if (known !== undefined) return known;
  const made = paint(SAMPLE_PHOTOS[key]);
  cache.set(key, made);
  return made;
}

function paint(background: string): Promise<Buffer> {
  const hole = Buffer.from(
    '<svg width="960" height="720"><ellipse cx="480" cy="400" rx="210" ry="110" fill="#262727"/></svg>',
  );
  return sharp({ create: { width: 960, height: 720, channels: 3, background } })
    .composite([{ input: hole }])
    .withExif({
      IFD0: { Make: 'Tenohira', Model: 'Sandbox phone' },
      // GPS tags, as EXIF 2.32 section 4.6.6 writes them
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: '35/1 40/1 52/1',
        GPSLongitudeRef: 'E',
        GPSLongitude: '139/1 46/1 0/1',
      },
    })
    .jpeg()
    .toBuffer();
}
