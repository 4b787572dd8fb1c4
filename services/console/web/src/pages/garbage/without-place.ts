/** The reader's message begins with its place (`area_days.csv 12行目「もえるごみ」: …`), which has columns of its own here. */
export function withoutPlace({ file, message }: { file: string; message: string }): string {
  const end = message.indexOf(': ');
  return message.startsWith(file) && end >= 0 ? message.slice(end + 2) : message;
}
