import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { Addresses, partedChinese } from "../../functions/jobs/address-cells.ts";

const PROVINCES: [province: string, cities: string[]][] = [
  ["广东省", ["深圳市", "广州市", "佛山市", "东莞市"]],
  ["黑龙江省", ["哈尔滨市", "大庆市"]],
  ["内蒙古自治区", ["呼和浩特市", "鄂尔多斯市", "阿拉善盟"]],
  ["广西壮族自治区", ["南宁市", "柳州市"]],
  ["宁夏回族自治区", ["银川市"]],
  ["新疆维吾尔自治区", ["乌鲁木齐市", "伊犁哈萨克自治州", "喀什地区"]],
  ["西藏自治区", ["拉萨市", "阿里地区"]],
  ["云南省", ["大理白族自治州", "昆明市"]],
  ["海南省", ["三亚市", "琼海市"]],
  ["吉林省", ["吉林市", "延边朝鲜族自治州"]],
];
const MUNICIPALITIES = ["北京市", "天津市", "上海市", "重庆市", "香港特别行政区", "澳门特别行政区"];
const LINES = [
  "南山区科技园路1号",
  "朝阳区建国路 88 号 3 层",
  "东门市场路2号",
  "浦东新区市民中心 5 号楼",
  "和平区市政府大道1号",
  "西湖区文三路90号A座1201室",
];

const place = fc.oneof(
  fc
    .constantFrom(...PROVINCES)
    .chain(([province, cities]) =>
      fc.constantFrom(...cities).map((city): [string | undefined, string] => [province, city]),
    ),
  fc.constantFrom(...MUNICIPALITIES).map((city): [string | undefined, string] => [undefined, city]),
);

describe("a Chinese address in one text", () => {
  test("is told apart into country, province, town, postcode and the rest, however it is written", () => {
    const gap = fc.constantFrom("", " ", "，", " · ", "-");
    const country = fc.constantFrom("", "中国", "中国大陆");
    const code = fc.constantFrom("", "200000 ", " 邮编：310012", "（end）");
    fc.assert(
      fc.property(
        place,
        fc.constantFrom(...LINES),
        gap,
        country,
        code,
        ([province, city], line, between, of, coded) => {
          const digits = /\d{6}/.exec(coded)?.[0];
          const behind = coded.startsWith(" ") ? coded : "";
          const before = coded.endsWith(" ") ? coded : "";
          const text = `${before}${[of, province, city, line].filter(Boolean).join(between)}${behind}`;
          const expected = {
            ...(of && { country: "中国" }),
            ...(province && { province }),
            city,
            ...(digits && { postcode: digits }),
            line,
          };
          expect([text, partedChinese(text)]).toEqual([text, expected]);
        },
      ),
    );
  });

  test.each([
    "东门市场路1号",
    "Unter den Linden 1, 10117 Berlin",
    "1600 Amphitheatre Pkwy, Mountain View, CA 94043",
    "東京都千代田区千代田1-1",
    "人民路 5 号",
    "서울특별시 강남구 테헤란로 1",
  ])("%s names no province and no town, and stays as it is", (text) => {
    expect(partedChinese(text)).toBeUndefined();
    const addresses = new Addresses();
    addresses.add({ kind: "office", part: "line" }, text);
    expect(addresses.told()).toEqual([{ kind: "office", line: text }]);
  });
});
