import { jstDateOf } from '@tenohira/core';
import type { TenantDb } from '@tenohira/db';
import type { NearbyCase } from '@tenohira/feature-kit';
import { CLOSED_STATUSES } from './case-status.ts';

/** Mean radius of the earth, in metres (IUGG). */
const EARTH_RADIUS_M = 6_371_009;
const METRES_PER_DEGREE = (Math.PI / 180) * EARTH_RADIUS_M;

export type NearbyQuery = {
  featureKey: string;
  category: string;
  latitude: number;
  longitude: number;
  radiusM: number;
  limit: number;
};

/** Open cases of a feature and category within the radius, nearest first. */
export async function findNearbyCases(db: TenantDb, query: NearbyQuery): Promise<NearbyCase[]> {
  const { featureKey, category, latitude, longitude, radiusM, limit } = query;
  const latitudeSpan = radiusM / METRES_PER_DEGREE;
  const longitudeSpan = latitudeSpan / Math.max(0.01, Math.cos((latitude * Math.PI) / 180));
  const rows = await db.prisma.serviceCase.findMany({
    where: {
      featureKey,
      category,
      status: { notIn: [...CLOSED_STATUSES] },
      latitude: { gte: latitude - latitudeSpan, lte: latitude + latitudeSpan },
      longitude: { gte: longitude - longitudeSpan, lte: longitude + longitudeSpan },
    },
    select: { id: true, number: true, title: true, status: true, latitude: true, longitude: true, createdAt: true },
  });
  return rows
    .flatMap((row) => {
      if (row.latitude === null || row.longitude === null) return [];
      const place = { latitude: row.latitude, longitude: row.longitude };
      const distanceM = distanceInMetres({ latitude, longitude }, place);
      const { id: caseId, number, title, status, createdAt } = row;
      return [{ caseId, number, title, status, ...place, distanceM, reportedOn: jstDateOf(createdAt) }];
    })
    .filter((candidate) => candidate.distanceM <= radiusM)
    .sort((a, b) => a.distanceM - b.distanceM)
    .slice(0, limit);
}

type Place = { latitude: number; longitude: number };

/** Great-circle distance by the haversine formula; exact to half a per cent, which a road does not notice. */
export function distanceInMetres(from: Place, to: Place): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const halfLatitude = Math.sin(radians(to.latitude - from.latitude) / 2);
  const halfLongitude = Math.sin(radians(to.longitude - from.longitude) / 2);
  const chord =
    halfLatitude ** 2 + Math.cos(radians(from.latitude)) * Math.cos(radians(to.latitude)) * halfLongitude ** 2;
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(chord)));
}
