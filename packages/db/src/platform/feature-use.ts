import type pg from 'pg';

export type FeatureUse = {
  featureKey: string;
  /** Of the feature, as these cities have installed it. */
  version: number;
  /** How many have it on. */
  cities: number;
};

export async function countFeatureUse(pool: pg.Pool): Promise<FeatureUse[]> {
  const { rows } = await pool.query<FeatureUse>(
    `select feature_key as "featureKey", version, count(*)::int as cities from feature_install
     where enabled group by feature_key, version order by feature_key, version`,
  );
  return rows;
}
