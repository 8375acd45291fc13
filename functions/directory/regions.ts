import { plain } from "../../shared/names.ts";

/** Provinces as people call them, with what they are also called. */
const PROVINCES: readonly (readonly string[])[] = [
  ..."北京 Beijing|天津 Tianjin|河北 Hebei|山西 Shanxi|内蒙古 Inner_Mongolia Neimenggu|辽宁 Liaoning|吉林 Jilin".split(
    "|",
  ),
  ..."黑龙江 Heilongjiang|上海 Shanghai|江苏 Jiangsu|浙江 Zhejiang|安徽 Anhui|福建 Fujian|江西 Jiangxi".split("|"),
  ..."山东 Shandong|河南 Henan|湖北 Hubei|湖南 Hunan|广东 Guangdong|广西 Guangxi|海南 Hainan|重庆 Chongqing".split("|"),
  ..."四川 Sichuan|贵州 Guizhou|云南 Yunnan|西藏 Tibet Xizang|陕西 Shaanxi|甘肃 Gansu|青海 Qinghai".split("|"),
  ..."宁夏 Ningxia|新疆 Xinjiang|香港 Hong_Kong Hongkong|澳门 Macau Macao|台湾 Taiwan".split("|"),
].map((line) => line.split(" ").map((name) => name.replaceAll("_", " ")));

const SUFFIX = /(?:壮族|回族|维吾尔)?(?:特别行政区|自治区|省|市)$/;

/** Sections of the classification of economic activities (GB/T 4754-2017), with what they are also called. */
const INDUSTRIES: readonly (readonly string[])[] = [
  "农、林、牧、渔业 A 农业 农林牧渔 Agriculture",
  "采矿业 B 采矿 矿业 Mining",
  "制造业 C 制造 工业 Manufacturing",
  "电力、热力、燃气及水生产和供应业 D 能源 电力 Energy Utilities",
  "建筑业 E 建筑 Construction",
  "批发和零售业 F 零售 批发 批发零售 Retail Wholesale Trade",
  "交通运输、仓储和邮政业 G 物流 交通 运输 Logistics Transport Transportation",
  "住宿和餐饮业 H 餐饮 酒店 Hospitality Restaurants Hotels",
  "信息传输、软件和信息技术服务业 I 软件 互联网 信息技术 IT Software Internet Technology",
  "金融业 J 金融 银行 保险 Finance Banking Insurance",
  "房地产业 K 房地产 地产 Real_estate Property",
  "租赁和商务服务业 L 商务服务 咨询 Consulting Business_services",
  "科学研究和技术服务业 M 科研 技术服务 Research",
  "水利、环境和公共设施管理业 N 环保 环境 Environment",
  "居民服务、修理和其他服务业 O 居民服务 Services",
  "教育 P Education",
  "卫生和社会工作 Q 医疗 卫生 健康 Healthcare Health",
  "文化、体育和娱乐业 R 文化 传媒 娱乐 Media Entertainment",
  "公共管理、社会保障和社会组织 S 政府 Government Public_sector",
  "国际组织 T International_organisations",
].map((line) => line.split(" ").map((name) => name.replaceAll("_", " ")));

const keyOf = (text: string): string => plain(text).replace(/[^\p{L}\p{N}]/gu, "");

const byName = (all: readonly (readonly string[])[]): ReadonlyMap<string, string> =>
  new Map(all.flatMap((names) => names.map((name) => [keyOf(name), names[0] as string] as const)));

const REGIONS = byName(PROVINCES);
const SECTIONS = byName(INDUSTRIES);

/** A region by the name that all sources share; one that is no province stays as it was written. */
export const regionOf = (text: string): string =>
  REGIONS.get(keyOf(text.replace(SUFFIX, ""))) ?? REGIONS.get(keyOf(text)) ?? text;

/** An industry by its section of the national classification; one that nobody knows stays as it was written. */
export const industryOf = (text: string): string =>
  SECTIONS.get(keyOf(text)) ?? SECTIONS.get(keyOf(text.replace(/^[A-T]\s*[-.、:：]?\s*/u, ""))) ?? text;
