// Asks again who is there before money, exports and roles; the call that was refused is then repeated by itself.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { api } from '../api/client.ts';
import { startPasskey, supportsPasskeys } from '../api/passkeys.ts';
import { type ApiProblem, toProblem } from '../api/problem.ts';
import { type Proof, provideStepUp } from '../api/step-up.ts';
import { Button, Dialog, ProblemNotice } from '../components/index.ts';
import { SecondFactorField } from './second-factor-field.tsx';

type Waiting = { resolve: () => void; reject: (reason: DOMException) => void };

/** Once in the shell. */
export function StepUpDialog() {
  const [proof, setProof] = useState<Proof>();
  const waiting = useRef<Waiting | undefined>(undefined);
  const queryClient = useQueryClient();
  useEffect(
    () =>
      provideStepUp(
        (demanded) =>
          new Promise((resolve, reject) => {
            waiting.current = { resolve, reject };
            setProof(demanded);
          }),
      ),
    [],
  );
  const end = (finish: (waiting: Waiting) => void) => {
    const who = waiting.current;
    waiting.current = undefined;
    setProof(undefined);
    if (who !== undefined) finish(who);
  };
  return (
    <Dialog
      open={proof !== undefined}
      title="本人の確認"
      onClose={() => end(({ reject }) => reject(new DOMException('declined', 'AbortError')))}
    >
      <p>
        お金・個人情報の持ち出し・役割・サインインの方法にかかわる操作です。続けるには、もう一度あなたであることを確かめさせてください。
      </p>
      <StepUpForm
        takesCode={proof === 'any'}
        onProven={() => {
          end(({ resolve }) => resolve());
          void queryClient.invalidateQueries({ queryKey: ['/me'] });
        }}
      />
    </Dialog>
  );
}

function StepUpForm({ takesCode, onProven }: { takesCode: boolean; onProven: () => void }) {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem>();
  const prove = async (by: () => Promise<unknown>) => {
    setBusy(true);
    setProblem(undefined);
    try {
      await by();
      onProven();
    } catch (error) {
      setProblem(toProblem(error));
    } finally {
      setBusy(false);
    }
  };
  const byPasskey = async () => {
    const { options } = await api.post('/step-up/passkey/options');
    await api.post('/step-up/passkey', { body: { response: await startPasskey(options) } });
  };
  return (
    <div className="flex flex-col gap-6">
      {problem !== undefined && <ProblemNotice problem={problem} />}
      {supportsPasskeys() && (
        <Button look="primary" size="lg" icon="key" busy={isBusy} onClick={() => void prove(byPasskey)}>
          パスキーで確かめる
        </Button>
      )}
      {takesCode ? (
        <>
          {supportsPasskeys() && <p className="text-center text-solid-gray-700">または</p>}
          <CodeForm busy={isBusy} onCode={(code) => void prove(() => api.post('/step-up/code', { body: { code } }))} />
        </>
      ) : (
        <p>
          この操作は、パスキーでだけ確かめられます。まだ登録していないときは、右上の名前から「自分のアカウント」を開いて登録してください。
          {!supportsPasskeys() && 'このブラウザーはパスキーを使えないため、ほかの端末で操作してください。'}
        </p>
      )}
    </div>
  );
}

function CodeForm({ busy, onCode }: { busy: boolean; onCode: (code: string) => void }) {
  const [code, setCode] = useState('');
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        onCode(code.trim());
      }}
    >
      <SecondFactorField value={code} onChange={(event) => setCode(event.target.value)} />
      <div>
        <Button type="submit" busy={busy}>
          コードで確かめる
        </Button>
      </div>
    </form>
  );
}
