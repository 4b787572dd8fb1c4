import { type ReactNode, useState } from 'react';
import type { AnswerOf, InputOf, RouteKey } from '../../api/api-types.ts';
import { useApiMutation } from '../../api/use-api.ts';
import { Button, ConfirmDialog, type IconName } from '../../components/index.ts';
import { ActionProblem } from './action-problem.tsx';

export type ConfirmedActionProps<Key extends RouteKey> = {
  route: Key;
  input: InputOf<Key>;
  /** On the button, and on the one that confirms. */
  label: string;
  look?: 'primary' | 'secondary' | 'danger';
  size?: 'lg' | 'md' | 'sm';
  icon?: IconName;
  disabled?: boolean;
  /** Read out after the label where several buttons say the same: 「K26-00012」. */
  about?: string;
  /** The question: 「受付を始めますか」. */
  title: string;
  /** What will happen, in numbers. */
  children: ReactNode;
  done?: string | ((answer: AnswerOf<Key>) => string);
  onDone?: (answer: AnswerOf<Key>) => void;
};

/** A button that asks before it acts. What goes wrong is said in the dialog, which stays open. */
export function ConfirmedAction<Key extends RouteKey>({
  route,
  input,
  label,
  look = 'secondary',
  size,
  icon,
  disabled,
  about,
  title,
  children,
  done,
  onDone,
}: ConfirmedActionProps<Key>) {
  const [isAsking, setAsking] = useState(false);
  const action = useApiMutation(route, {
    problem: 'shown',
    ...(done === undefined ? {} : { done }),
    onDone: (answer) => {
      setAsking(false);
      onDone?.(answer);
    },
  });
  const ask = (isOpen: boolean) => {
    action.reset();
    setAsking(isOpen);
  };
  return (
    <>
      <Button look={look} size={size} icon={icon} disabled={disabled} onClick={() => ask(true)}>
        {label}
        {about !== undefined && <span className="sr-only">：{about}</span>}
      </Button>
      <ConfirmDialog
        open={isAsking}
        title={title}
        confirm={label}
        look={look === 'danger' ? 'danger' : 'primary'}
        busy={action.isPending}
        onClose={() => ask(false)}
        onConfirm={() => action.mutate(input)}
      >
        {children}
        <ActionProblem error={action.error} />
      </ConfirmDialog>
    </>
  );
}
