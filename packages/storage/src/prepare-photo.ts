import { AppError } from '@tenohira/core';
import sharp, { type ResizeOptions } from 'sharp';
import { errors } from './errors.ts';

/** Longest side, in pixels: enough to judge a crack in a road, and a few hundred kilobytes. */
const MAX_SIDE_PX = 1600;
/** Of what a list shows: sharp on a fine screen at a few centimetres, and some ten kilobytes. */
const THUMBNAIL_SIDE_PX = 320;
/** A photo of 50 megapixels is a photo; a picture of 500 is an attack on our memory. */
const MAX_INPUT_PIXELS = 60_000_000;

/** What phones make. Not SVG and its like: a document that draws is not a photo, and what it may load is not ours. */
const PHOTO_FORMATS: readonly string[] = ['jpeg', 'png', 'webp', 'heif', 'gif'];

/** A photo that may be kept, and the same in small for lists. */
export type PreparedPhoto = { bytes: Buffer; thumbnail: Buffer; contentType: 'image/jpeg' };

/**
 * Makes a photo fit to keep: upright, at most 1,600 pixels a side, JPEG, and with none of its metadata. A phone writes
 * the place, the time and its own serial number into a picture (EXIF 2.32, GPS IFD); the resident did not mean to send them.
 *
 * @throws AppError STORAGE_NOT_AN_IMAGE
 */
export async function preparePhoto(original: Uint8Array): Promise<PreparedPhoto> {
  try {
    const photo = sharp(original, { limitInputPixels: MAX_INPUT_PIXELS, failOn: 'error' });
    const { format } = await photo.metadata();
    if (!PHOTO_FORMATS.includes(format)) throw errors.NOT_AN_IMAGE({ details: { format } });
    const bytes = await photo.autoOrient().resize(within(MAX_SIDE_PX)).jpeg({ quality: 82, mozjpeg: true }).toBuffer();
    const thumbnail = await sharp(bytes)
      .resize(within(THUMBNAIL_SIDE_PX))
      .jpeg({ quality: 75, mozjpeg: true })
      .toBuffer();
    return { bytes, thumbnail, contentType: 'image/jpeg' };
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw errors.NOT_AN_IMAGE({ cause });
  }
}

function within(side: number): ResizeOptions {
  return { width: side, height: side, fit: 'inside', withoutEnlargement: true };
}
