// What can go wrong with programs, lists and matches. Staff read these. What is wrong inside a file is not an error but a
// line of the list's report.
import { defineErrors } from '@tenohira/core';

export const errors = defineErrors('BENEFIT', {
  PROGRAM_NOT_FOUND: {
    message: 'no such program in this tenant',
    userMessage: '給付事業が見つかりません。一覧から選び直してください。',
    statusCode: 404,
  },
  PROGRAM_INVALID: {
    message: 'the program is not complete or contradicts itself',
    userMessage: '給付事業の内容をお確かめください。',
    statusCode: 400,
  },
  PROGRAM_IN_USE: {
    message: 'the rule of a program does not change once a list stands on it',
    userMessage:
      '名簿を反映した後は、金額・支給の単位・基準日を変更できません。変更が必要なときは、新しい給付事業を作ってください。',
    statusCode: 409,
  },
  PROGRAM_NOT_READY: {
    message: 'a program opens with an applied list and at least one method',
    userMessage: '名簿の反映と、受け取り方の設定が終わってから公開してください。',
    statusCode: 409,
  },
  PROGRAM_CLOSED: {
    message: 'the program is closed',
    userMessage: 'この給付事業は終了しています。変更はできません。',
    statusCode: 409,
  },
  CITY_PRACTICE: {
    message: 'a city that practises opens practice programs only',
    userMessage:
      'この市町村はまだ練習中のため、本番の給付事業は公開できません。管理者が「設定」で本番に切りかえてから公開してください。',
    statusCode: 409,
  },
  LIST_NOT_FOUND: {
    message: 'no such list in this tenant',
    userMessage: '名簿が見つかりません。一覧から選び直してください。',
    statusCode: 404,
  },
  LIST_BEING_READ: {
    message: 'another list of this program is being read',
    userMessage: 'ほかの名簿を読み込み中です。終わってから、もう一度お試しください。',
    statusCode: 409,
    retry: 'later',
  },
  LIST_NOT_STAGED: {
    message: 'only a list that was read without a problem, and after which no other was, is applied',
    userMessage: 'この名簿は反映できません。新しい名簿が読み込まれていないか、画面を開き直してご確認ください。',
    statusCode: 409,
  },
  LIST_OUTDATED: {
    message: 'another list was applied after the difference was shown',
    userMessage: '差分を表示した後に、別の名簿が反映されました。もう一度読み込んで、差分をご確認ください。',
    statusCode: 409,
  },
  LIST_SAME_PERSON: {
    message: 'a list is put in force by another person than who brought it',
    userMessage: '名簿を取り込んだ職員は、反映できません。別の職員が内容を確かめて反映してください。',
    statusCode: 403,
  },
  MAPPING_INVALID: {
    message: 'the column mapping names a column twice or not at all',
    userMessage: '列の対応づけをお確かめください。同じ列を二度使うことはできません。',
    statusCode: 400,
  },
  MATCH_NOT_FOUND: {
    message: 'no such match in this tenant',
    userMessage: '突合の結果が見つかりません。画面を開き直してください。',
    statusCode: 404,
  },
  MATCH_DECIDED: {
    message: 'the match is not in a state that this decision fits',
    userMessage: 'この突合は、すでに判断が終わっています。画面を開き直してご確認ください。',
    statusCode: 409,
  },
  MATCH_SAME_PERSON: {
    message: 'a doubtful match is accepted by two different people',
    userMessage: '一人目と同じ職員は確認できません。別の職員が確認してください。',
    statusCode: 403,
  },
  MATCH_TAKEN: {
    message: 'another match of this person is accepted already',
    userMessage: 'この対象者、またはこの登録者は、すでに別の相手と一致と判断されています。先にそちらをご確認ください。',
    statusCode: 409,
  },
});
