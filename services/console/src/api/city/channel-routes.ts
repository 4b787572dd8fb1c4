// The city's LINE account, and its way from practice to live.
import {
  channelSchema,
  checkChannel,
  connectChannel,
  goLive,
  listLiveChecks,
  listPossibleTestResidents,
  markTestResident,
  readChannel,
} from '@tenohira/onboarding';
import { z } from 'zod';
import { defined, defineRoute } from '../route.ts';
import { channel, liveChecks, testResident } from './channel-answers.ts';

export const channelRoutes = [
  defineRoute({
    method: 'GET',
    url: '/channel',
    summary: 'LINE公式アカウントとその調子。シークレットは返さない',
    permission: 'manage',
    answer: channel,
    run: ({ onboarding, staff }) => readChannel(onboarding, staff.tenantId),
  }),
  defineRoute({
    method: 'POST',
    url: '/channel/check',
    summary: 'LINE公式アカウントの調子を、いまLINEに確かめる',
    permission: 'manage',
    answer: channel,
    run: async ({ onboarding, staff }) => {
      await checkChannel(onboarding, staff.tenantId);
      return readChannel(onboarding, staff.tenantId);
    },
  }),
  defineRoute({
    method: 'PUT',
    url: '/channel',
    summary:
      'チャネルシークレットを新しくする。前のものも1日は使える。チャネルIDは、まだ住民がいないときだけ替えられる',
    permission: 'manage',
    stepUp: true,
    body: channelSchema.partial({ channelId: true }),
    answer: channel,
    run: async ({ onboarding, staff, actor, body: { channelId, channelSecret } }) => {
      const given = defined({ lineChannelId: channelId, channelSecret });
      await connectChannel(onboarding, staff.tenantId, given, actor);
      return readChannel(onboarding, staff.tenantId);
    },
  }),
  defineRoute({
    method: 'GET',
    url: '/practice/residents',
    summary: '練習に参加する住民(職員)と、最近話しかけた住民。名前はわからない',
    permission: 'prepare',
    answer: z.object({ residents: z.array(testResident) }),
    run: async ({ inTenant }) => ({ residents: await inTenant(listPossibleTestResidents) }),
  }),
  defineRoute({
    method: 'PUT',
    url: '/practice/residents/:residentId',
    summary: '練習に参加する住民の印をつける、はずす。練習中は、印のある住民にだけお知らせが届く',
    permission: 'prepare',
    params: z.object({ residentId: z.uuid() }),
    body: z.strictObject({ isTest: z.boolean() }),
    run: ({ inTenant, params, body, actor }) =>
      inTenant((scope) => markTestResident(scope, params.residentId, body.isTest, actor)),
  }),
  defineRoute({
    method: 'GET',
    url: '/practice/checks',
    summary: '本番に切りかえる前に確かめること。LINEにもいま確かめる',
    permission: 'manage',
    answer: liveChecks,
    run: async ({ onboarding, staff }) => ({ checks: await listLiveChecks(onboarding, staff.tenantId) }),
  }),
  defineRoute({
    method: 'POST',
    url: '/practice/end',
    summary: '本番に切りかえる。練習には戻せない',
    permission: 'manage',
    stepUp: true,
    answer: liveChecks,
    run: async ({ onboarding, staff, actor }) => ({ checks: await goLive(onboarding, staff.tenantId, actor) }),
  }),
] as const;
