import { BarChart, Card, EmptyState, formatCount } from '../../components/index.ts';
import type { Home } from './home.ts';

/** How residents answered the survey that somebody answered last. */
export function SurveyCard({ survey }: { survey: Home['survey'] }) {
  if (survey?.question == null) {
    return (
      <Card title="住民の声">
        <EmptyState icon="message" title="アンケートの答えはまだありません">
          給付金を受け取った人などに聞いたアンケートの結果が、ここに出ます。
        </EmptyState>
      </Card>
    );
  }
  const { programName, respondents, question } = survey;
  return (
    <Card title="住民の声" lead={`${programName ?? 'アンケート'}　${formatCount(respondents)}人が答えました`}>
      <BarChart
        caption={question.text}
        bars={question.choices.map(({ label, count }) => ({ key: label, label, value: count }))}
        unit="人"
      />
    </Card>
  );
}
