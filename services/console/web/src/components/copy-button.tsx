import { ApiProblem } from '../api/problem.ts';
import { Button } from './button.tsx';
import { toast } from './toast-store.ts';

/** Puts a text on the clipboard and says so. `what` names it: 「Webhook URL」. */
export function CopyButton({ text, what }: { text: string; what: string }) {
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      toast.success(`${what}をコピーしました`);
    } catch {
      const message = 'コピーできませんでした。文字を選んで、コピーしてください。';
      toast.problem(new ApiProblem({ status: 0, code: 'CLIPBOARD', message }));
    }
  };
  return (
    <Button size="sm" icon="copy" onClick={copy}>
      コピー<span className="sr-only">：{what}</span>
    </Button>
  );
}
