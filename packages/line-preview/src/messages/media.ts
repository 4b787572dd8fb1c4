import { button, h, hidden } from '../dom.ts';
import { icon } from '../icon.ts';
import type { AudioMessage, FileMessage, ImageMessage, VideoMessage } from '../line-message.ts';
import type { Room } from '../room.ts';

export function renderImage(message: ImageMessage, room: Room): HTMLElement {
  const original = message.originalContentUrl ?? room.contentAddress(message.id ?? '');
  const picture = h('img', { attributes: { src: message.previewImageUrl ?? original, alt: '写真(押すと大きく見る)' } });
  return button('picture', () => room.viewImage(original), picture);
}

export function renderVideo(message: VideoMessage, room: Room): HTMLElement {
  const original = message.originalContentUrl ?? room.contentAddress(message.id ?? '');
  const preview = message.previewImageUrl && h('img', { attributes: { src: message.previewImageUrl, alt: '' } });
  return button(
    'picture has-play-mark',
    () => room.viewVideo(original),
    preview || h('span', { class: 'picture-blank' }),
    hidden('動画を再生'),
  );
}

export function renderAudio(message: AudioMessage, room: Room): HTMLElement {
  const address = message.originalContentUrl ?? room.contentAddress(message.id ?? '');
  const sound = h('audio', { attributes: { src: address, preload: 'none' } });
  const play = button('audio-play', () => void (sound.paused ? sound.play().catch(() => undefined) : sound.pause()));
  play.append(icon('play', 18), hidden('音声を再生'));
  const bars = [8, 14, 20, 12, 18, 24, 16, 10, 18, 13, 7].map((height) =>
    h('span', { class: 'audio-bar', style: { height: `${height}px` } }),
  );
  return h(
    'div',
    { class: 'bubble audio' },
    play,
    ...bars,
    h('span', { class: 'audio-length' }, lengthOf(message)),
    sound,
  );
}

export function renderFile(message: FileMessage): HTMLElement {
  const size = message.fileSize === undefined ? '' : `${Math.max(1, Math.round(message.fileSize / 1024))} KB`;
  return h(
    'div',
    { class: 'bubble file' },
    icon('file', 30),
    h(
      'div',
      {},
      h('div', { class: 'file-name' }, message.fileName ?? 'ファイル'),
      h('div', { class: 'file-size' }, size),
    ),
  );
}

function lengthOf({ duration = 0 }: AudioMessage): string {
  const seconds = Math.round(duration / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
