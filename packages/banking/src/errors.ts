import { defineErrors } from '@tenohira/core';

export const errors = defineErrors('BANKING', {
  YUCHO_SYMBOL_INVALID: {
    message: 'a Yucho symbol has five digits and begins with 1 or 0',
    userMessage: '記号は「1」か「0」から始まる5けたの数字です。通帳かキャッシュカードを見て、入力し直してください。',
    statusCode: 400,
  },
  YUCHO_NUMBER_INVALID: {
    message: 'not a Yucho number for that symbol',
    userMessage: '番号は、通帳かキャッシュカードに書かれている数字です。もう一度見て、入力し直してください。',
    statusCode: 400,
  },
  YUCHO_BRANCH_UNKNOWN: {
    message: 'the symbol leads to a branch that Yucho does not have',
    userMessage: 'この記号の店はありません。通帳かキャッシュカードの記号を、もう一度確かめてください。',
    statusCode: 400,
  },
  CALENDAR_UNKNOWN: {
    message: 'the holidays of that year are not known',
    userMessage: 'その年の祝日がまだ決まっていないため、銀行の営業日がわかりません。別の日を選んでください。',
    statusCode: 400,
  },
});
