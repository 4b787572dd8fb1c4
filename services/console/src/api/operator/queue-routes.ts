// The worker's queues in numbers, for operators. What is in them is on bull-board's pages, see queue-board/.
import { OUR_QUEUES } from '@tenohira/queue';
import { BOARD_PATH } from '../../queue-board/queue-board.ts';
import { defineRoute } from '../route.ts';
import { queues } from './answers.ts';

/** What goes through each, in words. One that is not named here shows its name. */
const TITLES: Readonly<Record<string, string>> = {
  'line-push': 'LINEのメッセージを送る',
  'mail-send': 'メールを送る',
  'feature-job': '機能の予約された仕事',
  'inbox-event': '途切れた住民の操作を続ける',
  'payout-submit': '支払いを発行元に頼む',
};

export const queueRoutes = [
  defineRoute({
    method: 'GET',
    url: '/operator/queues',
    summary: 'キューごとの仕事の数',
    permission: 'operate',
    answer: queues,
    run: async ({ queues }) => {
      if (queues === undefined) return { backend: null, boardPath: null, queues: [] };
      await queues.openForLooking(OUR_QUEUES);
      const counts = await queues.counts();
      return {
        backend: queues.backend,
        boardPath: `${BOARD_PATH}/`,
        queues: OUR_QUEUES.map(({ name }) => {
          const {
            waiting = 0,
            prioritized = 0,
            active = 0,
            delayed = 0,
            failed = 0,
            completed = 0,
          } = counts[name] ?? {};
          return {
            name,
            title: TITLES[name] ?? name,
            waiting: waiting + prioritized,
            active,
            delayed,
            failed,
            completed,
          };
        }),
      };
    },
  }),
] as const;
