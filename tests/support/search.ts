import * as fc from "fast-check";
import { type Indexed, lookupsOf, matchOf, type Posting, postingsOf, sieveOf } from "../../shared/search/index.ts";

/** What a search index is asked by: the rows of one partition whose sort keys begin with a prefix. */
export class SearchIndex {
  readonly #rows: { key: string; posting: Posting; id: number }[] = [];
  readonly #records: (readonly Indexed[])[];

  constructor(records: readonly (readonly Indexed[])[]) {
    this.#records = [...records];
    for (const [id, texts] of records.entries()) {
      for (const posting of postingsOf(texts))
        this.#rows.push({ key: `${posting.bucket}\n${posting.term}`, posting, id });
    }
    this.#rows.sort((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)));
  }

  /** Records with a row that a lookup meets and the sieve lets through, before they are verified. */
  candidates(query: string, fuzzy = false): Set<number> {
    const asked = lookupsOf(query, fuzzy);
    const editsOf = sieveOf(query);
    const met = this.#rows.filter(({ posting: { bucket, term, before } }) =>
      asked.some((a) => a.bucket === bucket && term.startsWith(a.prefix) && editsOf({ term, before }, a) !== undefined),
    );
    return new Set(met.map(({ id }) => id));
  }

  /** Ids of the records that answer, best first. */
  search(query: string, fuzzy = false): number[] {
    const found = [...this.candidates(query, fuzzy)].flatMap((id) => {
      const match = matchOf(query, this.#records[id] ?? []);
      return match ? [{ id, rank: match.rank }] : [];
    });
    return found.sort((a, b) => a.rank - b.rank || a.id - b.id).map(({ id }) => id);
  }
}

const PLACES = [
  "上海",
  "北京",
  "深圳市",
  "广州",
  "杭州",
  "苏州",
  "江苏",
  "重庆",
  "厦门",
  "长沙",
  "武汉",
  "成都",
  "广东省",
  "",
];
const BRANDS = [
  ..."云帆,华信,恒达,金诺,博远,鼎盛,瑞丰,天启,中睿,海纳,乐行,长青,嘉禾,明德,新锐,启航,思源,百川,宏图,盛世,星辰大海,绿野,东方红,聚力".split(
    ",",
  ),
];
const TRADES =
  "科技,信息技术,贸易,网络科技,电子,实业,文化传媒,医疗器械,供应链管理,建筑工程,投资管理,机械设备,食品,智能装备,物流,企业管理咨询".split(
    ",",
  );
const FORMS = ["有限公司", "股份有限公司", "有限责任公司", "集团有限公司", "（有限合伙）"];
const SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗".split("");
const GIVEN = "伟,芳,秀英,敏,静,丽华,强,磊,军,洋,志勇,艳,杰,晓明,超,雅婷,子涵,浩然,欣怡,建国".split(",");

const pick = <T>(list: readonly T[], n: number): T => list[n % list.length] as T;

/** Made-up companies and people as a tenant's list has them; `n` says which. */
export const companyName = (n: number): string =>
  `${pick(PLACES, n)}${pick(BRANDS, n * 7 + 3)}${pick(TRADES, n * 5 + (n >> 4))}${pick(FORMS, n % 7 ? 0 : n)}`;
export const personName = (n: number): string => pick(SURNAMES, n) + pick(GIVEN, n * 3 + (n >> 3));
const mobile = (n: number): string => `1${pick([38, 39, 50, 86, 77], n)}${String(10_000_000 + n * 77_777).slice(-8)}`;

export const companyTexts = (n: number): Indexed[] => [
  { field: "name", text: companyName(n), kind: "name" },
  {
    field: "phone",
    text: n % 3 ? `+86${mobile(n)}` : `021-6${String(1_000_000 + n * 7_919).slice(-7)}`,
    kind: "phone",
  },
  { field: "email", text: `sales@brand${n}.com.cn`, kind: "email" },
];

export const personTexts = (n: number): Indexed[] => [
  { field: "name", text: personName(n), kind: "name" },
  { field: "phone", text: mobile(n), kind: "phone" },
  { field: "email", text: n % 2 ? `user${n}@qq.com` : `user${n}@brand${n}.com`, kind: "email" },
];

/** Names of all kinds, for properties. */
export const company = fc.nat({ max: 199 }).map(companyName);
export const person = fc.nat({ max: 199 }).map(personName);
export const latin = fc
  .array(fc.stringMatching(/^[a-z]{2,9}$/), { minLength: 1, maxLength: 4 })
  .map((words) => words.join(" "));
const foreign = fc.constantFrom(
  "Müller & Söhne GmbH",
  "O'Brien Ltd.",
  "TCL科技集团",
  "58同城",
  "ＡＢＣ贸易（上海）有限公司",
  "トヨタ自動車",
  "𠮷野家",
);
export const name = fc
  .oneof(company, person, latin, foreign)
  .map((text): Indexed => ({ field: "name", text, kind: "name" }));

/** A word with one typing error at a place: a letter too many, missing or wrong, or swapped with the next. */
export function typo(word: string, at: number, kind: number, letter: string): string {
  const before = word.slice(0, at);
  if (kind === 0) return before + letter + word.slice(at);
  if (kind === 1) return before + word.slice(at + 1);
  if (kind === 2) return before + letter + word.slice(at + 1);
  return before + (word[at + 1] ?? "") + word[at] + word.slice(at + 2);
}
