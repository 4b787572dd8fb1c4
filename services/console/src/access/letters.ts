// The letters of the console. Their links carry their secret behind the `#`, which no server and no log sees.
import type { TenantDb } from '@tenohira/db';
import { storeMail } from '@tenohira/mail';
import type { TenantSecrets } from '@tenohira/secrets';
import type { Invitation, RelyingParty } from '@tenohira/staff';

type Tools = { secrets: TenantSecrets; party: RelyingParty };

/** In the transaction that made the invitation: either both are there, or neither. */
export async function storeInvitationLetter(db: TenantDb, tools: Tools, invitation: Invitation): Promise<void> {
  const { name: city } = await db.prisma.tenant.findFirstOrThrow();
  await storeMail(db, tools.secrets, {
    to: invitation.email,
    subject: `【手のひら市役所】${city}の管理画面への招待`,
    dedupeKey: `staff-invitation:${linkIdOf(invitation)}`,
    text: [
      `${invitation.name} 様`,
      '',
      `${city}の「手のひら市役所」管理画面に招待されました。`,
      '次のリンクを開いて、サインインの設定をしてください(7日間有効です)。',
      '',
      `${tools.party.origin}/invitation#${invitation.ticket}`,
      '',
      '心当たりがないときは、このメールを捨ててください。何も起こりません。',
    ].join('\n'),
  });
}

export async function storeResetLetter(db: TenantDb, tools: Tools, invitation: Invitation): Promise<void> {
  await storeMail(db, tools.secrets, {
    to: invitation.email,
    subject: '【手のひら市役所】パスワードの再設定',
    dedupeKey: `staff-password-reset:${linkIdOf(invitation)}`,
    text: [
      `${invitation.name} 様`,
      '',
      'パスワードを設定しなおすためのリンクです(30分間有効です)。',
      '',
      `${tools.party.origin}/password-reset#${invitation.ticket}`,
      '',
      '設定した後のサインインには、これまでどおり認証アプリの確認コードも必要です。',
      '心当たりがないときは、このメールを捨ててください。パスワードは変わりません。',
    ].join('\n'),
  });
}

function linkIdOf({ ticket }: Invitation): string {
  return ticket.split('.')[1] ?? '';
}
