-- What the platform decides for every city alike. No tenant is in here and nothing about one, so it has a schema of its own,
-- apart from the tables of tenants in `public`. Every city reads it; only the platform's own tenant writes.
CREATE SCHEMA platform;
GRANT USAGE ON SCHEMA platform TO tenohira_app;

-- A feature that no city may use for now, whatever it has switched on.
CREATE TABLE platform.feature_withdrawal (
  feature_key text NOT NULL,
  reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
  withdrawn_at timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT feature_withdrawal_pkey PRIMARY KEY (feature_key)
);
ALTER TABLE platform.feature_withdrawal ENABLE ROW LEVEL SECURITY;
ALTER TABLE platform.feature_withdrawal FORCE ROW LEVEL SECURITY;
CREATE POLICY seen_by_all ON platform.feature_withdrawal FOR SELECT TO tenohira_app USING (true);
-- A transaction sees one row of tenant: its own.
CREATE POLICY decided_by_the_platform ON platform.feature_withdrawal FOR INSERT TO tenohira_app
  WITH CHECK (EXISTS (SELECT FROM public.tenant WHERE kind = 'platform'));
CREATE POLICY ended_by_the_platform ON platform.feature_withdrawal FOR DELETE TO tenohira_app
  USING (EXISTS (SELECT FROM public.tenant WHERE kind = 'platform'));
GRANT SELECT, INSERT, DELETE ON platform.feature_withdrawal TO tenohira_app;
