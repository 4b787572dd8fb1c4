import { useState } from 'react';
import { useApiMutation } from '../../api/use-api.ts';
import { useApiForm } from '../../api/use-api-form.ts';
import { Button, ConfirmDialog, Dialog, Form, Notice, RadioGroup } from '../../components/index.ts';
import { useMe } from '../../shell/me.ts';
import { DepartmentsForm } from './departments-form.tsx';
import { type CityRole, ROLE_OPTIONS } from './roles.ts';
import type { StaffRow } from './staff-row.ts';

/** What an owner may change of one person. */
export function StaffDialog({ person, onClose }: { person: StaffRow; onClose: () => void }) {
  const { staffId } = useMe();
  const isMyself = person.staffId === staffId;
  return (
    <Dialog open title={person.name} onClose={onClose}>
      {isMyself ? (
        <>
          <Notice>自分の役割は変えられません。ほかの管理者に頼んでください。</Notice>
          <DepartmentsForm person={person} onClose={onClose} />
        </>
      ) : (
        <>
          <RoleForm person={person} onClose={onClose} />
          <DepartmentsForm person={person} onClose={onClose} />
          <Access person={person} onClose={onClose} />
        </>
      )}
    </Dialog>
  );
}

function RoleForm({ person, onClose }: { person: StaffRow; onClose: () => void }) {
  const form = useApiForm<'PUT /staff/:staffId/role', { role: string }>('PUT /staff/:staffId/role', {
    defaultValues: { role: person.role },
    input: ({ role }) => ({ params: { staffId: person.staffId }, body: { role: role as CityRole } }), // one of ROLE_OPTIONS
    done: '役割を変えました。すぐに効きます。',
    onDone: onClose,
  });
  return (
    <Form form={form} submit="役割を変える">
      <RadioGroup label="役割" options={ROLE_OPTIONS} {...form.field('role')} />
    </Form>
  );
}

function Access({ person: { staffId, name, status }, onClose }: { person: StaffRow; onClose: () => void }) {
  const [isAsking, setAsking] = useState(false);
  const invite = useApiMutation('POST /staff/:staffId/invitation', {
    done: '招待のメールを、もう一度送りました。',
    onDone: onClose,
  });
  const disable = useApiMutation('POST /staff/:staffId/disabling', { done: '利用を止めました。', onDone: onClose });
  const params = { staffId };
  return (
    <section className="flex flex-col gap-3 border-t border-line pt-6">
      <h3 className="text-std-18B-160">サインイン</h3>
      <p>
        招待しなおすと、これまでのパスキーと認証アプリは使えなくなります。スマートフォンをなくした人にも、これを使います。
      </p>
      <div className="flex flex-wrap gap-3">
        <Button busy={invite.isPending} onClick={() => invite.mutate({ params })}>
          招待しなおす
        </Button>
        {status !== 'disabled' && (
          <Button look="danger" onClick={() => setAsking(true)}>
            利用を止める
          </Button>
        )}
      </div>
      <ConfirmDialog
        open={isAsking}
        title={`${name}さんの利用を止めますか`}
        confirm="利用を止める"
        look="danger"
        busy={disable.isPending}
        onClose={() => setAsking(false)}
        onConfirm={() => disable.mutate({ params })}
      >
        <p>すぐにサインアウトされ、使えなくなります。この人がしたことの記録は残ります。</p>
      </ConfirmDialog>
    </section>
  );
}
