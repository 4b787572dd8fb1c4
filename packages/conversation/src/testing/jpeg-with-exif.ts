// A JPEG of 8 by 8 pixels with an EXIF block that names a camera, as a phone writes one (EXIF 2.32, section 4.6.4, tag
// 010F). As bytes, so that this package needs no image library.
export const SERIAL_NUMBER = 'SERIAL-0123456789';

export const jpegWithExif = Buffer.from(
  [
    '/9j/4QDaRXhpZgAASUkqAAgAAAAHAA8BAgASAAAAcgAAABIBAwABAAAAAQAAABoBBQABAAAAYgAAABsBBQABAAAAagAAACgBAwABAAAAAgAA',
    'ABMCAwABAAAAAQAAAGmHBAABAAAAhAAAAAAAAAA4YwAA6AMAADhjAADoAwAAU0VSSUFMLTAxMjM0NTY3ODkABgAAkAcABAAAADAyMTABkQcA',
    'BAAAAAECAwAAoAcABAAAADAxMDABoAMAAQAAAP//AAACoAQAAQAAAAgAAAADoAQAAQAAAAgAAAAAAAAA/9sAQwD/////////////////////',
    '/////////////////////////////////////////////////////////////////9sAQwH/////////////////////////////////////',
    '/////////////////////////////////////////////////8AAEQgACAAIAwEiAAIRAQMRAf/EABQAAQAAAAAAAAAAAAAAAAAAAAD/xAAU',
    'EAEAAAAAAAAAAAAAAAAAAAAA/8QAFAEBAAAAAAAAAAAAAAAAAAAAAP/EABQRAQAAAAAAAAAAAAAAAAAAAAD/2gAMAwEAAhEDEQA/AAAP/9k=',
  ].join(''),
  'base64',
);
