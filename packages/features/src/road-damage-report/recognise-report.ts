import { toSearchKey } from '@tenohira/core';
import { DETAIL_MAX_LENGTH, reportFlow } from './flow.ts';

const THINGS = words(
  '道路 歩道 車道 路面 アスファルト 側溝 グレーチング マンホール 街灯 街路灯 外灯 照明灯 カーブミラー ガードレール 標識 街路樹 木 枝 石 遊具 公園',
);
const TROUBLES = words(
  '穴 陥没 ひび へこ 割れ 壊れ こわれ 破損 曲が 折れ 倒れ 倒木 落石 切れて つかない 点かない 消えて ぐらぐら 外れ はずれ 段差 危な あぶな 危険 ふさ',
);

/**
 * Somebody who writes "道路に穴があいています" out of the blue wants to report it: the words are kept as the report's
 * description. Needs a thing and a trouble, so that a question about road works or parks stays one.
 */
export function recogniseReport(text: string): { flow: string; variables: { detail: string } } | undefined {
  const detail = text.trim();
  if (detail.length > DETAIL_MAX_LENGTH) return undefined;
  const key = toSearchKey(detail);
  const isReport = THINGS.some((word) => key.includes(word)) && TROUBLES.some((word) => key.includes(word));
  return isReport ? { flow: reportFlow.key, variables: { detail } } : undefined;
}

function words(list: string): string[] {
  return list.split(' ').map(toSearchKey);
}
