// A map of Leaflet on 地理院タイル. It is an addition: what it shows stands in words as well, and it works without tiles.
import type { LayerGroup, Map as LeafletMap } from 'leaflet';
import { useEffect, useId, useRef, useState } from 'react';
import { ExternalLink } from './button.tsx';
import { Icon, type IconName } from './icon.tsx';

export type MapMarker = { key: string; latitude: number; longitude: number; label: string };

export type MapViewProps = {
  /** What the map shows, for those who do not see it. */
  label: string;
  markers: readonly MapMarker[];
  /** Where to look if there is no marker. */
  center?: { latitude: number; longitude: number };
  onPress?: (key: string) => void;
  /** A Tailwind height. */
  height?: string;
};

const TILES = 'https://cyberjapandata.gsi.go.jp/xyz/pale/{z}/{x}/{y}.png';
/** https://maps.gsi.go.jp/development/ichiran.html */
const TILE_LIST = 'https://maps.gsi.go.jp/development/ichiran.html';
const JAPAN = { latitude: 36.2, longitude: 138.2 };
const ZOOM = { alone: 16, farthest: 5, nearest: 18 };

export function MapView({ label, markers, center = JAPAN, onPress, height = 'h-96' }: MapViewProps) {
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const [tilesMissing, setTilesMissing] = useState(false);
  const [drawn, setDrawn] = useState<{ map: LeafletMap; layer: LayerGroup }>();
  const press = useRef(onPress);
  useEffect(() => {
    press.current = onPress;
  }, [onPress]);
  const { latitude, longitude } = center;

  // biome-ignore lint/correctness/useExhaustiveDependencies: the map is made once and moved afterwards
  useEffect(() => {
    let map: LeafletMap | undefined;
    let isGone = false;
    void import('leaflet').then((leaflet) => {
      if (isGone || box.current === null) return;
      // Our own buttons and attribution: Leaflet's are written as markup, which the page's CSP forbids.
      map = leaflet.map(box.current, { zoomControl: false, attributionControl: false, maxZoom: ZOOM.nearest });
      map.setView([latitude, longitude], ZOOM.farthest);
      const tiles = leaflet.tileLayer(TILES, { minZoom: ZOOM.farthest, maxZoom: ZOOM.nearest });
      tiles.on('tileerror', () => setTilesMissing(true)).on('tileload', () => setTilesMissing(false));
      tiles.addTo(map);
      setDrawn({ map, layer: leaflet.layerGroup().addTo(map) });
    });
    return () => {
      isGone = true;
      map?.remove();
    };
  }, []);

  const shown = JSON.stringify(markers);
  useEffect(() => {
    if (drawn === undefined) return;
    const places: MapMarker[] = JSON.parse(shown);
    void import('leaflet').then((leaflet) => {
      drawn.layer.clearLayers();
      for (const { key, label: words, ...place } of places) {
        const icon = leaflet.divIcon({ html: drawPin(), className: '', iconSize: [32, 40], iconAnchor: [16, 39] });
        const marker = leaflet.marker([place.latitude, place.longitude], { icon, title: words, alt: words });
        marker.on('click', () => press.current?.(key)).on('keypress', () => press.current?.(key));
        drawn.layer.addLayer(marker);
      }
      const [first, ...others] = places;
      if (first === undefined) drawn.map.setView([latitude, longitude]);
      else if (others.length === 0) drawn.map.setView([first.latitude, first.longitude], ZOOM.alone);
      else {
        const bounds = leaflet.latLngBounds(places.map((place) => [place.latitude, place.longitude]));
        drawn.map.fitBounds(bounds.pad(0.2), { maxZoom: ZOOM.alone });
      }
    });
  }, [drawn, shown, latitude, longitude]);

  return (
    <figure className="flex flex-col gap-1">
      <div className="relative isolate overflow-hidden rounded-12 border border-line">
        <div
          ref={box}
          role="application"
          aria-label={label}
          aria-describedby={id}
          className={`${height} bg-solid-gray-50`}
        />
        <div className="absolute top-3 right-3 z-500 flex flex-col overflow-hidden rounded-8 border border-solid-gray-420 bg-white">
          <ZoomButton icon="plus" label="地図を拡大する" onPress={() => drawn?.map.zoomIn()} />
          <ZoomButton icon="minus" label="地図を縮小する" onPress={() => drawn?.map.zoomOut()} />
        </div>
        {tilesMissing && (
          <p className="absolute inset-x-3 bottom-3 z-500 rounded-8 bg-white/95 px-3 py-2 text-dns-14N-130">
            背景の地図を読み込めません。印の位置は正しく表示しています。
          </p>
        )}
      </div>
      <figcaption id={id} className="text-dns-14N-130 text-solid-gray-700">
        地図：<ExternalLink href={TILE_LIST}>地理院タイル</ExternalLink>
      </figcaption>
    </figure>
  );
}

function ZoomButton({ icon, label, onPress }: { icon: IconName; label: string; onPress: () => void }) {
  return (
    <button
      type="button"
      aria-label={label}
      className="p-2.5 hover:bg-blue-50 focus-visible:-outline-offset-4"
      onClick={onPress}
    >
      <Icon name={icon} className="size-5" />
    </button>
  );
}

const SVG = 'http://www.w3.org/2000/svg';

function drawPin(): HTMLElement {
  const holder = document.createElement('span');
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 32 40');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', 'M16 39C10 31 3 24 3 15a13 13 0 0 1 26 0c0 9-7 16-13 24z');
  path.setAttribute('fill', '#0017c1');
  path.setAttribute('stroke', '#fff');
  path.setAttribute('stroke-width', '2');
  const dot = document.createElementNS(SVG, 'circle');
  for (const [name, value] of Object.entries({ cx: '16', cy: '15', r: '5', fill: '#fff' }))
    dot.setAttribute(name, value);
  svg.append(path, dot);
  holder.append(svg);
  return holder;
}
