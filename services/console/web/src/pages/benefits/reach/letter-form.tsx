import { useState } from 'react';
import { useApiForm } from '../../../api/use-api-form.ts';
import { Form, RadioGroup, saveFile, TextField } from '../../../components/index.ts';
import type { Program } from '../words.ts';

type Values = { department: string; address: string; phone: string; hours: string; which: 'new' | 'all' };

const tooLong = (length: number) => ({
  maxLength: { value: length, message: `${length}文字までで入力してください。` },
});

/** Who the letters are from, and for whom; as pages to print, or as a file for the mail house. Both bear the same codes. */
export function LetterForm({ program }: { program: Program }) {
  const [kind, setKind] = useState<'pdf' | 'csv'>('pdf');
  const [department = '', phone = ''] = program.texts.contact.split('\n');
  const form = useApiForm<'POST /programs/:programId/letters/:kind', Values>(
    'POST /programs/:programId/letters/:kind',
    {
      defaultValues: { department, address: '', phone, hours: '', which: 'new' },
      input: ({ address, phone: telephone, hours, ...rest }) => ({
        params: { programId: program.id, kind },
        body: { ...rest, ...filled({ address, phone: telephone, hours }) },
      }),
      done: '手紙をつくりました。',
      onDone: saveFile,
    },
  );
  return (
    <Form
      form={form}
      submit="手紙をつくる"
      actions={
        <p className="self-center text-solid-gray-700">個人情報が入ります。つくった人と日時は記録に残ります。</p>
      }
    >
      <div className="grid gap-6 md:grid-cols-2">
        <TextField
          label="差出人の部署"
          {...form.field('department', { required: '部署を入力してください。', ...tooLong(40) })}
        />
        <TextField label="電話番号" {...form.field('phone', tooLong(40))} />
        <TextField label="所在地" {...form.field('address', tooLong(80))} />
        <TextField label="受付時間" placeholder="平日 8時30分〜17時15分" {...form.field('hours', tooLong(40))} />
      </div>
      <RadioGroup
        label="どの世帯"
        options={[
          { value: 'new', label: 'まだつくっていない世帯だけ' },
          { value: 'all', label: '手紙で届く世帯すべて', help: '前につくった世帯の番号は、前と同じです。' },
        ]}
        {...form.field('which')}
      />
      <RadioGroup
        label="形"
        value={kind}
        options={[
          { value: 'pdf', label: '印刷する手紙（PDF）' },
          {
            value: 'csv',
            label: '発送業者に渡すCSV（Shift_JIS）',
            help: '宛名・金額・番号・QRコードのアドレスが入ります。',
          },
        ]}
        onChange={({ target }) => setKind(target.value === 'csv' ? 'csv' : 'pdf')}
      />
    </Form>
  );
}

function filled<Key extends string>(values: Record<Key, string>): Partial<Record<Key, string>> {
  const entries = Object.entries<string>(values).filter(([, value]) => value.trim() !== '');
  return Object.fromEntries(entries) as Partial<Record<Key, string>>; // some of the keys
}
