import { countGraphemes, toSearchKey } from '@tenohira/core';
import type { AnyBlock, AnyFeature } from '@tenohira/feature-kit';
import { createBlockRegistry } from '../installed-feature.ts';
import { reservedMeaning } from '../reserved-words.ts';
import type { FlowProblem } from './flow-problem.ts';
import { type LintSurroundings, lintFlow } from './lint-flow.ts';

type LintedFeature = Pick<AnyFeature, 'key' | 'title' | 'menu' | 'triggers' | 'flows' | 'blocks'> &
  Partial<Pick<AnyFeature, 'settings'>>;

/** Label of a menu button: LINE counts grapheme clusters. https://developers.line.biz/en/reference/messaging-api/#action-objects */
const MENU_LABEL_MAX = 20;

/**
 * All problems of a feature: of each flow, of the menu, and of its keywords, also against the features beside it.
 * @param blocks the shared blocks; the feature's own are added
 */
export function lintFeature(
  feature: LintedFeature,
  blocks: readonly AnyBlock[],
  others?: readonly LintedFeature[],
): FlowProblem[] {
  const surroundings: LintSurroundings = {
    blocks: createBlockRegistry(blocks, feature.blocks),
    flows: feature.flows,
    ...(feature.settings ? { settings: feature.settings } : {}),
    ...(others ? { hasFlow: (key: string, flow: string) => hasFlow([feature, ...others], key, flow) } : {}),
  };
  return [
    ...checkMenu(feature),
    ...checkFlowKeys(feature),
    ...checkKeywords(feature, others ?? []),
    ...feature.flows.flatMap((flow) => lintFlow(flow, surroundings)),
  ];
}

function hasFlow(features: readonly LintedFeature[], key: string, flow: string): boolean {
  return features.some((feature) => feature.key === key && feature.flows.some((candidate) => candidate.key === flow));
}

function checkMenu(feature: LintedFeature): FlowProblem[] {
  const length = countGraphemes(feature.menu.label);
  const label: FlowProblem[] =
    length >= 1 && length <= MENU_LABEL_MAX
      ? []
      : [
          {
            severity: 'error',
            code: 'MENU_LABEL_LENGTH',
            message: `メニューの文字「${feature.menu.label}」は${length}文字です。1文字から${MENU_LABEL_MAX}文字までにしてください。`,
          },
        ];
  const flows = [feature.menu.flow, ...feature.triggers.map(({ flow }) => flow)];
  const unknown = [...new Set(flows)].filter((key) => !hasFlow([feature], feature.key, key));
  return [
    ...label,
    ...unknown.map(
      (flow): FlowProblem => ({
        severity: 'error',
        flow,
        code: 'FLOW_UNKNOWN',
        message: `メニューかキーワードではじめる会話「${flow}」がありません。会話をえらびなおしてください。`,
      }),
    ),
  ];
}

function checkFlowKeys({ flows }: LintedFeature): FlowProblem[] {
  const keys = flows.map(({ key }) => key);
  const twice = new Set(keys.filter((key, index) => keys.indexOf(key) !== index));
  return [...twice].map((flow) => ({
    severity: 'error',
    flow,
    code: 'FLOW_TWICE',
    message: `「${flow}」という会話が2つあります。片方の名前を変えてください。`,
  }));
}

function checkKeywords(feature: LintedFeature, others: readonly LintedFeature[]): FlowProblem[] {
  const taken = new Map<string, string>();
  const elsewhere = new Map(
    others
      .filter(({ key }) => key !== feature.key)
      .flatMap(({ title, triggers }) =>
        triggers.flatMap(({ keywords }) => keywords.map((word) => [toSearchKey(word), title] as const)),
      ),
  );
  return feature.triggers.flatMap(({ flow, keywords }) =>
    keywords.flatMap((word): FlowProblem[] => {
      const key = toSearchKey(word);
      const before = taken.get(key);
      taken.set(key, flow);
      if (key === '')
        return [
          { severity: 'error', flow, code: 'KEYWORD_EMPTY', message: '空のキーワードがあります。消してください。' },
        ];
      if (reservedMeaning(word)) {
        const message = `キーワード「${word}」は、どの会話でも使う言葉です。ほかの言葉にしてください。`;
        return [{ severity: 'error', flow, code: 'KEYWORD_RESERVED', message }];
      }
      if (before !== undefined) {
        const message = `キーワード「${word}」が2回あります（読みや文字の幅がちがっても同じ言葉です）。片方を消してください。`;
        return [{ severity: 'error', flow, code: 'KEYWORD_TAKEN', message }];
      }
      const other = elsewhere.get(key);
      if (other === undefined) return [];
      const message = `キーワード「${word}」は「${other}」でも使っています。メニューで先にあるほうがはじまります。`;
      return [{ severity: 'warning', flow, code: 'KEYWORD_TAKEN', message }];
    }),
  );
}
