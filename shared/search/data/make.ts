/**
 * Makes `readings.bin`, how Chinese characters are read, from the dictionary of `pinyin-pro` (MIT License, see `LICENSE.txt`), which is too
 * large for a Lambda. `npm run generate` writes the file and `npm run generate -- --check` says whether it is stale.
 *
 * The file is a table of 16-bit numbers (little endian), one for each character from FIRST to LAST, and then UTF-8 lines:
 * the syllables that the numbers count, and a word a line whose reading is not that of its characters one by one.
 */
import { pinyin } from "pinyin-pro";
import { byText } from "../../names.ts";
import { FIRST, LAST } from "../readings.ts";

/** Characters whose commonest reading in running text is not the one they have in names. */
const IN_NAMES: Record<string, string> = { 曾: "zeng", 仇: "qiu", 什: "shi", 薄: "bo", 了: "le" };

/** Words that the dictionary reads otherwise than the people who bear them as names: places, surnames, trades. */
const CORRECTED: Record<string, string> = {
  乐清: "yue qing",
  涡阳: "guo yang",
  单县: "shan xian",
  莘庄: "xin zhuang",
  黄陂: "huang pi",
  蔚县: "yu xian",
  歙县: "she xian",
  洪洞: "hong tong",
  会稽: "kuai ji",
  浒墅关: "xu shu guan",
  浒湾: "xu wan",
  浔阳: "xun yang",
  万俟: "mo qi",
  尉迟: "yu chi",
  曾经: "ceng jing",
  分行: "fen hang",
  工行: "gong hang",
  建行: "jian hang",
  招行: "zhao hang",
  农行: "nong hang",
  车行: "che hang",
  琴行: "qin hang",
  茶行: "cha hang",
  药行: "yao hang",
  粮行: "liang hang",
  鱼行: "yu hang",
  拍卖行: "pai mai hang",
  典当行: "dian dang hang",
  央行: "yang hang",
  重工: "zhong gong",
  重组: "chong zu",
  乐器: "yue qi",
  乐团: "yue tuan",
  乐队: "yue dui",
  声乐: "sheng yue",
  民乐: "min yue",
  率先: "shuai xian",
};

/** Words of place and company names that the dictionary reads right only as words. */
const CHECKED =
  "重庆 厦门 长沙 长春 长治 长宁 长兴 长乐 长葛 西藏 朝阳 六安 六合 台州 蚌埠 番禺 东莞 铅山 丽水 大厦 广厦 会计 音乐 快乐 调味 成都 成长 都江堰 " +
  "东阿 阿胶 绿城 降解 参茸 人参 弹簧 弹性 模具 假日 爱好 校准 宝藏 供给 给水 效率 角色 血液 传记 提供 盛大 重构 重启 长途 调度 调研 还原 " +
  "种植 种子 处理 量子 测量 间隔 行业 同行 商行 支行 中行 银行 柏林 便宜 朝鲜 宿迁 尉氏 繁峙 侯马 任丘 " +
  "莘县 枞阳 监利 盱眙 邗江 浚县 中牟 柞水 栎阳 燕郊 泌阳 犍为 筠连 珙县 邛崃 郫县 高句丽 龟兹 吐蕃 鸭绿江 阿拉善 巴彦淖尔";

const read = (text: string): string[] => pinyin(text, { toneType: "none", type: "array", v: true });

const readCharacter = (character: string): string => IN_NAMES[character] ?? read(character)[0] ?? character;

/** The dictionary's own words of two and three characters; longer ones are idioms. */
async function dictionaryWords(): Promise<string[]> {
  const home = import.meta.resolve("pinyin-pro");
  const lists = await Promise.all(
    ["2", "3"].map(async (n): Promise<{ zh: string }[]> => {
      const file = (await import(new URL(`./data/dict${n}.mjs`, home).href)) as Record<string, { zh: string }[]>;
      return file[`Pattern${n}`] ?? [];
    }),
  );
  return lists.flat().map(({ zh }) => zh);
}

/** The file's bytes. The same version of the dictionary gives the same bytes. */
export async function readingsFile(): Promise<Uint8Array> {
  const characters = Array.from({ length: LAST - FIRST + 1 }, (_, n) => String.fromCodePoint(FIRST + n));
  const readings = characters.map((c) => (readCharacter(c) === c ? "" : readCharacter(c)));
  const syllables = [...new Set(["", ...readings])].sort(byText);
  const numbers = new Map(syllables.map((s, n) => [s, n]));
  const table = new DataView(new ArrayBuffer(characters.length * 2));
  readings.forEach((r, n) => {
    table.setUint16(n * 2, numbers.get(r) ?? 0, true);
  });

  const words = new Map([...(await dictionaryWords()), ...CHECKED.split(" ")].map((w) => [w, read(w).join(" ")]));
  for (const [word, reading] of Object.entries(CORRECTED)) words.set(word, reading);
  const lines = [...words].filter(([word, reading]) => [...word].map(readCharacter).join(" ") !== reading);
  lines.sort(([a], [b]) => byText(a, b));
  const text = [syllables.join(" "), ...lines.map((line) => line.join(" "))].join("\n");
  return Buffer.concat([new Uint8Array(table.buffer), Buffer.from(text)]);
}
