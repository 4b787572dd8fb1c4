/** The feature's picture, as on the rich menu. Decoration: its name stands beside it. */
export function FeatureIcon({ svg, isOn = true }: { svg: string; isOn?: boolean }) {
  return (
    <span
      className={`flex size-16 shrink-0 items-center justify-center rounded-16 p-3 ${isOn ? 'bg-[#e8f1fe]' : 'bg-solid-gray-50 grayscale'}`}
    >
      <img src={`data:image/svg+xml,${encodeURIComponent(svg)}`} alt="" className="size-full" />
    </span>
  );
}
