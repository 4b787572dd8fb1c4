import { randomBytes } from 'node:crypto';
import { hashToken } from '@tenohira/core';
import type { TenantDb } from '@tenohira/db';

const CODES = 10;
/** Without what looks alike: 0 and o, 1 and l and i. */
const LETTERS = '23456789abcdefghjkmnpqrstuvwxyz';
const LETTERS_A_CODE = 24;

/** Ten new codes in place of all that were there. They are shown this once: `abcd-efgh-jkmn-pqrs-tuvw-xyz2`. */
export async function replaceRecoveryCodes(db: TenantDb, staffId: string): Promise<string[]> {
  const codes = Array.from({ length: CODES }, newCode);
  await db.prisma.staffRecoveryCode.deleteMany({ where: { staffId } });
  await db.prisma.staffRecoveryCode.createMany({
    data: codes.map((code) => ({ staffId, codeHash: hashToken(plain(code)) })),
  });
  return codes;
}

/** Once for each code: how many are left. Undefined where it is none. */
export async function spendRecoveryCode(db: TenantDb, staffId: string, code: string): Promise<number | undefined> {
  const rows = await db.sql('delete from staff_recovery_code where staff_id = $1 and code_hash = $2 returning 1', [
    staffId,
    hashToken(plain(code)),
  ]);
  return rows.length === 0 ? undefined : db.prisma.staffRecoveryCode.count({ where: { staffId } });
}

/** 118 random bits: from 112 on a plain hash keeps them as well as a slow one (ASVS 5.0, 6.5.2), and nobody waits for ten slow ones. */
function newCode(): string {
  // 248 is the largest multiple of 31 in a byte: what is above would make some letters likelier.
  const letters: string[] = [];
  while (letters.length < LETTERS_A_CODE) {
    for (const byte of randomBytes(LETTERS_A_CODE)) {
      if (byte < 248 && letters.length < LETTERS_A_CODE) letters.push(LETTERS.charAt(byte % LETTERS.length));
    }
  }
  return (letters.join('').match(/.{4}/g) ?? []).join('-');
}

function plain(code: string): string {
  return code.normalize('NFKC').toLowerCase().replace(/[\s-]/g, '');
}
