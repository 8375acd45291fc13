/**
 * A file has a company's addresses in columns of their own (`Billing Street`, `省`, `PLZ`), or whole in one. Columns of one
 * kind become one address; a Chinese one in a single cell is told apart into province, city and the rest, where it names
 * them; any other stays as it is written. An address has a line at least: one of which a file tells no more than its town
 * has that.
 */
import { perStack } from "../../shared/config.ts";
import { foldedLetters } from "../../shared/search/folding.ts";
import { simplified } from "../../shared/search/variants.ts";
import type { Address } from "../accounts/schema.ts";
import { ADDRESS_HEADS, ADDRESS_KIND_WORDS, type AddressKind, type AddressPart } from "./address-heads.ts";

export type AddressPlace = { kind: AddressKind; part: AddressPart };
type Parts = Partial<Record<AddressPart, string>>;
type Found = { kind: AddressKind; country?: string; province?: string; city?: string; line: string; postcode?: string };

const CHINA = /^(?:中国|中华人民共和国|china|p\.?\s?r\.?\s?china|cn|chn)$/i;

/** Cities that stand where others have a province. */
const MUNICIPALITY = /^(?:北京|天津|上海|重庆|香港|澳门)(?:市|特别行政区)?/;
const PROVINCE =
  /^(?:(?:内蒙古|西藏)(?:自治区)?|广西(?:壮族自治区)?|宁夏(?:回族自治区)?|新疆(?:维吾尔自治区)?|(?:黑龙江|河北|山西|辽宁|吉林|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾)省?)/;
/** A town: no market, no government, no people's square begins with its sign. */
const TOWN = /^[\p{Script=Han}]{2,10}?(?:市(?![场政民])|自治州|地区|(?<=^(?:阿拉善|锡林郭勒|兴安))盟)/u;
const POSTCODE = /(?:邮编|邮政编码)?[:：]?\s*(?<!\d)(\d{6})(?!\d)/;

/** What a Chinese address in one text names of country, province, town and postcode; nothing where it names none. */
export function partedChinese(text: string): Parts | undefined {
  const [coded, postcode] = POSTCODE.exec(text) ?? [];
  const atEdge = coded !== undefined && (text.startsWith(coded) || text.trimEnd().endsWith(coded));
  const whole = (atEdge ? text.replace(coded, " ") : text).trim();
  const [country = ""] = /^中国(?:大陆)?/.exec(whole) ?? [];
  let rest = whole.slice(country.length).replace(/^[\s,，·-]+/, "");
  const take = (pattern: RegExp): string | undefined => {
    const [found] = pattern.exec(rest) ?? [];
    if (found !== undefined) rest = rest.slice(found.length).replace(/^[\s,，·-]+/, "");
    return found;
  };
  const municipality = take(MUNICIPALITY);
  const province = municipality === undefined ? take(PROVINCE) : undefined;
  // The town itself stands behind the name of a municipality once more.
  if (municipality) take(new RegExp(`^(?:${municipality.slice(0, 2)}市|市辖区)`));
  const city =
    municipality ??
    (province
      ? take(TOWN)
      : /^[\p{Script=Han}]{2,4}市[\p{Script=Han}]{1,4}[区县镇]/u.test(rest)
        ? take(TOWN)
        : undefined);
  if (city === undefined && province === undefined) return undefined;
  return {
    ...(country && { country: "中国" }),
    ...(province && { province }),
    ...(city && { city }),
    ...(atEdge && { postcode }),
    line: rest,
  };
}

const isHan = (text: string): boolean => /\p{Script=Han}/u.test(text);

/** A line with what else belongs to it: a Chinese one begins with the district, others end with it. */
function lineOf({ line = "", line2 = "", district = "" }: Parts): string {
  const glue = isHan(line) ? "" : ", ";
  const all = [line, line2].filter(Boolean).join(glue);
  if (district === "" || all.includes(district)) return all;
  return isHan(district) || isHan(all) ? district + all : [all, district].filter(Boolean).join(", ");
}

/** The address that columns of one kind tell together; nothing where they tell none. */
function addressOf(kind: AddressKind, given: Parts): Found | undefined {
  const { country, province, city, line } = given;
  const isWhole = line !== undefined && province === undefined && city === undefined;
  const told = isWhole && (country === undefined || CHINA.test(country)) ? partedChinese(line) : undefined;
  const parts = { ...told, ...given, ...(told && { line: told.line ?? "" }) };
  const text = lineOf(parts) || parts.city || parts.province || parts.country;
  if (text === undefined || text === "") return undefined;
  const { country: of, province: part, city: town, postcode } = parts;
  return {
    kind,
    ...(of && { country: of }),
    ...(part && { province: part }),
    ...(town && { city: town }),
    line: text,
    ...(postcode && { postcode }),
  };
}

/** Gathers what the cells of a row tell of addresses. */
export class Addresses {
  readonly #kinds = new Map<AddressKind, Parts>();

  add({ kind, part }: AddressPlace, text: string): void {
    const parts = this.#kinds.get(kind) ?? {};
    this.#kinds.set(kind, parts);
    parts[part] ??= text;
  }

  told(): Found[] {
    return [...this.#kinds].flatMap(([kind, parts]) => addressOf(kind, parts) ?? []);
  }
}

/** A record's addresses with those of a file, each in the place of the first of its kind. */
export function withAddresses(before: readonly (typeof Address._output)[], told: readonly Found[]): unknown[] {
  const kinds = new Map(told.map((one) => [one.kind, one]));
  const kept = before.map((one) => {
    const found = kinds.get(one.kind);
    kinds.delete(one.kind);
    return found ?? one;
  });
  return [...kept, ...kinds.values()];
}

/** What may stand between the word for the kind of an address and that for a part of it. */
const WORDS = ["", "address", "地址"];

const fieldOf = ({ kind, part }: AddressPlace): string => `addresses.${kind}.${part}`;

/** The columns that addresses have in files, with what people call them. */
export const ADDRESS_COLUMNS: readonly { field: string; place: AddressPlace; label: readonly [string, string] }[] =
  ADDRESS_KIND_WORDS.flatMap(({ kind, label: of }) =>
    ADDRESS_HEADS.map(({ part, label }) => ({
      field: fieldOf({ kind, part }),
      place: { kind, part },
      label: [`${of[0]}${label[0]}`, `${of[1]} ${label[1]}`] as const,
    })),
  );

const written = (text: string): string => simplified(foldedLetters(text));

/** The fields of such columns by every header that means one. */
function everyHead(): ReadonlyMap<string, string> {
  const all = new Map<string, string>();
  for (const { kind, before } of ADDRESS_KIND_WORDS) {
    for (const { part, heads } of ADDRESS_HEADS) {
      for (const head of heads.split("|")) {
        for (const word of before.split("|")) {
          const names = [...WORDS.map((of) => `${word}${of}${head}`), `${head}${word}`];
          for (const name of names.map(written)) if (!all.has(name)) all.set(name, fieldOf({ kind, part }));
        }
      }
    }
  }
  return all;
}

const known = perStack(everyHead);

/** The field of the column that a header means, as headers are compared. */
export const addressCalled = (head: string): string | undefined => known().get(head);
