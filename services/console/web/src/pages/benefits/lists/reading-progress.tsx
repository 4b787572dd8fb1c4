import { Card, ProgressBar } from '../../../components/index.ts';
import type { StoredList } from '../words.ts';

/** The numbers are the server's: whoever reloads the page, or opens it elsewhere, sees the same. */
export function ReadingProgress({
  list: { fileName, progressRows, rowCount },
}: {
  list: Pick<StoredList, 'fileName' | 'progressRows' | 'rowCount'>;
}) {
  return (
    <Card title="読み込んでいます" lead="この画面を閉じても、読み込みは続きます。">
      <ProgressBar label={fileName} done={Math.min(progressRows, rowCount)} total={rowCount} unit="行" />
    </Card>
  );
}
