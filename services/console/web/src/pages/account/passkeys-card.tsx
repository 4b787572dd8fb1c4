import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { AnswerOf } from '../../api/api-types.ts';
import { api } from '../../api/client.ts';
import { registerPasskey, supportsPasskeys } from '../../api/passkeys.ts';
import { toProblem } from '../../api/problem.ts';
import { useApiMutation, useApiQuery } from '../../api/use-api.ts';
import {
  Button,
  Card,
  type Column,
  ConfirmDialog,
  DateTime,
  EmptyState,
  Loaded,
  Table,
  toast,
} from '../../components/index.ts';
import { suggestLabel } from '../../credentials/passkey-label.ts';

type Passkey = AnswerOf<'GET /me/passkeys'>['passkeys'][number];

export function PasskeysCard({ onChanged }: { onChanged: () => void }) {
  const passkeys = useApiQuery('/me/passkeys');
  const [removing, setRemoving] = useState<Passkey>();
  const remove = useApiMutation('DELETE /me/passkeys/:passkeyId', {
    done: 'パスキーを消しました。',
    onDone: () => {
      setRemoving(undefined);
      onChanged();
    },
    invalidates: ['/me/passkeys'],
  });
  return (
    <Card
      title="パスキー"
      lead="端末の指紋・顔・暗証番号でサインインします。使う端末ごとに登録できます。"
      actions={<AddPasskeyButton onAdded={onChanged} />}
    >
      <Loaded query={passkeys}>
        {({ passkeys: rows }) => (
          <Table
            caption="登録したパスキー"
            columns={columns(setRemoving)}
            rows={rows}
            rowKey={({ passkeyId }) => passkeyId}
            empty={<EmptyState icon="key" title="パスキーはまだありません" />}
          />
        )}
      </Loaded>
      <ConfirmDialog
        open={removing !== undefined}
        title={`「${removing?.label ?? ''}」を消しますか`}
        confirm="消す"
        look="danger"
        busy={remove.isPending}
        onClose={() => setRemoving(undefined)}
        onConfirm={() => removing && remove.mutate({ params: { passkeyId: removing.passkeyId } })}
      >
        <p>この端末では、このパスキーでサインインできなくなります。</p>
      </ConfirmDialog>
    </Card>
  );
}

function columns(onRemove: (passkey: Passkey) => void): Column<Passkey>[] {
  return [
    { key: 'label', header: '名前', cell: ({ label }) => label },
    { key: 'createdAt', header: '登録した日', cell: ({ createdAt }) => <DateTime value={createdAt} format="short" /> },
    { key: 'lastUsedAt', header: '最後に使ったとき', cell: ({ lastUsedAt }) => <DateTime value={lastUsedAt} /> },
    {
      key: 'remove',
      header: <span className="sr-only">操作</span>,
      align: 'end',
      cell: (passkey) => (
        <Button size="sm" icon="trash" onClick={() => onRemove(passkey)}>
          消す<span className="sr-only">：{passkey.label}</span>
        </Button>
      ),
    },
  ];
}

function AddPasskeyButton({ onAdded }: { onAdded: () => void }) {
  const [isBusy, setBusy] = useState(false);
  const queryClient = useQueryClient();
  const add = async () => {
    setBusy(true);
    try {
      const { options } = await api.post('/me/passkeys/options');
      const response = await registerPasskey(options);
      await api.post('/me/passkeys', { body: { response, label: suggestLabel(navigator.userAgent) } });
      toast.success('パスキーを登録しました。');
      onAdded();
      await queryClient.invalidateQueries({ queryKey: ['/me/passkeys'] });
    } catch (error) {
      if (!(error instanceof DOMException)) toast.problem(toProblem(error));
    } finally {
      setBusy(false);
    }
  };
  if (!supportsPasskeys()) return null;
  return (
    <Button icon="plus" busy={isBusy} onClick={() => void add()}>
      この端末のパスキーを登録
    </Button>
  );
}
