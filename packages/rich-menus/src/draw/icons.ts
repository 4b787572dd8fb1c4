// The icons, drawn by us: solid shapes of two tones on a square of 100, legible at the size of a fingertip.
import type { IconKey } from '../icon-keys.ts';

/** `ink` draws, `ground` is what it is drawn on and cuts out. */
export type IconColours = { ink: string; ground: string };

type Draw = (colours: Pens) => string;

type Pens = {
  /** Attributes: a filled shape, a paler one, a cut-out, and lines of either. */
  fill: string;
  pale: string;
  cut: string;
  line(width: number): string;
  cutLine(width: number): string;
};

const ICONS: Readonly<Record<IconKey, Draw>> = {
  garbage: ({ fill, line, cutLine }) =>
    `<path d="M39 25v-4a5 5 0 0 1 5-5h12a5 5 0 0 1 5 5v4" ${line(6)}/><rect x="20" y="24" width="60" height="10" rx="5" ${fill}/>
     <path d="M27 40h46l-4 40a7 7 0 0 1-7 6H38a7 7 0 0 1-7-6z" ${fill}/><path d="M41.5 50l1 25M50 50v25M58.5 50l-1 25" ${cutLine(5)}/>`,
  road: ({ fill, pale, cut }) =>
    `<path d="M33 16h4L19 84h-9zM67 16h-4l18 68h9z" ${pale}/><path d="M41 16h18l16 70H25z" ${fill}/>
     <rect x="47" y="22" width="6" height="12" rx="2" ${cut}/><rect x="46.5" y="42" width="7" height="14" rx="2" ${cut}/><rect x="46" y="65" width="8" height="16" rx="2" ${cut}/>`,
  benefit: ({ fill, pale, cutLine }) =>
    `<circle cx="50" cy="37" r="27" ${fill}/><path d="m39 24 11 14 11-14M50 38v17M40 39h20M40 47h20" ${cutLine(5.5)}/>
     <path d="M12 72c9-7 19-7 28-1l4 3h14l20-10a6 6 0 0 1 7 10L68 87c-1 1-3 2-5 2H28c-5 0-10-2-16-3z" ${pale}/>`,
  identity: ({ fill, cut, cutLine }) =>
    `<rect x="11" y="23" width="78" height="54" rx="9" ${fill}/><circle cx="34" cy="42" r="8.5" ${cut}/>
     <path d="M19 66c0-10 6-14 15-14s15 4 15 14z" ${cut}/><path d="M59 40h19M59 51h19M59 62h11" ${cutLine(5.5)}/>`,
  survey: ({ fill, cut, cutLine }) =>
    `<rect x="21" y="19" width="58" height="68" rx="9" ${fill}/><rect x="34" y="9" width="32" height="20" rx="7" ${cut}/><rect x="38" y="12" width="24" height="13" rx="5" ${fill}/>
     <path d="m31 45 5.5 5.5L47 39M56 46h13M31 67l5.5 5.5L47 61M56 68h13" ${cutLine(5.5)}/>`,
  house: ({ fill, cut, line }) =>
    `<path d="m13 50 37-33 37 33" ${line(9)}/><path d="M25 54 50 32l25 22v28a4 4 0 0 1-4 4H29a4 4 0 0 1-4-4z" ${fill}/><path d="M42 86V66a4 4 0 0 1 4-4h8a4 4 0 0 1 4 4v20z" ${cut}/>`,
  report: ({ fill, cut }) =>
    `<path d="M24 15h52a12 12 0 0 1 12 12v31a12 12 0 0 1-12 12H54L36 88V70H24a12 12 0 0 1-12-12V27a12 12 0 0 1 12-12z" ${fill}/>
     <rect x="45.5" y="25" width="9" height="22" rx="4.5" ${cut}/><circle cx="50" cy="57.5" r="5.5" ${cut}/>`,
  procedure: ({ fill, cut, pale, cutLine }) =>
    `<path d="M24 12h31l19 19v50a6 6 0 0 1-6 6H24a6 6 0 0 1-6-6V18a6 6 0 0 1 6-6z" ${fill}/><path d="M55 12v14a5 5 0 0 0 5 5h14z" ${cut}/><path d="M58 15v10a3 3 0 0 0 3 3h10z" ${pale}/>
     <path d="M30 45h27M30 57h22M30 69h14" ${cutLine(5.5)}/><g transform="rotate(40 72 66)"><path d="M64 41h16v39l-8 13-8-13z" ${cut}/><path d="M67.5 41a4.5 4.5 0 0 1 9 0v38l-4.5 8-4.5-8z" ${fill}/></g>`,
  event: ({ fill, cut, cutLine }) =>
    `<rect x="14" y="22" width="72" height="64" rx="9" ${fill}/><path d="M14 42h72" ${cutLine(5)}/><rect x="27" y="10" width="14" height="26" rx="6" ${cut}/><rect x="59" y="10" width="14" height="26" rx="6" ${cut}/>
     <rect x="30.5" y="13" width="7" height="19" rx="3.5" ${fill}/><rect x="62.5" y="13" width="7" height="19" rx="3.5" ${fill}/>
     <path d="m50 48 5 10.2 11.2 1.6-8.1 7.9 1.9 11.200L50 73.600l-10 5.3 1.9-11.2-8.1-7.900L45 58.200z" ${cut}/>`,
  information: ({ fill, pale, line }) =>
    `<path d="M30 62h12l6 21a4 4 0 0 1-4 5h-5a5 5 0 0 1-5-4z" ${pale}/><path d="M20 36h16l28-19a4 4 0 0 1 6 3v58a4 4 0 0 1-6 3L36 62H20a7 7 0 0 1-7-7V43a7 7 0 0 1 7-7z" ${fill}/>
     <path d="M79 37q7 12 0 24" ${line(6)}/>`,
  disaster: ({ fill, cut }) =>
    `<path d="M50 10 84 22v25c0 20-14 34-34 42-20-8-34-22-34-42V22z" ${fill}/><rect x="45.5" y="29" width="9" height="27" rx="4.5" ${cut}/><circle cx="50" cy="68" r="5.8" ${cut}/>`,
  children: ({ fill, cut, line, cutLine }) =>
    `<circle cx="17" cy="55" r="8" ${fill}/><circle cx="83" cy="55" r="8" ${fill}/><circle cx="50" cy="54" r="33" ${fill}/><path d="M50 22c-9-2-9-13 0-12 6 1 6 8 1 8" ${line(5)}/>
     <circle cx="38" cy="51" r="4.5" ${cut}/><circle cx="62" cy="51" r="4.5" ${cut}/><path d="M37 65q13 12 26 0" ${cutLine(5.5)}/>`,
  health: ({ fill, cut }) =>
    `<path d="M50 87C24 67 10 51 12 36c2-18 26-25 38-8 12-17 36-10 38 8 2 15-12 31-38 51z" ${fill}/><path d="M45 36h10v11h11v10H55v11H45V57H34V47h11z" ${cut}/>`,
  bus: ({ fill, cut, line }) =>
    `<rect x="16" y="15" width="68" height="60" rx="11" ${fill}/><rect x="24" y="25" width="52" height="23" rx="5" ${cut}/><path d="M50 25v23" ${line(4)}/><circle cx="30" cy="62" r="5" ${cut}/><circle cx="70" cy="62" r="5" ${cut}/>
     <rect x="24" y="70" width="14" height="17" rx="5" ${fill}/><rect x="62" y="70" width="14" height="17" rx="5" ${fill}/>`,
  library: ({ fill, pale, cutLine }) =>
    `<path d="M47 29C37 19 24 18 11 22v54c13-4 26-3 36 7z" ${fill}/><path d="M53 29c10-10 23-11 36-7v54c-13-4-26-3-36 7z" ${pale}/>
     <path d="M21 37q9-1 16 4M21 50q9-1 16 4M21 63q9-1 16 4" ${cutLine(4.5)}/>`,
  place: ({ fill, cut }) =>
    `<path d="M50 91C31 66 20 55 20 40a30 30 0 0 1 60 0c0 15-11 26-30 51z" ${fill}/><circle cx="50" cy="40" r="12" ${cut}/>`,
  consultation: ({ fill, cut }) =>
    `<path d="M46 43h33a11 11 0 0 1 11 11v14a11 11 0 0 1-9 11v11L69 79H46a11 11 0 0 1-11-11V54a11 11 0 0 1 11-11z" ${fill}/>
     <path d="M19 11h39a13 13 0 0 1 13 13v19a13 13 0 0 1-13 13H36L20 70V56h-1A13 13 0 0 1 6 43V24a13 13 0 0 1 13-13z" ${cut}/>
     <path d="M20 15h37a10 10 0 0 1 10 10v17a10 10 0 0 1-10 10H35L24 61.5V52h-4a10 10 0 0 1-10-10V25a10 10 0 0 1 10-10z" ${fill}/>
     <circle cx="25" cy="34" r="4.2" ${cut}/><circle cx="38.5" cy="34" r="4.2" ${cut}/><circle cx="52" cy="34" r="4.2" ${cut}/>`,
  'city-hall': ({ fill, cut }) =>
    `<path d="M50 11 90 35v6H10v-6z" ${fill}/><circle cx="50" cy="28" r="5" ${cut}/><rect x="19" y="46" width="10" height="26" rx="2" ${fill}/><rect x="36" y="46" width="10" height="26" rx="2" ${fill}/>
     <rect x="54" y="46" width="10" height="26" rx="2" ${fill}/><rect x="71" y="46" width="10" height="26" rx="2" ${fill}/><rect x="10" y="77" width="80" height="10" rx="3" ${fill}/>`,
  park: ({ fill, line }) =>
    `<circle cx="50" cy="31" r="21" ${fill}/><circle cx="32" cy="48" r="17" ${fill}/><circle cx="68" cy="48" r="17" ${fill}/><rect x="45" y="48" width="10" height="37" rx="3" ${fill}/>
     <path d="M20 86h60" ${line(6)}/>`,
  menu: ({ fill, pale }) =>
    `<rect x="16" y="16" width="30" height="30" rx="8" ${fill}/><rect x="54" y="16" width="30" height="30" rx="8" ${fill}/><rect x="16" y="54" width="30" height="30" rx="8" ${fill}/><rect x="54" y="54" width="30" height="30" rx="15" ${pale}/>`,
  phone: ({ fill, line }) =>
    `<path d="M24 16l12-2a6 6 0 0 1 7 4l5 14a6 6 0 0 1-2 7l-7 6c4 9 9 14 17 18l6-7a6 6 0 0 1 7-2l14 6a6 6 0 0 1 3 7l-3 11a8 8 0 0 1-8 6C43 82 17 55 17 24a8 8 0 0 1 7-8z" ${fill}/>
     <path d="M61 15q21 3 24 24M60 29q9 2 11 11" ${line(5.5)}/>`,
  link: ({ fill, cutLine }) =>
    `<circle cx="50" cy="50" r="38" ${fill}/><ellipse cx="50" cy="50" rx="16" ry="38" ${cutLine(4.5)}/><path d="M12 50h76M18 31h64M18 69h64" ${cutLine(4.5)}/>`,
};

/** An SVG fragment on a square of 100. */
export function drawIcon(key: IconKey, { ink, ground }: IconColours): string {
  const lines = (colour: string) => (width: number) =>
    `fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"`;
  return ICONS[key]({
    fill: `fill="${ink}"`,
    pale: `fill="${ink}" fill-opacity=".62"`,
    cut: `fill="${ground}"`,
    line: lines(ink),
    cutLine: lines(ground),
  });
}
