/** Begins a query with `line`: each of the claims `$1` (claim_id), and all that it has taken the place of (id), see release-portions.ts. */
export const CLAIM_LINE = `with recursive line as (
    select id as claim_id, id, source_key from benefit_claim where id = any($1::uuid[])
    union
    select line.claim_id, c.id, c.source_key from line
    join benefit_claim c on c.id = case when line.source_key like 'replaces:%' then substr(line.source_key, 10)::uuid end
  )`;
