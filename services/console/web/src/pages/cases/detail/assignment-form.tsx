import { useEffect } from 'react';
import { useApiQuery } from '../../../api/use-api.ts';
import { useApiForm } from '../../../api/use-api-form.ts';
import { Button, Form, Loaded, Select } from '../../../components/index.ts';
import { useMe } from '../../../shell/me.ts';
import type { CaseOptions } from '../list/case-filters.ts';
import type { CaseDetail } from './case-detail.ts';
import { ChangeProblem } from './change-problem.tsx';

type Props = { detail: CaseDetail; refresh: () => void };
type Values = { departmentId: string; assigneeId: string };

export function AssignmentForm(props: Props) {
  const options = useApiQuery('/case-options', undefined, { staleTime: 60_000 });
  return <Loaded query={options}>{(known) => <AssignmentFields {...props} options={known} />}</Loaded>;
}

function AssignmentFields({ detail, refresh, options }: Props & { options: CaseOptions }) {
  const { number: caseNumber, version, department, assignee } = detail;
  const { staffId } = useMe();
  const [departmentId, assigneeId] = [department?.departmentId ?? '', assignee?.staffId ?? ''];
  const form = useApiForm<'POST /cases/:caseNumber/assignment', Values>('POST /cases/:caseNumber/assignment', {
    defaultValues: { departmentId, assigneeId },
    input: (values) => ({
      params: { caseNumber },
      body: { departmentId: values.departmentId || null, assigneeId: values.assigneeId || null, version },
    }),
    done: '部署と担当を決めました。',
  });
  const { isDirty, hookForm } = form;
  // What a colleague has changed shows here as well, unless somebody is just choosing.
  useEffect(() => {
    if (!isDirty) hookForm.reset({ departmentId, assigneeId });
  }, [isDirty, hookForm, departmentId, assigneeId]);
  const people = options.assignees.map((person) => ({ value: person.staffId, label: person.name }));
  return (
    <Form form={{ ...form, problem: undefined }} submit="担当を決める" look="secondary">
      <Select
        label="部署"
        width="full"
        placeholder="なし"
        options={withCurrent(
          options.departments.map((each) => ({ value: each.departmentId, label: each.name })),
          department === null ? undefined : { value: department.departmentId, label: department.name },
        )}
        {...form.field('departmentId')}
      />
      <Select
        label="担当"
        width="full"
        placeholder="なし"
        options={withCurrent(people, assignee === null ? undefined : { value: assignee.staffId, label: assignee.name })}
        {...form.field('assigneeId')}
      />
      {people.some(({ value }) => value === staffId) && (
        <Button
          size="sm"
          className="self-start"
          onClick={() => hookForm.setValue('assigneeId', staffId, { shouldDirty: true })}
        >
          自分を選ぶ
        </Button>
      )}
      <ChangeProblem problem={form.problem} refresh={refresh} />
    </Form>
  );
}

type Option = { value: string; label: string };

/** Who has it now stays to be seen, also one who has left since. */
function withCurrent(options: readonly Option[], current: Option | undefined): readonly Option[] {
  if (current === undefined || options.some(({ value }) => value === current.value)) return options;
  return [...options, current];
}
