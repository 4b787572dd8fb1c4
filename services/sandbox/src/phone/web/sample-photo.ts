// Three photos that a resident might send, painted on a canvas: nobody's picture, and nothing to download.
import { h } from '@tenohira/line-preview';

export const SAMPLE_PHOTOS = [
  { key: 'road', words: '道路の穴' },
  { key: 'lamp', words: '消えた街灯' },
  { key: 'flower', words: '花だん' },
] as const;

export type SamplePhoto = (typeof SAMPLE_PHOTOS)[number]['key'];

const WIDTH = 960;
const HEIGHT = 720;

export function drawSamplePhoto(kind: SamplePhoto): HTMLCanvasElement {
  const canvas = h('canvas', { attributes: { width: WIDTH, height: HEIGHT } });
  const paint = canvas.getContext('2d');
  if (paint !== null) PAINTERS[kind](paint);
  return canvas;
}

const PAINTERS: Readonly<Record<SamplePhoto, (paint: CanvasRenderingContext2D) => void>> = {
  road: paintRoad,
  lamp: paintLamp,
  flower: paintFlowers,
};

function paintRoad(paint: CanvasRenderingContext2D): void {
  fill(paint, 0, HEIGHT, ['#9aa7ad', '#70777b', '#54595c']);
  speckle(paint, 0, HEIGHT, 9_000, ['#ffffff', '#2f3335', '#8d9497']);
  polygon(paint, '#e9e7df', [90, 0, 190, 0, 40, HEIGHT, -140, HEIGHT]);
  polygon(paint, '#8f958f', [WIDTH - 150, 0, WIDTH, 0, WIDTH, HEIGHT, WIDTH - 40, HEIGHT]);
  blob(paint, 530, 430, 215, 105, '#3d3f3f', 0.1);
  blob(paint, 530, 438, 190, 88, '#262727', 0.12);
  blob(paint, 545, 462, 140, 52, '#6b5a47', 0.14);
  blob(paint, 560, 470, 92, 26, '#9fb0b8', 0.08);
  paint.strokeStyle = '#2b2d2e';
  for (let crack = 0; crack < 9; crack++) {
    const angle = (crack / 9) * Math.PI * 2 + 0.3;
    let x = 530 + Math.cos(angle) * 205;
    let y = 430 + Math.sin(angle) * 100;
    paint.lineWidth = 4;
    paint.beginPath();
    paint.moveTo(x, y);
    for (let step = 0; step < 4; step++) {
      x += Math.cos(angle + (chance() - 0.5) * 1.6) * 32;
      y += Math.sin(angle + (chance() - 0.5) * 1.6) * 20;
      paint.lineTo(x, y);
    }
    paint.stroke();
  }
  for (let stone = 0; stone < 26; stone++) {
    const angle = chance() * Math.PI * 2;
    blob(
      paint,
      530 + Math.cos(angle) * (190 + chance() * 60),
      435 + Math.sin(angle) * (90 + chance() * 40),
      5 + chance() * 8,
      4 + chance() * 5,
      '#3a3d3e',
      0.2,
    );
  }
}

function paintLamp(paint: CanvasRenderingContext2D): void {
  fill(paint, 0, 560, ['#26345c', '#5d628c', '#d9957c']);
  fill(paint, 560, HEIGHT, ['#2b3038', '#1d2127']);
  for (let house = 0; house < 7; house++) {
    const x = house * 150 - 40;
    const top = 400 + ((house * 53) % 70);
    polygon(paint, '#1b2233', [x, 560, x, top, x + 65, top - 50, x + 130, top, x + 130, 560]);
    if (house % 2 === 0) {
      paint.fillStyle = '#f7d98c';
      paint.fillRect(x + 30, top + 45, 26, 30);
      paint.fillRect(x + 74, top + 45, 26, 30);
    }
  }
  paint.strokeStyle = '#11151c';
  paint.lineWidth = 22;
  paint.lineCap = 'round';
  paint.beginPath();
  paint.moveTo(420, HEIGHT);
  paint.lineTo(440, 190);
  paint.quadraticCurveTo(446, 110, 540, 108);
  paint.stroke();
  paint.save();
  paint.translate(585, 122);
  paint.rotate(0.42);
  polygon(paint, '#11151c', [-60, -22, 60, -22, 84, 26, -84, 26]);
  polygon(paint, '#59616d', [-70, 26, 70, 26, 46, 50, -50, 50]);
  paint.restore();
  paint.strokeStyle = '#c8d0da';
  paint.lineWidth = 3;
  for (const [x, y] of [
    [590, 172],
    [560, 160],
    [612, 178],
  ] as const) {
    paint.beginPath();
    paint.moveTo(x, y);
    paint.lineTo(x - 8, y + 22);
    paint.lineTo(x + 6, y + 36);
    paint.stroke();
  }
}

function paintFlowers(paint: CanvasRenderingContext2D): void {
  fill(paint, 0, 300, ['#8cc4ea', '#d3ebf5']);
  fill(paint, 260, HEIGHT, ['#7fb069', '#4f8a4c', '#356b3c']);
  const colours = ['#f28fb1', '#ffffff', '#f7c948', '#c86fc9', '#f5706b'];
  for (let flower = 0; flower < 120; flower++) {
    const depth = flower / 120;
    const x = chance() * WIDTH;
    const y = 290 + depth * 400;
    const size = 8 + depth * 30;
    paint.strokeStyle = '#2f6a37';
    paint.lineWidth = 2 + depth * 3;
    paint.beginPath();
    paint.moveTo(x, y);
    paint.quadraticCurveTo(x + 6, y + size, x - 4, y + size * 3);
    paint.stroke();
    const colour = colours[Math.floor(chance() * colours.length)] ?? '#ffffff';
    for (let petal = 0; petal < 7; petal++) {
      const angle = (petal / 7) * Math.PI * 2;
      blob(
        paint,
        x + Math.cos(angle) * size * 0.55,
        y + Math.sin(angle) * size * 0.45,
        size * 0.42,
        size * 0.36,
        colour,
        0.04,
      );
    }
    blob(paint, x, y, size * 0.3, size * 0.26, '#e8a71f', 0.02);
  }
}

function fill(paint: CanvasRenderingContext2D, top: number, bottom: number, colours: readonly string[]): void {
  const gradient = paint.createLinearGradient(0, top, 0, bottom);
  for (const [index, colour] of colours.entries()) gradient.addColorStop(index / (colours.length - 1), colour);
  paint.fillStyle = gradient;
  paint.fillRect(0, top, WIDTH, bottom - top);
}

function speckle(
  paint: CanvasRenderingContext2D,
  top: number,
  bottom: number,
  count: number,
  colours: readonly string[],
): void {
  paint.globalAlpha = 0.22;
  for (let grain = 0; grain < count; grain++) {
    paint.fillStyle = colours[grain % colours.length] ?? '#000';
    paint.fillRect(chance() * WIDTH, top + chance() * (bottom - top), 3, 3);
  }
  paint.globalAlpha = 1;
}

function polygon(paint: CanvasRenderingContext2D, colour: string, points: readonly number[]): void {
  paint.fillStyle = colour;
  paint.beginPath();
  for (let index = 0; index < points.length; index += 2) paint.lineTo(points[index] ?? 0, points[index + 1] ?? 0);
  paint.fill();
}

/** An ellipse whose edge wanders by `rough` of its radius. */
function blob(
  paint: CanvasRenderingContext2D,
  x: number,
  y: number,
  rx: number,
  ry: number,
  colour: string,
  rough: number,
): void {
  paint.fillStyle = colour;
  paint.beginPath();
  for (let step = 0; step < 40; step++) {
    const angle = (step / 40) * Math.PI * 2;
    const reach = 1 + (chance() - 0.5) * 2 * rough;
    paint.lineTo(x + Math.cos(angle) * rx * reach, y + Math.sin(angle) * ry * reach);
  }
  paint.fill();
}

function chance(): number {
  return Math.random();
}
