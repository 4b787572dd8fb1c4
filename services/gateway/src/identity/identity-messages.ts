import type { FinishedRequest } from '@tenohira/identity';

/** What the chat says of the page's outcome. Who did not do it themselves has to notice. */
export function outcomeMessage(outcome: FinishedRequest['outcome'], contact: string): string {
  const stranger = `心あたりがないときは、${contact}へご連絡ください。`;
  const manage = '登録の確認や、登録を消すときは、「本人確認」と送ってください。';
  switch (outcome) {
    case 'registered':
      return `本人確認の登録ができました。\n\n給付金などの対象になったときは、このトークでお知らせします。\n\n${manage}\n\n${stranger}`;
    case 'refreshed':
      return `本人確認の登録を、いまのカードの内容に変えました。\n\n${manage}\n\n${stranger}`;
    case 'declined':
      return '本人確認をとりやめました。何も登録していません。\n\n登録するときは、「本人確認」と送ってください。';
  }
}
