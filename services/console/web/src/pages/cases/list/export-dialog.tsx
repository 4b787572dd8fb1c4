import { useApiForm } from '../../../api/use-api-form.ts';
import { Button, Dialog, Form, formatCount, Notice, RadioGroup, saveFile } from '../../../components/index.ts';
import {
  type CaseCounts,
  type CaseFilters,
  type CaseLook,
  chosenStatus,
  countOf,
  isMap,
  toFilter,
} from './case-filters.ts';

const ENCODINGS = [
  { value: 'utf-8', label: 'UTF-8', help: 'いまのExcelや、ほかのシステムで使うとき' },
  { value: 'shift_jis', label: 'Shift_JIS', help: '古いExcelや、庁内のシステムで使うとき' },
] as const;

type Values = { encoding: (typeof ENCODINGS)[number]['value'] };

/** The list as a file, narrowed as it is on the screen. */
export function ExportDialog({
  open,
  filters,
  look,
  counts,
  onClose,
}: {
  open: boolean;
  filters: CaseFilters;
  look: CaseLook;
  counts: CaseCounts | undefined;
  onClose: () => void;
}) {
  const form = useApiForm<'POST /cases/export', Values>('POST /cases/export', {
    defaultValues: { encoding: 'utf-8' },
    input: ({ encoding }) => ({ body: { ...toFilter(filters, look), encoding } }),
    done: ({ fileName }) => `「${fileName}」を書き出しました。`,
    onDone: (file) => {
      saveFile(file);
      onClose();
    },
  });
  const status = chosenStatus(filters);
  const count = counts === undefined ? '' : `${formatCount(countOf(status, counts))}件`;
  return (
    <Dialog open={open} title="受付をCSVに書き出す" onClose={onClose}>
      <p>
        いまの条件の受付（{status.label}
        {isMap(look) && '、場所があるもの'}）{count}を、ひとつのファイルにします。
      </p>
      <Notice kind="warning">
        住民が書いた文章が入ります。取り扱いに気をつけ、使い終わったら消してください。書き出したことは、操作の記録に残ります。入力ページの内容（名前や電話番号）は入りません。
      </Notice>
      <Form
        form={form}
        submit="書き出す"
        actions={
          <Button size="lg" onClick={onClose}>
            やめる
          </Button>
        }
      >
        <RadioGroup label="文字コード" options={ENCODINGS} {...form.field('encoding')} />
      </Form>
    </Dialog>
  );
}
