import type { ComponentProps, ReactNode } from 'react';
import { Link, type LinkProps } from 'react-router';
import { classNames } from './class-names.ts';
import { Icon, type IconName } from './icon.tsx';

/** `primary` once a page; `danger` for what cannot be undone; `text` beside others. */
export type ButtonLook = 'primary' | 'secondary' | 'danger' | 'text';
export type ButtonSize = 'lg' | 'md' | 'sm';

type Look = { look?: ButtonLook | undefined; size?: ButtonSize | undefined; icon?: IconName | undefined };

const LOOKS: Readonly<Record<ButtonLook, string>> = {
  primary:
    'bg-blue-900 text-white hover:bg-blue-1000 hover:underline active:bg-blue-1200 disabled:bg-solid-gray-300 disabled:text-solid-gray-800',
  secondary:
    'border border-current bg-white text-blue-900 hover:bg-blue-100 hover:text-blue-1000 hover:underline active:bg-blue-200 disabled:bg-white disabled:text-solid-gray-536',
  danger:
    'bg-red-900 text-white hover:bg-red-1000 hover:underline active:bg-red-1200 disabled:bg-solid-gray-300 disabled:text-solid-gray-800',
  text: 'text-blue-900 underline hover:bg-blue-50 hover:text-blue-1000 active:bg-blue-100 disabled:text-solid-gray-536 disabled:no-underline',
};

const SIZES: Readonly<Record<ButtonSize, string>> = {
  lg: 'min-h-14 min-w-34 rounded-8 px-6 py-3 text-oln-16B-100',
  md: 'min-h-12 min-w-24 rounded-8 px-4 py-2 text-oln-16B-100',
  sm: 'min-h-9 min-w-16 rounded-6 px-3 py-1 text-oln-14B-100 whitespace-nowrap',
};

const BASE =
  'inline-flex items-center justify-center gap-2 text-center leading-130 underline-offset-4 disabled:cursor-not-allowed';

export function buttonClasses({ look = 'secondary', size = 'md' }: Look): string {
  return classNames(BASE, LOOKS[look], SIZES[size]);
}

export type ButtonProps = ComponentProps<'button'> &
  Look & {
    /** Shows that it works and takes no second press; the focus stays on it. */
    busy?: boolean | undefined;
  };

/** A native button; `type="button"` unless it says `submit`. */
export function Button({ look, size, icon, busy = false, className, children, onClick, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      className={classNames(buttonClasses({ look, size }), busy && 'cursor-progress opacity-80', className)}
    >
      <Face icon={icon} busy={busy}>
        {children}
      </Face>
    </button>
  );
}

/** Goes to a page, and looks like a button. */
export function LinkButton({ look, size, icon, className, children, ...rest }: LinkProps & Look) {
  return (
    <Link {...rest} className={classNames(buttonClasses({ look, size }), className)}>
      <Face icon={icon}>{children}</Face>
    </Link>
  );
}

/** A link in a text. */
export function TextLink({ className, ...rest }: LinkProps) {
  return <Link {...rest} className={classNames(LINK, className)} />;
}

/** A link out of the console, in a tab of its own. */
export function ExternalLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a href={href} target="_blank" rel="noreferrer" className={LINK}>
      {children}
      <Icon name="external" className="ml-1 inline size-4 align-[-2px]" />
      <span className="sr-only">（新しいタブで開きます）</span>
    </a>
  );
}

export const LINK =
  'text-blue-1000 underline underline-offset-4 hover:decoration-[0.1875rem] focus-visible:rounded-4 focus-visible:bg-yellow-300';

function Face({ icon, busy = false, children }: { icon: IconName | undefined; busy?: boolean; children: ReactNode }) {
  return (
    <>
      {busy ? <Spinner /> : icon !== undefined && <Icon name={icon} className="size-5" />}
      <span>{children}</span>
    </>
  );
}

export function Spinner() {
  return (
    <span
      aria-hidden="true"
      className="size-4 shrink-0 animate-spin rounded-full border-2 border-current border-t-transparent"
    />
  );
}
