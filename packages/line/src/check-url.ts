import { LINE_LIMITS } from './limits.ts';
import { checkText, type Report } from './problem.ts';

// RFC 3986 section 2: whatever is not one of these characters has to be percent-encoded. LINE refuses a raw space, and
// passes non-ASCII on as it is, so only white space, controls and the few that no URI may hold are looked for.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const NOT_IN_A_URI = /[\s\u0000-\u001f\u007f"<>\\^`{|}]/;

/** Checks the URL of an image, a video or an audio file: https only, at most 2,000 characters. */
export function checkMediaUrl(
  report: Report,
  path: string,
  value: unknown,
  name: string,
  options: { required?: boolean } = {},
): void {
  checkText(report, path, value, {
    name,
    limit: LINE_LIMITS.mediaUrl,
    counting: 'utf16',
    required: options.required ?? true,
  });
  if (typeof value !== 'string' || value === '') return;
  if (!/^https:\/\//i.test(value)) {
    report({ path, code: 'not-https', message: `${name}は「https://」で始まるURLにしてください。` });
  } else {
    checkWellFormed(report, path, value, name);
  }
}

/**
 * Checks what opens when a person taps: http, https, line or tel
 * (https://developers.line.biz/en/reference/messaging-api/#uri-action).
 */
export function checkActionUri(
  report: Report,
  path: string,
  value: unknown,
  name: string,
  options: { required?: boolean } = {},
): void {
  checkText(report, path, value, {
    name,
    limit: LINE_LIMITS.uri,
    counting: 'utf16',
    required: options.required ?? true,
  });
  if (typeof value !== 'string' || value === '') return;
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(value)?.[1]?.toLowerCase();
  if (scheme === undefined || !['http', 'https', 'line', 'tel'].includes(scheme)) {
    report({
      path,
      code: 'uri-scheme',
      message: `${name}は「https://」「http://」「line://」「tel:」のどれかで始めてください。`,
    });
  } else {
    checkWellFormed(report, path, value, name);
  }
}

function checkWellFormed(report: Report, path: string, value: string, name: string): void {
  const parses = URL.canParse(value) && !NOT_IN_A_URI.test(value);
  if (parses) return;
  report({
    path,
    code: 'uri-malformed',
    message: `${name}の形が正しくありません。空白や使えない記号がないか確かめてください。`,
  });
}
