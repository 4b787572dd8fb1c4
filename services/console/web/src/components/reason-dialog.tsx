import type { ReactNode } from 'react';
import type { AnswerOf, InputOf, RouteKey } from '../api/api-types.ts';
import { useApiForm } from '../api/use-api-form.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { Form } from './form.tsx';
import { TextArea } from './text-field.tsx';

/** As the server counts: in characters. */
const LENGTH = { min: 5, max: 200 };

/** Asks why, before something is shown or done that stays in the audit log with its reason. */
export function ReasonDialog<Key extends RouteKey>({
  route,
  input,
  open,
  title,
  submit,
  help,
  look = 'primary',
  done,
  onClose,
  onDone,
  children,
}: {
  route: Key;
  /** What the route takes, with that reason. */
  input: (reason: string) => InputOf<Key>;
  open: boolean;
  title: string;
  submit: string;
  help: string;
  look?: 'primary' | 'danger';
  done?: string;
  onClose: () => void;
  onDone: (answer: AnswerOf<Key>) => void;
  children: ReactNode;
}) {
  const form = useApiForm<Key, { reason: string }>(route, {
    defaultValues: { reason: '' },
    input: ({ reason }) => input(reason),
    ...(done === undefined ? {} : { done }),
    onDone,
    resetAfter: true,
  });
  return (
    <Dialog open={open} title={title} onClose={onClose}>
      {children}
      <Form
        form={form}
        submit={submit}
        look={look}
        actions={
          <Button size="lg" onClick={onClose}>
            やめる
          </Button>
        }
      >
        <TextArea
          label="理由"
          help={`${help}（${LENGTH.min}文字から${LENGTH.max}文字）`}
          maxLength={LENGTH.max}
          required
          {...form.field('reason', {
            validate: (reason) =>
              reason.trim().length >= LENGTH.min ||
              `あとで読む人にわかるように、${LENGTH.min}文字以上で書いてください。`,
          })}
        />
      </Form>
    </Dialog>
  );
}
