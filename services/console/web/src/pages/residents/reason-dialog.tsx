import type { ReactNode } from 'react';
import type { AnswerOf } from '../../api/api-types.ts';
import { useApiForm } from '../../api/use-api-form.ts';
import { Button, Dialog, Form, TextArea } from '../../components/index.ts';

type Route =
  | 'POST /residents/:residentId/opening'
  | 'POST /residents/:residentId/identity'
  | 'POST /residents/:residentId/deletion';

/** As the server counts: in characters. */
const LENGTH = { min: 5, max: 200 };

/** Asks why, before anything about a person is shown or done. */
export function ReasonDialog<Key extends Route>({
  route,
  open,
  residentId,
  title,
  submit,
  help,
  look = 'primary',
  onClose,
  onDone,
  children,
}: {
  route: Key;
  open: boolean;
  residentId: string;
  title: string;
  submit: string;
  help: string;
  look?: 'primary' | 'danger';
  onClose: () => void;
  onDone: (answer: AnswerOf<Key>) => void;
  children: ReactNode;
}) {
  const form = useApiForm<Route, { reason: string }>(route, {
    defaultValues: { reason: '' },
    input: (body) => ({ params: { residentId }, body }),
    onDone: (answer) => onDone(answer as AnswerOf<Key>), // of that route
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
