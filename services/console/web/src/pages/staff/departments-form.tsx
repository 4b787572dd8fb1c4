import { useApiQuery } from '../../api/use-api.ts';
import { useApiForm } from '../../api/use-api-form.ts';
import { Checkbox, Form, Loaded } from '../../components/index.ts';
import type { StaffRow } from './staff-row.ts';

/** In which departments somebody works; everybody sees all cases, and theirs first. */
export function DepartmentsForm({ person, onClose }: { person: StaffRow; onClose: () => void }) {
  const departments = useApiQuery('/departments');
  return (
    <section className="flex flex-col gap-3 border-t border-line pt-6">
      <h3 className="text-std-18B-160">部署</h3>
      <Loaded query={departments}>
        {({ departments: rows }) =>
          rows.length === 0 ? (
            <p>部署はまだありません。「設定」の「部署」で加えられます。</p>
          ) : (
            <Boxes person={person} departments={rows} onClose={onClose} />
          )
        }
      </Loaded>
    </section>
  );
}

function Boxes({
  person,
  departments,
  onClose,
}: {
  person: StaffRow;
  departments: readonly { departmentId: string; name: string }[];
  onClose: () => void;
}) {
  const form = useApiForm<'PUT /staff/:staffId/departments', { departmentIds: string[] }>(
    'PUT /staff/:staffId/departments',
    {
      defaultValues: { departmentIds: person.departments.map(({ departmentId }) => departmentId) },
      input: (body) => ({ params: { staffId: person.staffId }, body }),
      done: '部署を保存しました。',
      onDone: onClose,
    },
  );
  return (
    <Form form={form} submit="部署を保存する" look="secondary">
      <fieldset>
        <legend className="sr-only">{person.name}さんの部署</legend>
        {departments.map(({ departmentId, name }) => (
          <Checkbox key={departmentId} label={name} value={departmentId} {...form.field('departmentIds')} />
        ))}
      </fieldset>
    </Form>
  );
}
