import mark from './mark.svg';

export function Brand({ children }: { children?: React.ReactNode }) {
  return (
    <span className="flex min-w-0 items-center gap-3">
      <img src={mark} alt="" className="size-9" />
      <span className="flex min-w-0 flex-col">
        <span className="text-dns-16B-120 whitespace-nowrap">手のひら市役所</span>
        {children}
      </span>
    </span>
  );
}
