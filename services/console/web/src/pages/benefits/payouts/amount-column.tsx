import { type Column, Money } from '../../../components/index.ts';
import { type Method, titleOf } from '../use-methods.ts';

/** What is paid, and how, one below the other. */
export function amountColumn<Row extends { amountYen: number; method: string }>(
  methods: ReadonlyMap<string, Method>,
): Column<Row> {
  return {
    key: 'amount',
    header: '金額・受け取り方',
    cell: ({ amountYen, method }) => (
      <>
        <Money yen={amountYen} className="block" />
        {titleOf(methods, method)}
      </>
    ),
  };
}
