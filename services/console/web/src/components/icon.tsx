// Outlines of 24 x 24, drawn with one stroke.
const OUTLINES = {
  home: 'M4 11 12 4l8 7M6 9.5V20h4.5v-5.5h3V20H18V9.5',
  inbox: 'M4 13.5 6.5 5h11L20 13.5V19H4zM4 13.5h4.5l1.5 2.5h4l1.5-2.5H20',
  puzzle: 'M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM16.5 13.5v6M13.5 16.5h6',
  bin: 'M4.5 7h15M9.5 7V4.5h5V7M6.5 7l1 13h9l1-13M10.2 10.5v6M13.8 10.5v6',
  coin: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM8.7 7.5 12 12l3.3-4.5M12 12v5M9 13h6M9 15.3h6',
  message: 'M4 5h16v11.5H11L6.5 20v-3.5H4zM8 9h8M8 12.3h5',
  menuGrid: 'M6 3.5h12v17H6zM6 13h12M12 13v7.5M10.5 6h3',
  people:
    'M9 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 19.5c.5-3.6 3-5.5 6.5-5.5s6 1.9 6.5 5.5M16 5a3.2 3.2 0 0 1 0 6.2M17.5 14.2c2.3.6 3.7 2.4 4 5.3',
  settings:
    'M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM10.3 3.5h3.4l.5 2.4 1.7 1 2.3-.8 1.7 3-1.8 1.6v2l1.8 1.6-1.7 3-2.3-.8-1.7 1-.5 2.5h-3.4l-.5-2.5-1.7-1-2.3.8-1.7-3 1.8-1.6v-2L4.1 9.1l1.7-3 2.3.8 1.7-1z',
  building: 'M4 20.5h16M6 20.5v-14h8v14M14 10h4v10.5M9 10h2M9 13.5h2M9 17h2',
  rocket:
    'M12 3.5c3.3 2.3 4.6 5.8 4 10H8c-.6-4.2.7-7.7 4-10zM8 12l-2.5 3.5 2.5 1M16 12l2.5 3.5-2.5 1M10.5 17c0 1.8.5 2.8 1.5 3.5 1-.7 1.5-1.7 1.5-3.5M12 8.2v.1',
  book: 'M5 4.5h6.5c.4 0 .5.2.5.6V20c0-.6-.5-1-1-1H5zM19 4.5h-6.5c-.4 0-.5.2-.5.6V20c0-.6.5-1 1-1h6z',
  receipt: 'M6 3.5h12v17l-2-1.5-2 1.5-2-1.5-2 1.5-2-1.5-2 1.5zM9 8h6M9 11.5h6M9 15h3.5',
  queue: 'M4 6.5h16M4 12h16M4 17.5h10M18.5 15l2 2.5-2 2.5',
  shield: 'M12 3.5 19 6v5.5c0 4.2-2.7 7.3-7 9-4.3-1.7-7-4.8-7-9V6zM9 11.8l2.2 2.2 4-4.2',
  key: 'M8.5 10.5a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM11.3 11.7 20 3.5M16 7.3l2.5 2.5M8.5 14.4v.1',
  user: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5c.6-4 3.2-6 7.5-6s6.9 2 7.5 6',
  exit: 'M10 4.5H5v15h5M9.5 12H20M16 8l4 4-4 4',
  menu: 'M4 6.5h16M4 12h16M4 17.5h16',
  close: 'M5.5 5.5l13 13M18.5 5.5l-13 13',
  check: 'M4.5 12.5 10 18 19.5 7',
  plus: 'M12 4.5v15M4.5 12h15',
  minus: 'M4.5 12h15',
  trash: 'M4.5 7h15M9.5 7V4.5h5V7M6.5 7l1 13h9l1-13',
  copy: 'M8.5 8.5h11v11h-11zM15.5 8.5v-4h-11v11h4',
  download: 'M12 4v11M7.5 11 12 15.5 16.5 11M4.5 19.5h15',
  upload: 'M12 15.5V4.5M7.5 9 12 4.5 16.5 9M4.5 19.5h15',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5l5 5',
  down: 'M5.5 9 12 15.5 18.5 9',
  up: 'M5.5 15.5 12 9l6.5 6.5',
  right: 'M9 5.5 15.5 12 9 18.5',
  left: 'M15 5.5 8.5 12l6.5 6.5',
  sort: 'M8 9.5 12 5l4 4.5M8 14.5 12 19l4-4.5',
  info: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 11v5.5M12 7.7v.1',
  warning: 'M12 4 21.5 20h-19zM12 10v4.5M12 17.2v.1',
  error: 'M8.3 3.5h7.4l4.8 4.8v7.4l-4.8 4.8H8.3l-4.8-4.8V8.3zM12 7.5v5.5M12 16.2v.1',
  clock: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 7.5V12l3 2.5',
  pin: 'M12 21s-6.5-6.4-6.5-11a6.5 6.5 0 0 1 13 0c0 4.6-6.5 11-6.5 11zM12 7.8a2.3 2.3 0 1 0 0 4.6 2.3 2.3 0 0 0 0-4.6z',
  external: 'M13.5 4.5h6v6M19.5 4.5 11 13M10 5.5H4.5v14h14V14',
  list: 'M9 6.5h11M9 12h11M9 17.5h11M4.5 6.5h.1M4.5 12h.1M4.5 17.5h.1',
  retry: 'M19.5 12a7.5 7.5 0 1 1-2.2-5.3L19.5 9M19.5 4v5h-5',
  offline: 'M4 4l16 16M5 10.5a11 11 0 0 1 4-2.3M12 7.5c2.7 0 5.2 1.1 7 3M8 14a6 6 0 0 1 4-1.5M12 18.2v.1',
  laptop: 'M5 5.5h14v10H5zM2.5 19h19',
} as const;

export type IconName = keyof typeof OUTLINES;

/** Decoration: what it means stands beside it in words. `1.5em` wide unless `className` says otherwise. */
export function Icon({ name, className = 'size-6' }: { name: IconName; className?: string }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" className={`shrink-0 ${className}`}>
      <path
        d={OUTLINES[name]}
        fill="none"
        stroke="currentColor"
        strokeWidth={1.7}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
