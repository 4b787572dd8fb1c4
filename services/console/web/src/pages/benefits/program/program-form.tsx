import { useEffect } from 'react';
import type { ApiForm } from '../../../api/use-api-form.ts';
import {
  Card,
  Checkbox,
  DateField,
  DescriptionList,
  formatDate,
  Icon,
  Notice,
  RadioGroup,
  TextArea,
  TextField,
} from '../../../components/index.ts';
import { useCity } from '../../../shell/me.ts';
import { sayYen } from '../say-yen.ts';
import { useMethods } from '../use-methods.ts';
import { AMOUNT_RULES } from '../words.ts';
import { MethodPicker } from './method-picker.tsx';
import { type ProgramValues, readYen } from './program-values.ts';

const TEXTS = [
  ['notice', 'LINEのお知らせに足す文', '対象の人に最初に届くお知らせの、終わりに付きます。'],
  ['received', '申請を受け付けたときの文', '「申し込みを受け付けました」の終わりに付きます。'],
  ['paid', '支払ったときの文', '支払いのお知らせの終わりに付きます。'],
  ['returned', '振り込めなかったときの文', '口座などを直してもらうお知らせの終わりに付きます。'],
  ['declined', '辞退を受けたときの文', '辞退を受け付けたお知らせの終わりに付きます。'],
  ['letter', '手紙に足す文', 'LINEで届かない世帯に送る手紙の本文に付きます。'],
] as const;

const MAX_TEXT = 1_000;
const longText = { maxLength: { value: MAX_TEXT, message: `${MAX_TEXT}文字までで入力してください。` } };

/** `isRuleFixed`: a list stands on the program, so who gets how much does not change any more. */
export function ProgramFields({ form, isRuleFixed = false }: { form: ApiForm<ProgramValues>; isRuleFixed?: boolean }) {
  const { watch, setValue } = form.hookForm;
  const isPractice = watch('isPractice') === 'yes';
  const amountYen = readYen(watch('amountYen'));
  usePracticeMethods(isPractice, watch('methods'), (methods) => setValue('methods', methods, { shouldDirty: true }));
  return (
    <>
      <Card title="事業の内容" lead="名前は、住民に届くお知らせと手紙にそのまま出ます。">
        <TextField
          label="事業の名前"
          placeholder="物価高騰対策給付金"
          help="60文字まで。市区町村の名前は、いりません。"
          {...form.field('name', {
            required: '事業の名前を入力してください。',
            maxLength: { value: 60, message: '60文字までで入力してください。' },
          })}
        />
        <TextField
          label="根拠"
          width="full"
          help="法律・条例・要綱など、支給のもとになるもの。手紙に出ます。"
          {...form.field('statute', { maxLength: { value: 200, message: '200文字までで入力してください。' } })}
        />
        {!isRuleFixed && <PracticeChoice form={form} />}
      </Card>

      {isRuleFixed ? <FixedRule values={form.hookForm.getValues()} /> : <RuleFields form={form} />}

      <Card title="申請期間" lead="役所が受け付けた時刻で数えます。最終日は、日本時間の24時までです。">
        <div className="flex flex-wrap gap-6">
          <DateField label="初日" {...form.field('opensOn', { required: '初日を入力してください。' })} />
          <DateField
            label="最終日"
            {...form.field('closesOn', {
              required: '最終日を入力してください。',
              validate: (day, { opensOn }) =>
                String(day) >= opensOn || '最終日は、初日と同じ日か、初日より後にしてください。',
            })}
          />
        </div>
      </Card>

      <Card title="受け取り方" lead="住民は、この順番で示される中からひとつ選びます。">
        <MethodPicker form={form} isPractice={isPractice} amountYen={amountYen} />
      </Card>

      <Card
        title="問い合わせ先と、付け加える文"
        lead="決まった文は用意してあります。付け加えたいことだけを書いてください。"
      >
        <TextArea
          label="問い合わせ先"
          help="1行目に部署の名前、2行目から電話番号や受付時間。お知らせと手紙に出ます。"
          placeholder={'福祉課 給付金係\n電話 000-000-0000（平日 8時30分〜17時15分）'}
          {...form.field('texts.contact', longText)}
        />
        <details open={TEXTS.some(([key]) => form.hookForm.getValues(`texts.${key}`) !== '')} className="group">
          <summary className="flex w-fit items-center gap-2 rounded-8 py-2 text-blue-1000 underline underline-offset-4">
            <Icon name="right" className="size-5 group-open:rotate-90" />
            それぞれのお知らせに文を足す
          </summary>
          <div className="mt-4 flex flex-col gap-5">
            {TEXTS.map(([key, label, help]) => (
              <TextArea key={key} label={label} help={help} rows={2} {...form.field(`texts.${key}`, longText)} />
            ))}
          </div>
        </details>
      </Card>

      <Card
        title="アンケート"
        lead="申請のすぐあとに、LINEで2、3問だけ聞けます。質問は「機能」の「アンケート」で決めます。"
      >
        <Checkbox label="申請のあとで、アンケートをお願いする" {...form.field('hasSurvey')} />
      </Card>
    </>
  );
}

function PracticeChoice({ form }: { form: ApiForm<ProgramValues> }) {
  const isCityPractising = useCity().practice;
  return (
    <RadioGroup
      label="練習か、本番か"
      help="練習では、お金は支払われません。住民に届く文には【練習】と付きます。"
      options={[
        { value: 'yes', label: '練習用', help: '流れをひととおり試せます。' },
        {
          value: 'no',
          label: '本番',
          help: isCityPractising ? '市が練習モードのあいだは選べません。' : 'お金が支払われます。',
          disabled: isCityPractising,
        },
      ]}
      {...form.field('isPractice')}
    />
  );
}

function RuleFields({ form }: { form: ApiForm<ProgramValues> }) {
  const rule = form.hookForm.watch('amountRule');
  const amountYen = readYen(form.hookForm.watch('amountYen'));
  return (
    <Card title="いくら支給するか" lead="対象者リストに金額の列があるときは、リストの金額が優先します。">
      <RadioGroup
        label="支給の単位"
        options={[
          { value: 'household', label: '世帯ごと', help: '世帯主に、世帯の分をまとめて支給します。' },
          { value: 'person', label: '人ごと', help: '対象者ひとりずつの金額を足して、世帯の分にします。' },
        ]}
        {...form.field('amountRule')}
      />
      <div className="flex flex-wrap items-end gap-x-4 gap-y-2">
        <TextField
          label="金額"
          width="short"
          unit="円"
          inputMode="numeric"
          {...form.field('amountYen', {
            required: '金額を入力してください。',
            validate: (typed) => readYen(String(typed)) > 0 || '1円以上の、整数で入力してください。',
          })}
        />
        <p aria-live="polite" className="pb-2 text-std-18B-160">
          {amountYen > 0 && `${AMOUNT_RULES[rule]}あたり ${sayYen(amountYen)}`}
        </p>
      </div>
      <DateField
        label="基準日"
        help="この日の住民登録や課税の状況で、対象かどうかが決まる日。"
        {...form.field('baseDate', { required: '基準日を入力してください。' })}
      />
    </Card>
  );
}

function FixedRule({ values: { isPractice, amountRule, amountYen, baseDate } }: { values: ProgramValues }) {
  return (
    <Card title="いくら支給するか">
      <Notice title="金額・単位・基準日は、もう変えられません">
        対象者リストを取り込んだ後だからです。変えるときは、新しい給付事業をつくってください。
      </Notice>
      <DescriptionList
        items={[
          { term: '練習か、本番か', value: isPractice === 'yes' ? '練習用' : '本番' },
          { term: '金額', value: `${AMOUNT_RULES[amountRule]}あたり ${sayYen(readYen(amountYen))}` },
          { term: '基準日', value: formatDate(baseDate, 'day') },
        ]}
      />
    </Card>
  );
}

/** Practice is paid by practice methods and by nothing else; who changes between the two begins to choose anew. */
function usePracticeMethods(isPractice: boolean, chosen: readonly string[], choose: (methods: string[]) => void): void {
  const methods = useMethods();
  const fitting = chosen.filter((key) => methods.get(key)?.isPractice === isPractice);
  const isWrong = methods.size > 0 && fitting.length < chosen.length;
  useEffect(() => {
    if (!isWrong) return;
    choose(isPractice ? [...methods.values()].filter((each) => each.isPractice).map(({ key }) => key) : []);
  });
}
