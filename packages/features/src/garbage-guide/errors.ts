import { defineErrors } from '@tenohira/core';

export const errors = defineErrors('GARBAGE_GUIDE', {
  DATASET_INVALID: {
    message: 'the garbage calendar files have mistakes; nothing was taken over',
    userMessage:
      'ごみカレンダーのファイルに直すところがあります。次の箇所を直して、もう一度すべてのファイルを選んでください。',
    statusCode: 422,
  },
  PREVIEW_OUTDATED: {
    message: 'the files, or what is in force, are others than those of the preview',
    userMessage:
      '確かめた内容と、いま取り込もうとしている内容が違います。ほかの人が先に取り込んだかもしれません。もう一度、内容を確かめてください。',
    statusCode: 409,
  },
  NO_DATASET: {
    message: 'no garbage calendar is in force',
    userMessage: 'ごみカレンダーがまだありません。先にファイルを取り込んでください。',
    statusCode: 404,
  },
  AREA_NOT_FOUND: {
    message: 'no such area in the garbage calendar in force',
    userMessage: 'その地区は、いまのごみカレンダーにありません。地区の一覧で名前をお確かめください。',
    statusCode: 404,
  },
  AREA_AMBIGUOUS: {
    message: 'several areas have that name',
    userMessage: '同じ名前の地区がいくつかあります。地区の一覧にある番号（key）で選んでください。',
    statusCode: 409,
  },
  PERIOD_INVALID: {
    message: 'the period is no period, or is longer than two years',
    userMessage: '期間を確かめてください。はじまりは終わりより前の日で、長さは2年までです。',
    statusCode: 400,
  },
});
