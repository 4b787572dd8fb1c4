// Shapes of one character, folded into one. Only shapes that an authority calls the same character are here; characters
// that merely look or sound alike (斉 and 斎, 苅 and 刈) stay apart.
//
// Sources: 常用漢字表 (平成22年内閣告示第2号), the 康熙字典体 in brackets; 戸籍法施行規則 別表第二, the pairs joined by a dash;
// 誤字俗字・正字一覧表 (平成16年法務省民一第2842号通達) for 髙, 﨑, 邉 and the like. The idea of folding by a published
// table is that of the MJ縮退マップ (文字情報技術促進協議会); its looser classes (similar reading, similar meaning) are left out.

/** The shape that stands for all, then the others. */
const GROUPS = `
亜亞 悪惡 圧壓 囲圍 医醫 為爲 壱壹 逸逸 稲稻 隠隱 栄榮 営營 衛衞 駅驛 謁謁 円圓 塩鹽 縁緣 艶艷 応應 欧歐 殴毆 桜櫻 奥奧 横橫 温溫 穏穩
仮假 価價 画畫 会會 絵繪 壊壞 懐懷 拡擴 殻殼 覚覺 学學 岳嶽 楽樂 渇渴 缶罐 巻卷 陥陷 勧勸 寛寬 関關 歓歡 観觀 顔顏 気氣 帰歸 既旣 亀龜 偽僞 戯戲 犠犧
旧舊 拠據 挙擧 虚虛 峡峽 挟挾 教敎 強强 郷鄕 暁曉 区區 駆驅 勲勳 薫薰 径徑 茎莖 恵惠 掲揭 渓溪 経經 蛍螢 軽輕 継繼 鶏鷄 芸藝 撃擊 県縣 倹儉 剣劍劔 険險 圏圈 検檢 献獻 権權 顕顯 験驗 厳嚴
広廣 効效 恒恆 黄黃 鉱鑛 号號 国國圀 黒黑 済濟 砕碎 斎齋 剤劑 冊册 桟棧 蚕蠶 惨慘 産產 賛贊 残殘 糸絲 姉姊 歯齒 児兒 辞辭 湿濕 実實 写寫 釈釋 寿壽 収收 従從 渋澁 獣獸 縦縱 粛肅 処處 緒緖
叙敍 将將 祥祥 称稱 渉涉 焼燒 証證 奨奬 条條 状狀 乗乘 浄淨 剰剩 畳疊 縄繩 壌壤 嬢孃 譲讓 醸釀 触觸 嘱囑 真眞 寝寢 慎愼 尽盡 図圖 粋粹 酔醉 穂穗 随隨 髄髓 枢樞 数數 瀬瀨 声聲 斉齊 青靑 清淸 静靜 窃竊 摂攝 説說 専專 浅淺 戦戰 践踐 銭錢 潜潛 繊纖 禅禪
双雙 壮壯 争爭 荘莊 捜搜 挿插 巣巢 曽曾 装裝 総總 騒騷 蔵藏 臓臟 即卽 属屬 続續 堕墮 対對 体體 帯帶 滞滯 台臺 滝瀧 択擇 沢澤 単單 担擔 胆膽 団團 弾彈 断斷 遅遲 痴癡 虫蟲 昼晝 鋳鑄 庁廳 徴徵 聴聽 勅敕 鎮鎭 塚塚 逓遞 鉄鐵鐡 点點 転轉 伝傳 灯燈 当當 党黨 盗盜 闘鬪 徳德 独獨 読讀 届屆
弐貳 悩惱 脳腦 覇霸 拝拜 廃廢 売賣 麦麥 発發 髪髮 抜拔 蛮蠻 秘祕 浜濱濵 富冨 払拂 仏佛 併倂 並竝 変變 辺邊邉 辨辧 弁瓣 宝寶寳 豊豐 褒襃 墨墨 翻飜 毎每 万萬 満滿 免免 黙默 弥彌 訳譯 薬藥 与與 予豫 余餘 誉譽 揺搖 様樣 謡謠 来來 頼賴 乱亂 覧覽 竜龍 隆隆 虜虜 両兩 猟獵 緑綠 涙淚 塁壘 類類 礼禮 励勵 霊靈 齢齡 暦曆 歴歷 恋戀 練練 錬鍊 炉爐 労勞 郎郞 楼樓 録錄 湾灣 晴晴 歩步
島嶋嶌 園薗 杯盃 峰峯 野埜 亘亙 凜凛 尭堯 巌巖 晃晄 桧檜 槙槇 渚渚 猪猪 琢琢 祢禰 祐祐 祷禱 禄祿 禎禎 穣穰 萌萠 遥遙 瑶瑤 鴎鷗 篭籠 壷壺 頚頸
高髙 崎﨑嵜 吉𠮷 柳栁 渕淵渊 館舘 船舩 昇曻 喜㐂 土圡𡈽 桑桒 鶴靏靍 橋𣘺 藪薮 宜冝 今𫝆 世卋 呑吞 皐皋 節節 隣鄰 翠翆
`;

const FOLDED: ReadonlyMap<string, string> = new Map(
  GROUPS.trim()
    .split(/\s+/)
    .flatMap((group) => {
      const [shape = '', ...others] = group;
      return others.filter((other) => other !== shape).map((other): [string, string] => [other, shape]);
    }),
);

// Variation selectors choose a drawing of the same character: Unicode chapter 23.4, and the IVD for U+E0100 on.
const INVISIBLE = /[\u{FE00}-\u{FE0F}\u{E0100}-\u{E01EF}\u200B-\u200F\u2060\uFEFF\u00AD]/gu;
const FOLDABLE = new RegExp(`[${[...FOLDED.keys()].join('')}]`, 'gu');

/** The text with every character in the shape that stands for all of its shapes. */
export function foldKanjiVariants(text: string): string {
  return text.replace(INVISIBLE, '').replace(FOLDABLE, (character) => FOLDED.get(character) ?? character);
}
