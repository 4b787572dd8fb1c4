import type {
  AppControllerRoute,
  AppViewRoute,
  BullBoardQueues,
  IServerAdapter,
  UIConfig,
} from '@bull-board/api/typings/app';

/** What bull-board hands to a server. */
export type BoardParts = {
  queues: BullBoardQueues;
  config: UIConfig;
  /** Where the page itself is. */
  pages: readonly string[];
  routes: readonly AppControllerRoute[];
};

/**
 * Takes bull-board apart instead of serving it as `@bull-board/fastify` does: that one's page has an inline style, loads fonts
 * from elsewhere, and its routes also change things.
 */
export function createBoardAdapter(): { adapter: IServerAdapter; parts: BoardParts } {
  const parts: BoardParts = { queues: new Map(), config: {}, pages: [], routes: [] };
  const adapter: IServerAdapter = {
    setQueues: (queues) => keep({ queues }),
    setUIConfig: (config) => keep({ config }),
    setEntryRoute: ({ route }: AppViewRoute) => keep({ pages: [route].flat() }),
    setApiRoutes: (routes) => keep({ routes }),
    // The server has its own.
    setErrorHandler: () => adapter,
    setStaticPath: () => adapter,
    setViewsPath: () => adapter,
  };
  const keep = (some: Partial<BoardParts>): IServerAdapter => {
    Object.assign(parts, some);
    return adapter;
  };
  return { adapter, parts };
}
