import type { TenantDb } from '@tenohira/db';
import type { ListDifference } from './difference.ts';
import type { ListProblem } from './report.ts';

export type StoredList = {
  id: string;
  programId: string;
  /** 1 for the program's first. */
  number: number;
  fileName: string;
  fileHash: string;
  status: 'reading' | 'refused' | 'staged' | 'applied' | 'superseded';
  /** While it is being read: about how many there will be. */
  rowCount: number;
  /** Rows handled so far. */
  progressRows: number;
  report: { problems: ListProblem[]; problemCount: number; warnings: ListProblem[]; warningCount: number } | null;
  difference: ListDifference | null;
  uploadedBy: string;
  createdAt: Date;
  appliedBy: string | null;
  appliedAt: Date | null;
};

const COLUMNS = `id, program_id as "programId", number, file_name as "fileName", file_hash as "fileHash", status, row_count as "rowCount",
  progress_rows as "progressRows", report, difference, uploaded_by as "uploadedBy", created_at as "createdAt",
  applied_by as "appliedBy", applied_at as "appliedAt"`;

export async function findList(db: TenantDb, listId: string): Promise<StoredList | undefined> {
  const [list] = await db.sql<StoredList>(`select ${COLUMNS} from benefit_list where id = $1`, [listId]);
  return list;
}

/** Newest first. */
export function listLists(db: TenantDb, programId: string): Promise<StoredList[]> {
  return db.sql<StoredList>(`select ${COLUMNS} from benefit_list where program_id = $1 order by number desc`, [
    programId,
  ]);
}
