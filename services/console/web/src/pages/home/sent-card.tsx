import { Card, DayChart, formatCount, MESSAGE_SERIES, Notice, TextLink } from '../../components/index.ts';
import type { Home } from './home.ts';

/** What went out in seven days, and what did not arrive. */
export function SentCard({ days }: { days: Home['sent'] }) {
  const failed = days.reduce((sum, day) => sum + day.failed + day.unknown, 0);
  const sent = days.reduce((sum, day) => sum + day.sent, 0);
  return (
    <Card title="送ったもの" actions={<TextLink to="/messages">メッセージを見る</TextLink>}>
      <DayChart
        caption={`この7日間に届けた ${formatCount(sent)}通`}
        days={days.map(({ day, ...values }) => ({ day, values }))}
        series={MESSAGE_SERIES}
      />
      {failed > 0 && (
        <Notice kind="warning">
          届かなかった、または届いたか分からないものが{formatCount(failed)}通あります。{' '}
          <TextLink to="/messages?status=trouble">何が起きたかを見る</TextLink>
        </Notice>
      )}
    </Card>
  );
}
