import type { InputOf } from '../../../api/api-types.ts';
import { Checkbox, Select, TextField } from '../../../components/index.ts';
import type { FieldErrors } from '../use-draft-form.ts';

type Proxy = NonNullable<InputOf<'POST /programs/:programId/claims'>['body']['proxy']>;

export type ProxyDraft = { isThere: boolean; kind: Proxy['kind']; name: string; ground: string };

export const EMPTY_PROXY: ProxyDraft = { isThere: false, kind: 'household-member', name: '', ground: '' };

export const PROXY_KINDS: Readonly<Record<Proxy['kind'], string>> = {
  'household-member': '同じ世帯の人',
  'legal-representative': '法定代理人（成年後見人など）',
  'facility-staff': '施設の職員',
  delegate: '委任を受けた人',
};

export function checkProxy({ isThere, name, ground }: ProxyDraft): FieldErrors {
  if (!isThere) return {};
  return {
    proxyName: name.trim() === '' ? '代理人の氏名を入力してください。' : undefined,
    proxyGround: ground.trim() === '' ? '何を見て代理と認めたかを入力してください。' : undefined,
  };
}

export function toProxy({ isThere, kind, name, ground }: ProxyDraft): { proxy?: Proxy } {
  return isThere ? { proxy: { kind, name: name.trim(), ground: ground.trim() } } : {};
}

/** Somebody who applies for another, and what was shown for it. */
export function ProxyFields({
  value,
  errorOf,
  onChange,
}: {
  value: ProxyDraft;
  errorOf: (field: string) => string | undefined;
  onChange: (changes: Partial<ProxyDraft>) => void;
}) {
  return (
    <div className="flex flex-col gap-4">
      <Checkbox
        label="代理人の申請"
        checked={value.isThere}
        onChange={({ target }) => onChange({ isThere: target.checked })}
      />
      {value.isThere && (
        <fieldset className="flex flex-col gap-5 rounded-12 border border-line p-5">
          <legend className="px-2 text-std-16B-170">代理人</legend>
          <Select
            label="どういう人か"
            options={Object.entries(PROXY_KINDS).map(([kind, label]) => ({ value: kind, label }))}
            value={value.kind}
            onChange={({ target }) => {
              const kinds = Object.keys(PROXY_KINDS) as Proxy['kind'][]; // its own keys
              onChange({ kind: kinds.find((kind) => kind === target.value) ?? 'delegate' });
            }}
          />
          <TextField
            label="代理人の氏名"
            required
            error={errorOf('proxyName')}
            maxLength={60}
            value={value.name}
            onChange={({ target }) => onChange({ name: target.value })}
          />
          <TextField
            label="確かめたもの"
            help="委任状、登記事項証明書、代理人の身分証など。マイナンバーは書かないでください。"
            required
            error={errorOf('proxyGround')}
            maxLength={200}
            value={value.ground}
            onChange={({ target }) => onChange({ ground: target.value })}
          />
        </fieldset>
      )}
    </div>
  );
}
