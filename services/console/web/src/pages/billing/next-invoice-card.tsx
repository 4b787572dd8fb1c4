import type { AnswerOf } from '../../api/api-types.ts';
import { Card, formatDate, Money } from '../../components/index.ts';

type Preview = AnswerOf<'GET /billing/plan-preview'>;

/** What is going to be charged. */
export function NextInvoiceCard({ title, invoice }: { title: string; invoice: Preview }) {
  return (
    <Card title={title} lead={`${formatDate(invoice.on, 'day')}に請求します。`}>
      <InvoiceLines invoice={invoice} />
    </Card>
  );
}

export function InvoiceLines({ invoice: { lines, subtotalYen, taxYen, totalYen, dueYen } }: { invoice: Preview }) {
  const sums = [
    { label: '小計', yen: subtotalYen },
    { label: '消費税', yen: taxYen },
    { label: '合計', yen: totalYen },
    ...(dueYen === totalYen ? [] : [{ label: 'お支払い額', yen: dueYen }]),
  ];
  return (
    <table className="w-full border-collapse">
      <caption className="sr-only">請求の内訳</caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">内容</th>
          <th scope="col">金額</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ description, amountYen, from }) => (
          <tr key={`${description} ${from} ${amountYen}`} className="border-b border-line">
            <td className="py-3 pr-4">{description}</td>
            <td className="py-3 text-right align-top">
              <Money yen={amountYen} />
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        {sums.map(({ label, yen }, index) => (
          <tr key={label} className={index >= 2 ? 'font-bold' : ''}>
            <th scope="row" className="py-2 pr-4 text-right font-[inherit]">
              {label}
            </th>
            <td className="py-2 text-right">
              <Money yen={yen} />
            </td>
          </tr>
        ))}
      </tfoot>
    </table>
  );
}
