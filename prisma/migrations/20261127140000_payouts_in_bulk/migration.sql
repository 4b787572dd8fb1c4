-- What every payout of a pay day pays for: an index that payout_batch_line stands in for, and a look for the same journal by each
-- of its entries. That an entry has its journal is checked once a statement instead. Nobody can take the journal away later
-- (append_only, and no right to), so it is as good as the foreign key.
DROP INDEX "payout_tenant_id_batch_id_batch_line_idx";
ALTER TABLE "ledger_entry" DROP CONSTRAINT "ledger_entry_tenant_id_journal_id_fkey";

CREATE OR REPLACE FUNCTION post_ledger_entries() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM (SELECT DISTINCT tenant_id, journal_id, program_id FROM posted) p
    LEFT JOIN ledger_journal j ON j.tenant_id = p.tenant_id AND j.id = p.journal_id AND j.program_id = p.program_id
    WHERE j.id IS NULL
  ) THEN
    RAISE EXCEPTION 'an entry without its journal' USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'ledger_entry_journal';
  END IF;
  IF EXISTS (SELECT FROM posted GROUP BY tenant_id, journal_id HAVING sum(amount_yen) <> 0) THEN
    RAISE EXCEPTION 'a journal does not balance' USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_journal_balances';
  END IF;
  INSERT INTO ledger_balance (tenant_id, program_id, account, balance_yen)
  SELECT DISTINCT tenant_id, program_id, account, 0::bigint FROM posted ORDER BY 1, 2, 3
  ON CONFLICT DO NOTHING;
  -- In one order, so that two writers never wait for each other in a circle.
  PERFORM 1 FROM ledger_balance b
  WHERE (b.tenant_id, b.program_id) IN (SELECT tenant_id, program_id FROM posted) ORDER BY b.program_id, b.account FOR UPDATE;
  UPDATE ledger_balance b SET balance_yen = b.balance_yen + p.amount_yen
  FROM (SELECT tenant_id, program_id, account, sum(amount_yen)::bigint AS amount_yen FROM posted GROUP BY 1, 2, 3) p
  WHERE b.tenant_id = p.tenant_id AND b.program_id = p.program_id AND b.account = p.account;
  RETURN NULL;
END $$;
