export { createPrivateRedis, hasRedisServer, type PrivateRedis } from './private-redis.ts';
