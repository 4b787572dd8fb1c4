// A town drawn from its coordinates alone: the same place looks the same in every card, and nothing is fetched.
import { svg } from './dom.ts';

export interface Place {
  readonly latitude: number;
  readonly longitude: number;
}

export interface MapView {
  readonly width: number;
  readonly height: number;
  readonly metresPerPixel: number;
  /** Marks the middle. */
  readonly pin: boolean;
}

const METRES_PER_DEGREE = 111_320;
const BLOCK_METRES = 160;

export function drawMap(centre: Place, view: MapView): SVGElement {
  const { width, height, metresPerPixel } = view;
  const middle = { x: centre.longitude * metresPerDegreeEast(centre), y: -centre.latitude * METRES_PER_DEGREE };
  const toPixel = (x: number, y: number): [number, number] => [
    width / 2 + (x - middle.x) / metresPerPixel,
    height / 2 + (y - middle.y) / metresPerPixel,
  ];
  const span = { x: (width / 2) * metresPerPixel, y: (height / 2) * metresPerPixel };
  const first = {
    column: Math.floor((middle.x - span.x) / BLOCK_METRES),
    row: Math.floor((middle.y - span.y) / BLOCK_METRES),
  };
  const last = {
    column: Math.floor((middle.x + span.x) / BLOCK_METRES),
    row: Math.floor((middle.y + span.y) / BLOCK_METRES),
  };

  const blocks: SVGElement[] = [];
  for (let row = first.row; row <= last.row; row++) {
    for (let column = first.column; column <= last.column; column++) {
      const [x, y] = toPixel(column * BLOCK_METRES, row * BLOCK_METRES);
      blocks.push(...drawBlock(column, row, x, y, BLOCK_METRES / metresPerPixel));
    }
  }
  return svg(
    'svg',
    { viewBox: `0 0 ${width} ${height}`, class: 'map', 'aria-hidden': 'true', preserveAspectRatio: 'xMidYMid slice' },
    svg('rect', { width, height, fill: '#fbfaf6' }),
    ...blocks,
    drawRiver(middle, span, toPixel, metresPerPixel),
    view.pin ? drawPin(width / 2, height / 2) : null,
  );
}

/** The place a tap means, `dx` and `dy` pixels right of and below the middle. */
export function placeAt(centre: Place, dx: number, dy: number, metresPerPixel: number): Place {
  return {
    latitude: centre.latitude - (dy * metresPerPixel) / METRES_PER_DEGREE,
    longitude: centre.longitude + (dx * metresPerPixel) / metresPerDegreeEast(centre),
  };
}

/** Right of and below the middle, in pixels. */
export function pixelsFrom(centre: Place, place: Place, metresPerPixel: number): { dx: number; dy: number } {
  return {
    dx: ((place.longitude - centre.longitude) * metresPerDegreeEast(centre)) / metresPerPixel,
    dy: (-(place.latitude - centre.latitude) * METRES_PER_DEGREE) / metresPerPixel,
  };
}

export function drawPin(x: number, y: number): SVGElement {
  return svg(
    'g',
    { transform: `translate(${x} ${y})`, class: 'map-pin' },
    svg('ellipse', { cx: 0, cy: 0.5, rx: 6, ry: 2.4, fill: '#1f2d33', opacity: 0.25 }),
    svg('path', {
      d: 'M0 0C-3-7-10-11-10-19a10 10 0 0 1 20 0C10-11 3-7 0 0z',
      fill: '#e5484d',
      stroke: '#fff',
      'stroke-width': 1.5,
    }),
    svg('circle', { cx: 0, cy: -19, r: 3.8, fill: '#fff' }),
  );
}

function drawBlock(column: number, row: number, x: number, y: number, size: number): SVGElement[] {
  const isAvenueColumn = column % 4 === 0;
  const isAvenueRow = row % 3 === 0;
  const street = size * 0.05;
  const left = x + (isAvenueColumn ? street * 2.6 : street);
  const top = y + (isAvenueRow ? street * 2.6 : street);
  const width = x + size - street - left;
  const height = y + size - street - top;
  const chance = noise(column, row);
  const ground = chance < 0.14 ? '#cfe5c3' : chance < 0.2 ? '#e3ecd2' : '#eeece4';
  const shapes = [
    svg('rect', { x, y, width: size, height: size, fill: isAvenueColumn || isAvenueRow ? '#fdf3cf' : '#ffffff' }),
    svg('rect', { x: left, y: top, width, height, rx: size * 0.04, fill: ground }),
  ];
  if (chance < 0.2) return [...shapes, ...drawTrees(column, row, left, top, width, height)];
  const parts = 2 + Math.floor(noise(row, column) * 3);
  for (let part = 0; part < parts; part++) {
    const partWidth = width / parts;
    const depth = 0.45 + noise(column * 7 + part, row * 5) * 0.4;
    shapes.push(
      svg('rect', {
        x: left + part * partWidth + partWidth * 0.12,
        y: top + height * 0.1,
        width: partWidth * 0.74,
        height: height * depth,
        rx: 1,
        fill: noise(part, column + row) < 0.12 ? '#f1d9c8' : '#dddad0',
      }),
    );
  }
  return shapes;
}

function drawTrees(
  column: number,
  row: number,
  left: number,
  top: number,
  width: number,
  height: number,
): SVGElement[] {
  return [1, 2, 3, 4].map((tree) =>
    svg('circle', {
      cx: left + width * (0.15 + 0.7 * noise(column + tree, row)),
      cy: top + height * (0.15 + 0.7 * noise(column, row + tree)),
      r: width * 0.09,
      fill: '#a9cf9a',
    }),
  );
}

function drawRiver(
  middle: { x: number; y: number },
  span: { x: number; y: number },
  toPixel: (x: number, y: number) => [number, number],
  metresPerPixel: number,
): SVGElement {
  // One river runs west to east about every 1.9 km and wanders a little.
  const every = 1_900;
  const course = (x: number) => Math.round((middle.y + 500) / every) * every + Math.sin(x / 700) * 160 - 380;
  const points: string[] = [];
  for (let x = middle.x - span.x - 80; x <= middle.x + span.x + 80; x += 40) {
    points.push(
      toPixel(x, course(x))
        .map((value) => value.toFixed(1))
        .join(' '),
    );
  }
  return svg('path', {
    d: `M${points.join('L')}`,
    fill: 'none',
    stroke: '#b5d9ea',
    'stroke-width': 70 / metresPerPixel,
    'stroke-linecap': 'round',
  });
}

function metresPerDegreeEast({ latitude }: Place): number {
  // One value for a whole tenth of a degree, so that neighbouring cards show the same streets.
  return METRES_PER_DEGREE * Math.cos((Math.round(latitude * 10) / 10) * (Math.PI / 180));
}

/** 0 to 1, always the same for the same pair. */
function noise(a: number, b: number): number {
  const value = Math.sin(a * 127.1 + b * 311.7) * 43_758.5453;
  return value - Math.floor(value);
}
