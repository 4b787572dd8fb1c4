import type { Json } from '@tenohira/core';
import type { Ports } from '@tenohira/feature-kit';
import { samplePlatformPorts } from '@tenohira/feature-kit/sample-platform-ports';

type Canned = Readonly<Record<string, Readonly<Record<string, Json>>>>;

/** Ports that look nothing up: the platform's own with plain answers, and canned ones over them. */
export function cannedPorts(canned: Canned = {}): Ports {
  const ports: Record<string, unknown> = { ...samplePlatformPorts() };
  for (const [name, functions] of Object.entries(canned)) {
    const known = ports[name];
    ports[name] = { ...(typeof known === 'object' ? known : {}), ...toFunctions(functions) };
  }
  return ports;
}

function toFunctions(functions: Readonly<Record<string, Json>>) {
  return Object.fromEntries(Object.entries(functions).map(([name, result]) => [name, toFunction(result)]));
}

function toFunction(result: Json): () => Promise<Json | undefined> {
  const each = typeof result === 'object' && result !== null && !Array.isArray(result) ? result.$each : undefined;
  if (!Array.isArray(each)) return async () => structuredClone(result);
  let calls = 0;
  return async () => {
    const item = each[Math.min(calls, each.length - 1)];
    calls += 1;
    return structuredClone(item);
  };
}
