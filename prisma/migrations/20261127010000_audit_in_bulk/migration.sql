-- As before, in half the time: the links of one call are hashed one after another and written together. All of a call have
-- the same `at`. The content begins with sequence and time; the rest of it is the fact as jsonb has it.
CREATE OR REPLACE FUNCTION append_audit(entries jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  head audit_head;
  entry jsonb;
  moment timestamptz(6) := clock_timestamp();
  told text := to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"');
  body text;
  bodies text[] := '{}';
  hashes bytea[] := '{}';
BEGIN
  INSERT INTO audit_head (sequence, hash) VALUES (0, '') ON CONFLICT (tenant_id) DO NOTHING;
  SELECT * INTO STRICT head FROM audit_head FOR UPDATE;
  FOR entry IN SELECT jsonb_build_object('detail', '{}'::jsonb) || f FROM jsonb_array_elements(entries) f LOOP
    head.sequence := head.sequence + 1;
    body := format('{"sequence": %s, "at": "%s", %s', head.sequence, told, substr(entry::text, 2));
    head.hash := sha256(head.hash || convert_to(body, 'UTF8'));
    bodies := bodies || body;
    hashes := hashes || head.hash;
  END LOOP;
  INSERT INTO audit_entry (sequence, at, actor, action, subject, content, hash)
  SELECT head.sequence - jsonb_array_length(entries) + f.position, moment, fact ->> 'actor', fact ->> 'action', fact ->> 'subject', content, hash
  FROM jsonb_array_elements(entries) WITH ORDINALITY f(fact, position)
  JOIN unnest(bodies, hashes) WITH ORDINALITY l(content, hash, position) USING (position);
  UPDATE audit_head SET sequence = head.sequence, hash = head.hash;
END $$;
