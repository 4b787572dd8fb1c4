import { type ReactNode, useId, useState } from 'react';
import { buttonClasses } from './button.tsx';
import { classNames } from './class-names.ts';
import { FieldError, type FieldProps, FieldWords } from './field.tsx';
import { Icon } from './icon.tsx';

export type FileDropProps = Pick<FieldProps, 'error'> & {
  label: string;
  help?: ReactNode;
  /** As `<input accept>`: `.csv,text/csv`. */
  accept: string;
  /** How much of it is sent, 0 to 1; see useUpload. */
  progress?: number | undefined;
  disabled?: boolean;
} & ({ onFile: (file: File) => void; onFiles?: never } | { onFiles: (files: File[]) => void; onFile?: never });

/** A file, or several at once with `onFiles`, chosen by button or dropped here. What is in it is checked by the server. */
export function FileDrop({ label, help, accept, error, progress, disabled = false, onFile, onFiles }: FileDropProps) {
  const id = useId();
  const [isOver, setIsOver] = useState(false);
  const [names, setNames] = useState<string[]>([]);
  const isSending = progress !== undefined && progress < 1;
  const take = (given: FileList | null) => {
    const files = [...(given ?? [])].slice(0, onFiles ? undefined : 1);
    const [file] = files;
    if (!file || disabled || isSending) return;
    setNames(files.map(({ name }) => name));
    onFiles?.(files);
    onFile?.(file);
  };
  return (
    <div className="flex flex-col gap-2">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the button inside does the same by keyboard */}
      <div
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setIsOver(false);
          take(event.dataTransfer.files);
        }}
        className={classNames(
          'flex flex-col items-center gap-3 rounded-12 border-2 border-dashed px-6 py-8 text-center',
          isOver ? 'border-blue-900 bg-blue-50' : 'border-solid-gray-420 bg-white',
        )}
      >
        <Icon name="upload" className="size-8 text-blue-900" />
        <input
          id={id}
          type="file"
          accept={accept}
          multiple={onFiles !== undefined}
          disabled={disabled || isSending}
          aria-describedby={help === undefined ? undefined : `${id}-help`}
          className="peer sr-only"
          onChange={(event) => {
            take(event.target.files);
            event.target.value = '';
          }}
        />
        <label
          htmlFor={id}
          className={classNames(
            buttonClasses({}),
            'peer-focus-visible:outline-4 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-black',
            disabled || isSending ? 'cursor-not-allowed opacity-60' : 'cursor-pointer',
          )}
        >
          {label}
        </label>
        <p className="text-solid-gray-700">ここにファイルを置いても選べます</p>
        <FieldWords id={id} help={help} />
        {names.length > 0 && <p className="font-bold">{names.join('、')}</p>}
        {isSending && (
          <progress
            aria-label="送っています"
            value={progress}
            max={1}
            className="h-3 w-full max-w-80 accent-blue-900"
          />
        )}
      </div>
      <FieldError id={id} error={error} />
    </div>
  );
}
