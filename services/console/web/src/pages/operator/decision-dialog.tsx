import type { ReactNode } from 'react';
import { useApiForm } from '../../api/use-api-form.ts';
import { Button, Dialog, Form, TextArea } from '../../components/index.ts';

type Route = 'POST /operator/catalog/:featureKey/withdrawal' | 'POST /operator/catalog/:featureKey/reinstatement';

/** As the server counts: in characters. */
const LENGTH = { min: 5, max: 500 };

/** Takes a feature from every city, or gives it back, for a reason that stays. */
export function DecisionDialog({
  route,
  featureKey,
  title,
  submit,
  done,
  help,
  look,
  onClose,
  children,
}: {
  route: Route;
  featureKey: string;
  title: string;
  submit: string;
  done: string;
  help: string;
  look: 'primary' | 'danger';
  onClose: () => void;
  children: ReactNode;
}) {
  const form = useApiForm<Route, { reason: string }>(route, {
    defaultValues: { reason: '' },
    input: (body) => ({ params: { featureKey }, body }),
    done,
    onDone: onClose,
  });
  return (
    <Dialog open title={title} onClose={onClose}>
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
          help={help}
          maxLength={LENGTH.max}
          required
          {...form.field('reason', {
            validate: (reason) =>
              reason.trim().length >= LENGTH.min ||
              `何が起きたかがわかるように、${LENGTH.min}文字以上で書いてください。`,
          })}
        />
      </Form>
    </Dialog>
  );
}
