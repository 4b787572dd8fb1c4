-- Operators see how many cities have each feature on, and in which version: not how it is set.
CREATE POLICY platform_feature_install ON feature_install FOR SELECT TO tenohira_platform USING (true);
GRANT SELECT (tenant_id, feature_key, version, enabled) ON feature_install TO tenohira_platform;
