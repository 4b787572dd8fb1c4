// What the engine itself says. Short, polite, and each says what to do next.

export const engineTexts = {
  cancel: 'やめる',
  menu: 'メニュー',
  restart: 'はじめから',
  retry: 'もういちど',
  backToQuestion: '質問にもどる',
  beginAgain: 'もういちど はじめる',
  cancelled: (title: string) => `「${title}」の操作をやめました。ほかのご用は「メニュー」を押してください。`,
  greeting: (cityName: string) =>
    `友だち追加ありがとうございます。${cityName}の公式アカウントです。ご用があるときは、いつでも「メニュー」と送ってください。`,
  menuTitle: (cityName: string) => `${cityName} メニュー`,
  menuLead: 'ご用のものを えらんで押してください。',
  moreFeatures: 'ほかのメニューを見る',
  noFeatures: (cityName: string) =>
    `ただいま、ご利用いただけるサービスがありません。お急ぎのときは${cityName}へお電話ください。`,
  notUnderstood: 'すみません、わかりませんでした。下のメニューからえらんでください。',
  thanksForSticker: 'スタンプをありがとうございます。ご用があるときは、下のメニューからえらんでください。',
  notReadHere:
    'すみません、いま送っていただいたもの（写真・動画・音声・ファイル・場所など）は、これだけではご用がわかりません。さきに、下のメニューからご用をえらんでください。',
  emergencyTitle: 'すぐに電話してください',
  emergencyLead:
    'このトークでは、助けを呼べません。火事・けが・急な病気のときは119番、事件・事故のときは110番に電話してください。',
  distressTitle: 'お話を聞く窓口があります',
  distressLead:
    'このトークでは、お話をうかがえません。おつらいときは、ひとりでがまんせず電話してください。24時間、無料で相談できます。いのちの危険があるときは、119番へ電話してください。',
  notAvailable: 'すみません、このサービスは、いまはご利用いただけません。下のメニューからえらんでください。',
  register: '登録する',
  onlyRegistered: (title: string) =>
    `「${title}」は、ご本人の登録がすんだ方が使えます。さきに「登録する」を押して、登録をおねがいします。`,
  onlyRegisteredNow: (title: string, cityName: string) =>
    `「${title}」は、ご本人の登録がすんだ方だけが使えます。登録の受付は、いまお休みしています。くわしくは${cityName}へお問い合わせください。`,
  notReady: (title: string) =>
    `「${title}」は、いま準備中です。はじまるまで、もうしばらくお待ちください。ほかのご用は、下のメニューからえらんでください。`,
  staleChoice: 'この選択肢は古くなっています。いまの質問に、あらためてお答えください。',
  staleChoiceNothingUnderWay: 'この選択肢は古くなっています。ご用のものを、下のメニューからえらんでください。',
  expired: (title: string) =>
    `時間がたったため、「${title}」の受付をいったん終わりました。つづけるときは「もういちど はじめる」を押してください。`,
  flowChanged: (title: string) =>
    `「${title}」の内容が新しくなりました。おそれいりますが「もういちど はじめる」を押してください。`,
  myNumber:
    'マイナンバー（個人番号）のような12けたの番号は、このトークでは受け取れません。この番号は使っていません。送ったメッセージは、長押しして「送信取消」をしてください。',
  broken: 'すみません、うまく動きませんでした。「もういちど」を押すか、しばらくしてからお試しください。',
  brokenAgain: 'すみません、うまく動かないため、ここで終わります。お急ぎのときは市役所・町村役場へお電話ください。',
  stillNotUnderstood: 'うまくいかないときは、「やめる」か「メニュー」を押してください。',
  startsInstead: (title: string) => `「${title}」をはじめます。`,
} as const;
