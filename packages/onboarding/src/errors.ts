import { defineErrors } from '@tenohira/core';

export const errors = defineErrors('ONBOARDING', {
  MUNICIPALITY_UNKNOWN: {
    message: 'no municipality has that code',
    userMessage: 'そのコードの市区町村はありません。全国地方公共団体コード(検査数字を入れて6桁)をお確かめください。',
    statusCode: 404,
  },
  SLUG_INVALID: {
    message: 'a slug is 2 to 32 small letters, digits and hyphens, and not the name of the platform',
    userMessage: '短い名前(slug)は、英小文字・数字・ハイフンで、2〜32文字にしてください。',
    statusCode: 400,
  },
  SLUG_TAKEN: {
    message: 'another tenant has that slug',
    userMessage: 'その短い名前(slug)は、ほかの市区町村が使っています。別の名前にしてください。',
    statusCode: 409,
  },
  CITY_NOT_FOUND: {
    message: 'no such city',
    userMessage: '市区町村が見つかりません。一覧から選び直してください。',
    statusCode: 404,
  },
  OWNER_MISSING: {
    message: 'the city has no owner yet, to whom invoices would go',
    userMessage: '先に管理者を招待してください。請求書は管理者に届きます。',
    statusCode: 409,
  },
  STEP_UNAVAILABLE: {
    message: 'this installation has nothing that does this step',
    userMessage: 'この環境では、この手順は使えません。運用担当者に設定を依頼してください。',
    statusCode: 409,
  },
  SECRET_REFUSED: {
    message: 'LINE does not know this channel id with this secret',
    userMessage:
      'LINEが、チャネルIDとチャネルシークレットの組を受け付けませんでした。LINE Developersコンソールで、Messaging APIのチャネルの「チャネル基本設定」を開き、2つをもう一度コピーしてください(LINEログインのチャネルのものではありません)。',
    statusCode: 422,
  },
  CHANNEL_TAKEN: {
    message: 'the channel, or its bot, belongs to another tenant',
    userMessage:
      'このLINE公式アカウントは、ほかの市区町村で使われています。チャネルIDが自分の市区町村のものか、お確かめください。心当たりがないときは、運営にご連絡ください。',
    statusCode: 409,
  },
  CHANNEL_IN_USE: {
    message: 'residents already talk to the channel that is there',
    userMessage:
      'いまのLINE公式アカウントには、すでに住民とのやりとりがあります。LINEでは、アカウントが変わると住民を見分けられなくなるため、別のチャネルに替えることはできません。',
    statusCode: 409,
  },
  CHANNEL_MISSING: {
    message: 'the city has no LINE channel yet',
    userMessage:
      'LINE公式アカウントがまだつながっていません。先に、チャネルIDとチャネルシークレットを登録してください。',
    statusCode: 409,
  },
  WEBHOOK_URL_REFUSED: {
    message: 'LINE does not take our address as a webhook URL',
    userMessage:
      'LINEが、このサービスのWebhook URLを受け付けませんでした。https:// ではじまる公開アドレス(PUBLIC_BASE_URL)になっているか、運用担当者に確認を依頼してください。',
    statusCode: 502,
  },
  RESIDENT_NOT_FOUND: {
    message: 'no such resident in this tenant',
    userMessage: '住民が見つかりません。画面を開き直して、もう一度選んでください。',
    statusCode: 404,
  },
  NOT_READY: {
    message: 'something must be done before the city goes live',
    userMessage: '本番に切りかえる前に、済ませることがあります。',
    statusCode: 409,
  },
});
