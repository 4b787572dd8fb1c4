import { defineErrors } from '@tenohira/core';

// 401 is for a session that is missing or over: browsers then refresh it. A wrong answer on the way in is 400.
export const errors = defineErrors('STAFF', {
  NOT_SIGNED_IN: {
    message: 'no live session and no valid token',
    userMessage: 'サインインが必要です。もう一度サインインしてください。',
    statusCode: 401,
  },
  NOT_ALLOWED: {
    message: 'the role does not allow this',
    userMessage: 'この操作をする権限がありません。管理者にご相談ください。',
    statusCode: 403,
  },
  STEP_UP_NEEDED: {
    message: 'two factors were last shown too long ago for this',
    userMessage: '大切な操作のため、ご本人の確認が必要です。パスキーか確認コードで、もう一度お確かめください。',
    statusCode: 403,
  },
  PASSKEY_NEEDED: {
    message: 'the city takes a passkey only for this, and none was shown lately',
    userMessage:
      'この操作には、パスキーでの本人の確認が必要です。まだ登録していないときは、「自分のアカウント」で、この端末のパスキーを登録してください。',
    statusCode: 403,
  },
  NETWORK_NOT_ALLOWED: {
    message: "the address is outside the city's networks",
    userMessage: 'この場所(ネットワーク)からは使えません。庁内のネットワークからサインインしてください。',
    statusCode: 403,
  },
  SIGN_IN_FAILED: {
    message: 'unknown person, wrong password, or locked',
    userMessage:
      'メールアドレスかパスワードが違います。5回続けて間違えると、しばらくの間サインインできません。お忘れのときは、パスワードを設定しなおしてください。',
    statusCode: 400,
  },
  CODE_WRONG: {
    message: 'the code is wrong, used, or too old',
    userMessage:
      '確認コードが違います。認証アプリに今表示されている6けたの数字を入れてください。一度使ったコードは使えません。',
    statusCode: 400,
  },
  PASSKEY_REFUSED: {
    message: 'the passkey is not known or its answer does not verify',
    userMessage: 'パスキーを確かめられませんでした。もう一度お試しになるか、パスワードでサインインしてください。',
    statusCode: 400,
  },
  ATTEMPT_EXPIRED: {
    message: 'the step was taken already, or too late',
    userMessage: '時間がたったため、はじめからやり直してください。',
    statusCode: 400,
  },
  LINK_INVALID: {
    message: 'the link is unknown, used or expired',
    userMessage:
      'このリンクは使えません。期限が切れたか、すでに使われています。管理者に、もう一度送ってもらってください。',
    statusCode: 404,
  },
  PASSWORD_WEAK: {
    message: 'the password is too short or too easy to guess',
    userMessage:
      'パスワードは12文字以上で、推測されにくいものにしてください。思い出しやすい言葉を4つほど並べると、強くて覚えやすくなります。',
    statusCode: 400,
  },
  PASSWORD_BREACHED: {
    message: 'the password is in a set of leaked ones',
    userMessage:
      'このパスワードは、どこかのサービスから漏れたものの中にあるため、使えません。ほかで使っていないものにしてください。',
    statusCode: 400,
  },
  PASSWORD_WRONG: {
    message: 'the present password is wrong',
    userMessage: '今のパスワードが違います。',
    statusCode: 400,
  },
  EMAIL_INVALID: {
    message: 'no address',
    userMessage: 'メールアドレスの形が正しくありません。',
    statusCode: 400,
  },
  EMAIL_TAKEN: {
    message: 'somebody of this city has that address',
    userMessage: 'このメールアドレスの職員は、すでに登録されています。',
    statusCode: 409,
  },
  NOT_FOUND: {
    message: 'no such person in this city',
    userMessage: '職員が見つかりません。',
    statusCode: 404,
  },
  ROLE_UNKNOWN: {
    message: 'no such role here',
    userMessage: '役割は owner(管理者)、editor(担当者)、approver(承認者)、viewer(閲覧者)のどれかで指定してください。',
    statusCode: 400,
  },
  LAST_OWNER: {
    message: 'the last owner cannot leave or become something else',
    userMessage: '管理者が一人もいなくなるため、できません。先に、ほかの職員を管理者にしてください。',
    statusCode: 409,
  },
  OWN_ROLE: {
    message: 'nobody changes their own role or access',
    userMessage: '自分の役割や利用は、自分では変えられません。ほかの管理者に頼んでください。',
    statusCode: 409,
  },
  PASSKEY_NOT_FOUND: {
    message: 'no such passkey of this person',
    userMessage: 'パスキーが見つかりません。',
    statusCode: 404,
  },
  LAST_FACTOR: {
    message: 'nothing would be left to sign in with',
    userMessage:
      'ほかにサインインの方法がないため、このパスキーは消せません。先にパスワードと認証アプリを設定してください。',
    statusCode: 409,
  },
  SESSION_NOT_FOUND: {
    message: 'no such live session',
    userMessage: 'サインイン中の端末が見つかりません。すでに終わっています。',
    statusCode: 404,
  },
  NETWORK_INVALID: {
    message: 'no network in CIDR notation',
    userMessage: 'ネットワークは 203.0.113.0/24 のような形で、1行に1つ入れてください。',
    statusCode: 400,
  },
  NETWORK_LOCKS_OUT: {
    message: 'the caller would be locked out',
    userMessage: '今お使いの場所が含まれていません。このまま保存すると入れなくなるため、保存しませんでした。',
    statusCode: 409,
  },
  TOKEN_SCOPE_UNKNOWN: {
    message: 'no such scope',
    userMessage: 'APIトークンの権限に、使えないものがあります。',
    statusCode: 400,
  },
  TOKEN_NOT_FOUND: {
    message: 'no such token',
    userMessage: 'APIトークンが見つかりません。',
    statusCode: 404,
  },
  DEPARTMENT_EXISTS: {
    message: 'a department of that name exists',
    userMessage: '同じ名前の部署がすでにあります。',
    statusCode: 409,
  },
  DEPARTMENT_NOT_FOUND: {
    message: 'no such department',
    userMessage: '部署が見つかりません。',
    statusCode: 404,
  },
  PERSON_NOT_FOUND: {
    message: 'no such member of staff, or not one who may do this',
    userMessage: '職員が見つかりません。いまも在籍していて、受付を扱える役割の職員を選んでください。',
    statusCode: 404,
  },
});
