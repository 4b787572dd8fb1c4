export { cityCommandConfigSchema } from './city-command.ts';
export { type ConsoleConfig, consoleConfigSchema } from './console.ts';
export { type GatewayConfig, gatewayConfigSchema } from './gateway.ts';
export { ConfigError, type ConfigProblem, loadConfig } from './load-config.ts';
export { type LocalConfig, localConfigSchema } from './local.ts';
export { type WorkerConfig, workerConfigSchema } from './worker.ts';
