import { isLatinForm, withoutHanForm } from "../names.ts";
import type { Unit } from "./text.ts";

/** Places that company names begin with: provinces, and cities of many companies. */
const PLACES =
  "中国 北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海 台湾 内蒙古 " +
  "广西 西藏 宁夏 新疆 香港 澳门 广州 深圳 珠海 佛山 东莞 中山 惠州 汕头 江门 湛江 南京 苏州 无锡 常州 南通 扬州 镇江 徐州 盐城 泰州 昆山 杭州 宁波 温州 " +
  "嘉兴 湖州 绍兴 金华 义乌 台州 合肥 芜湖 福州 厦门 泉州 漳州 南昌 赣州 济南 青岛 烟台 潍坊 临沂 威海 郑州 洛阳 武汉 宜昌 襄阳 长沙 株洲 南宁 桂林 柳州 " +
  "海口 三亚 成都 绵阳 贵阳 昆明 西安 咸阳 兰州 西宁 银川 乌鲁木齐 呼和浩特 包头 沈阳 大连 长春 哈尔滨 石家庄 唐山 保定 太原 浦东";

/** Divisions that may follow a place: 上海市, 广东省. */
const DIVISIONS = "省市区县";

/** What companies do, as their names say it: nobody looks for a company by the second half of such a word. */
const TRADES =
  "科技 信息 技术 网络 软件 电子 电气 电器 电力 贸易 实业 投资 控股 管理 咨询 服务 文化 传媒 广告 教育 医疗 医药 制药 生物 健康 建筑 建设 建材 工程 装饰 " +
  "设计 机械 机电 设备 制造 工业 工贸 化工 材料 能源 环保 环境 物流 运输 供应链 食品 餐饮 酒店 旅游 房地产 地产 置业 物业 汽车 进出口 国际 商贸 商务 商业 " +
  "数据 智能 自动化 通信 通讯 金融 保险 证券 银行 基金 租赁 农业 纺织 服饰 服装 家具 家居 家电 发展 集团 产业 包装 印刷 五金 塑料 橡胶 钢铁 金属 仪器 " +
  "光电 半导体 新能源 新材料 互联网 云计算 系统 集成 企业 人力资源 知识产权 航空 航运 石油 矿业 珠宝 化妆品 日用品 玩具 百货 超市 药业 器械 器材 影视 体育";

const PLACE = new Set(PLACES.split(" "));
const KNOWN = new Set([...PLACE, ...TRADES.split(" ")]);
const KNOWN_CHARS_MAX = 4;

/** How many characters of a name's beginning are a place and its division (`上海市`), and nothing else. */
export function placeCharsOf(name: string): number {
  for (let length = KNOWN_CHARS_MAX; length > 1; length--) {
    if (!PLACE.has(name.slice(0, length))) continue;
    return DIVISIONS.includes(name[length] ?? " ") ? length + 1 : length;
  }
  return 0;
}

const TRADE = new Set(TRADES.split(" "));

/** How many characters of a name's end say what the company does, or in which place it does so, and nothing else. */
export function tradeCharsOf(name: string): number {
  let left = name.length;
  for (let length = KNOWN_CHARS_MAX; length > 1; length--) {
    const end = name.slice(Math.max(0, left - length), left);
    if (!TRADE.has(end) && !PLACE.has(end)) continue;
    left -= end.length;
    length = KNOWN_CHARS_MAX + 1;
  }
  return name.length - left;
}

/** Family names of two characters. */
const DOUBLE_SURNAMES = new Set(
  "欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 司徒 令狐 夏侯 长孙 宇文 端木 南宫 独孤 司空 轩辕 百里".split(" "),
);

/** A person's name in Chinese is at most so long. */
const PERSON_CHARS_MAX = 4;

export type Layout = {
  /** Units before the legal form. */
  end: number;
  /** Where a word begins, by unit. */
  isWordStart: boolean[];
  /** A known word begins here, by unit: a place or a trade. */
  isKnown: boolean[];
  /** Inside a known word, by unit: no place to search from. */
  isInside: boolean[];
  /** Where a second name begins, by which people search as by the whole: the brand after the place, the given name after the family's. */
  second: { at: number; isGivenName: boolean } | undefined;
};

/** Finds the words of a name. */
export function layoutOf(units: readonly Unit[]): Layout {
  const end = withoutForm(units);
  const isWordStart = units.map((unit, at) => at === 0 || unit.followsGap || !unit.isHan || !units[at - 1]?.isHan);
  const isKnown = units.map(() => false);
  const isInside = units.map(() => false);
  let brand = 0;
  let words = 0;
  for (let at = 0; at < end; ) {
    const length = knownAt(units, at, end);
    if (length === 0) {
      at++;
      continue;
    }
    words++;
    isWordStart[at] = true;
    isKnown[at] = true;
    for (let inner = at + 1; inner < at + length; inner++) isInside[inner] = true;
    if (at + length < units.length) isWordStart[at + length] = true;
    if (brand === at && isPlace(units, at, length)) brand += length;
    at += length;
  }
  const layout = { end, isWordStart, isKnown, isInside };
  if (brand > 0 && brand < end) return { ...layout, second: { at: brand, isGivenName: false } };
  const given = words === 0 && end === units.length ? givenNameAt(units) : 0;
  if (given > 0) isWordStart[given] = true;
  return { ...layout, second: given > 0 ? { at: given, isGivenName: true } : undefined };
}

const textOf = (units: readonly Unit[], from: number, to: number): string =>
  units
    .slice(from, to)
    .map((u) => u.text)
    .join("");

/** The number of units before the legal form; all of them where a name is nothing but its form. */
function withoutForm(units: readonly Unit[]): number {
  let end = units.length;
  while (end > 0 && !units[end - 1]?.isHan && isLatinForm((units[end - 1]?.text ?? "").toUpperCase())) end--;
  let from = end;
  while (from > 0 && units[from - 1]?.isHan) from--;
  const han = textOf(units, from, end);
  end -= [...han].length - [...withoutHanForm(han)].length;
  return end === 0 ? units.length : end;
}

/** The length of the known word that begins here, its division included. */
function knownAt(units: readonly Unit[], at: number, end: number): number {
  if (!units[at]?.isHan) return 0;
  for (let length = Math.min(KNOWN_CHARS_MAX, end - at); length > 1; length--) {
    const word = textOf(units, at, at + length);
    if (!KNOWN.has(word)) continue;
    const divided = PLACE.has(word) && at + length < end && DIVISIONS.includes(units[at + length]?.text ?? " ");
    return divided ? length + 1 : length;
  }
  return 0;
}

const isPlace = (units: readonly Unit[], at: number, length: number): boolean =>
  PLACE.has(textOf(units, at, at + length)) || PLACE.has(textOf(units, at, at + length - 1));

/** Where the given name of a person begins; 0 where this is none, or where it is but one character. */
function givenNameAt(units: readonly Unit[]): number {
  if (units.length < 3 || units.length > PERSON_CHARS_MAX || !units.every((u) => u.isHan)) return 0;
  return DOUBLE_SURNAMES.has(textOf(units, 0, 2)) ? 2 : 1;
}
