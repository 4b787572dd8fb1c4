import type { AnswerOf } from '../../../api/api-types.ts';
import { Form, RadioGroup, TextField } from '../../../components/index.ts';
import { dayInJapan, timeInJapan } from '../day.ts';
import { useDraftForm } from '../use-draft-form.ts';
import { useMethods } from '../use-methods.ts';
import type { Household, Program } from '../words.ts';
import { checkProxy, EMPTY_PROXY, type ProxyDraft, ProxyFields, toProxy } from './proxy-fields.tsx';
import { checkWay, EMPTY_WAY, toWay, type WayDraft, WayFields } from './way-fields.tsx';

export type PaperReceipt = AnswerOf<'POST /programs/:programId/claims'>;

type Values = WayDraft & {
  paperNumber: string;
  day: string;
  time: string;
  /** The entitlement of a fenced person; empty for the household. */
  fencedId: string;
  proxy: ProxyDraft;
};

/** What stands on the paper. */
export function PaperForm({
  program,
  household,
  onDone,
}: {
  program: Program;
  household: Household;
  onDone: (receipt: PaperReceipt) => void;
}) {
  const methods = useMethods();
  const form = useDraftForm<'POST /programs/:programId/claims', Values>('POST /programs/:programId/claims', {
    initial: { ...EMPTY_WAY, paperNumber: '', ...nowInJapan(), fencedId: '', proxy: EMPTY_PROXY },
    check: (values) => ({
      paperNumber: values.paperNumber.trim() === '' ? '申請書に押した番号を入力してください。' : undefined,
      day: values.day === '' ? '市に届いた日を入力してください。' : undefined,
      time: values.time === '' ? '時刻を入力してください。分からないときは、開庁の時刻にします。' : undefined,
      ...checkWay(values, methods),
      ...checkProxy(values.proxy),
    }),
    input: (values) => ({
      params: { programId: program.id },
      body: {
        household: { householdId: household.householdId },
        ...(values.fencedId === '' ? {} : { fencedId: values.fencedId }),
        ...toWay(values, methods),
        ...toProxy(values.proxy),
        receivedAt: `${values.day}T${values.time}:00+09:00`,
        paperNumber: values.paperNumber.trim(),
      },
    }),
    onDone,
  });
  const { values, set, errorOf } = form;
  const fenced = household.portions.filter(({ isFenced }) => isFenced);
  return (
    <Form form={form} submit="この内容で入力する">
      {fenced.length > 0 && (
        <RadioGroup
          label="だれの申請か"
          value={values.fencedId}
          options={[
            { value: '', label: '世帯の分（世帯主の申請）' },
            ...fenced.map(({ entitlementId, name }) => ({
              value: entitlementId,
              label: `${name}さん本人の分`,
              help: '世帯から切り離した人の、本人の申請です。',
            })),
          ]}
          onChange={({ target }) => set({ fencedId: target.value })}
        />
      )}
      <div className="flex flex-wrap gap-6">
        <TextField
          label="申請書の番号"
          help="申請書に押した番号。同じ番号を二度入力しても、申請はひとつです。"
          width="medium"
          required
          autoComplete="off"
          error={errorOf('paperNumber')}
          value={values.paperNumber}
          onChange={({ target }) => set({ paperNumber: target.value })}
        />
        <TextField
          label="市に届いた日"
          help="期限に間に合ったかは、この日で決まります。"
          type="date"
          width="medium"
          required
          error={errorOf('day')}
          value={values.day}
          onChange={({ target }) => set({ day: target.value })}
        />
        <TextField
          label="時刻"
          help="受付印の時刻"
          type="time"
          width="short"
          required
          error={errorOf('time')}
          value={values.time}
          onChange={({ target }) => set({ time: target.value })}
        />
      </div>
      <WayFields program={program} methods={methods} value={values} errorOf={errorOf} onChange={set} />
      <ProxyFields
        value={values.proxy}
        errorOf={errorOf}
        onChange={(changes) => set({ proxy: { ...values.proxy, ...changes } })}
      />
    </Form>
  );
}

function nowInJapan(): Pick<Values, 'day' | 'time'> {
  const now = new Date();
  return { day: dayInJapan(now), time: timeInJapan(now) };
}
