import { useApiMutation } from '../../../api/use-api.ts';
import { useApiForm } from '../../../api/use-api-form.ts';
import { Button, ExternalLink, Form, Notice, TextField } from '../../../components/index.ts';
import type { City } from '../city-state.ts';
import { ProblemList } from '../health-card.tsx';

/** Ties the city to its LINE account. The secret goes in and never comes out. */
export function ChannelStep({ city: { tenantId, name, health } }: { city: City }) {
  const connectedTo = health.channel?.displayName;
  const params = { tenantId };
  const form = useApiForm('POST /operator/cities/:tenantId/channel', {
    defaultValues: { channelId: health.channel?.lineChannelId ?? '', channelSecret: '' },
    input: ({ channelId, channelSecret }) => ({
      params,
      body: { channelId: channelId.trim(), channelSecret: channelSecret.trim() },
    }),
    done: 'LINE公式アカウントをつなぎ、Webhookを試しました。',
    onDone: (_answer, { channelId }) => form.hookForm.reset({ channelId, channelSecret: '' }),
  });
  const check = useApiMutation('POST /operator/cities/:tenantId/channel/check', { done: 'LINEに確かめました。' });
  return (
    <>
      <p>
        市区町村の
        <ExternalLink href="https://developers.line.biz/console/">LINE Developersコンソール</ExternalLink>
        で、Messaging
        APIのチャネルの「チャネル基本設定」を開き、チャネルIDとチャネルシークレットを写します。LINEに確かめてから保存し、Webhook
        URLの登録と試験まで行います。
      </p>
      <Form
        form={form}
        submit="LINEに確かめて、つなぐ"
        actions={
          health.channel !== null && (
            <Button size="lg" icon="retry" busy={check.isPending} onClick={() => check.mutate({ params })}>
              もう一度確かめる
            </Button>
          )
        }
      >
        <TextField
          label="チャネルID"
          inputMode="numeric"
          autoComplete="off"
          {...form.field('channelId', { required: 'チャネルIDを入力してください。' })}
        />
        <TextField
          label="チャネルシークレット"
          type="password"
          autoComplete="off"
          width="full"
          help="32文字の英数字です。暗号にして保存し、どの画面にも出ません。"
          {...form.field('channelSecret', { required: 'チャネルシークレットを入力してください。' })}
        />
      </Form>
      {connectedTo !== undefined && !isNamedAfter(connectedTo, name) && (
        <Notice kind="warning" title={`つながっているのは「${connectedTo}」です`}>
          {name}
          のLINE公式アカウントか、確かめてください。違うときは、正しいチャネルIDとチャネルシークレットで、つなぎ直してください。
        </Notice>
      )}
      <ProblemList problems={health.channel === null ? [] : health.problems} />
    </>
  );
}

/** Accounts carry the city's name, often without 市区町村 and with words of their own around it. */
function isNamedAfter(accountName: string, cityName: string): boolean {
  return accountName.includes(cityName.replace(/[市区町村]$/, ''));
}
