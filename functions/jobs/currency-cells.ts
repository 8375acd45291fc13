import { perStack } from "../../shared/config.ts";
import { folded } from "../../shared/filter/resolve.ts";
import { currencyProblem } from "../../shared/money.ts";

/** What people write for one currency and no other, the longer before what is within it. */
const OWN: Readonly<Record<string, string>> = {
  CNY: "人民币|人民幣",
  USD: "美元|美金|US\\$",
  EUR: "欧元|歐元|€|[Ee]uros?",
  GBP: "英镑|英鎊|£",
  JPY: "日元|日圆|日圓|円",
  HKD: "港币|港幣|港元|HK\\$",
  TWD: "新台币|新臺幣|新台幣|台币|台幣|NT\\$",
  KRW: "韩元|韓元|₩|원",
  SGD: "新加坡元|新元|SG?\\$",
  AUD: "澳元|澳大利亚元|AU?\\$",
  CAD: "加元|加拿大元|CA?\\$",
  NZD: "NZ\\$",
  BRL: "R\\$",
  MXN: "MX\\$",
  CHF: "瑞士法郎|S?Fr\\.",
  INR: "卢比|₹",
  RUB: "卢布|₽|руб\\.?",
  THB: "泰铢|฿|บาท",
  VND: "越南盾|₫|đồng",
  TRY: "₺",
  ILS: "₪",
  UAH: "₴",
  NGN: "₦",
  PHP: "₱",
  KZT: "₸",
  PLN: "zł",
  CZK: "Kč",
  HUF: "Ft",
  IDR: "Rp\\.?",
  MYR: "RM",
  PEN: "S/\\.?",
  AED: "د\\.إ",
  SAR: "ر\\.س",
};

/** Signs that several currencies share: one says of these only that it is no other. */
const SHARED: readonly (readonly [sign: RegExp, currencies: RegExp])[] = [
  [/¥/, /^(?:CNY|JPY)$/],
  [/元/, /^(?:CNY|TWD|HKD|MOP|SGD)$/],
  [/\$/, /^(?:USD|AUD|CAD|HKD|SGD|NZD|TWD|MXN|BRL|ARS|CLP|COP|[A-Z]{2}D)$/],
  [/(?<!\p{L})kr\.?(?!\p{L})/iu, /^(?:SEK|NOK|DKK|ISK)$/],
  [/(?<!\p{L})Rs\.?(?!\p{L})/iu, /^(?:INR|PKR|LKR|NPR|MUR)$/],
];

/** A name of Latin letters stands apart from others, so that no word is taken for money. */
const NAMES = new RegExp(
  Object.values(OWN)
    .flatMap((names) => names.split("|"))
    .map((name) => (/^\p{Script=Latin}|^\p{Script=Cyrillic}/u.test(name) ? `(?<!\\p{L})${name}(?!\\p{L})` : name))
    .join("|"),
  "u",
);
/** Three capitals, unless they are a unit. */
const CODE = /(?<!\p{L})(?!MIO|MRD|TSD|MLN|MLD|TYS|TIS)([A-Z]{3})(?!\p{L})/u;

const codeOfName = (name: string): string | undefined =>
  Object.keys(OWN).find((code) => new RegExp(`^(?:${OWN[code]})$`, "u").test(name));

/** The currency that a text names, by its code, its name or a sign that is its own. */
export function currencyIn(text: string): string | undefined {
  const plain = text.normalize("NFKC");
  const code = CODE.exec(plain)?.[1];
  if (code !== undefined) return code === "RMB" ? "CNY" : code;
  const [name] = NAMES.exec(plain) ?? [];
  return name === undefined ? undefined : codeOfName(name);
}

const isCode = (code: string): boolean => code === "RMB" || currencyProblem(code) === undefined;

/** Without what names a currency for itself; signs that several share stay. */
const withoutNames = (text: string): string =>
  text
    .normalize("NFKC")
    .replace(CODE, (code) => (isCode(code) ? "" : code))
    .replace(NAMES, "");

/** True where a text has a sign that is none of this currency's. */
export function hasForeignSign(text: string, currency: string): boolean {
  const bare = withoutNames(text);
  return SHARED.some(([sign, currencies]) => sign.test(bare) && !currencies.test(currency));
}

/** What is left of an amount without its currency, however that is told. */
export const withoutCurrency = (text: string): string =>
  SHARED.reduce((rest, [sign]) => rest.replace(sign, ""), withoutNames(text));

/** Languages in which currencies are called by their names. */
const LANGUAGES = ["en", "zh-Hans", "zh-Hant", "de", "fr", "es", "pt", "it", "nl", "pl", "ru", "ja", "ko"];

/** Currencies by what a language calls them; a name that two have is nobody's. */
function byName(): ReadonlyMap<string, string> {
  const codes = Intl.supportedValuesOf("currency").filter((code) => currencyProblem(code) === undefined);
  const names = new Map<string, string>();
  const shared = new Set<string>();
  for (const language of LANGUAGES) {
    const inWords = new Intl.DisplayNames([language], { type: "currency" });
    for (const code of codes) {
      const name = bare(inWords.of(code) ?? code);
      if ((names.get(name) ?? code) !== code) shared.add(name);
      names.set(name, code);
    }
  }
  for (const name of shared) names.delete(name);
  return names;
}

const bare = (text: string): string => folded(text).replace(/[\s.]/g, "");

const namesOf = perStack(byName);

/** Names of their own that people shorten. */
const SHORT: Readonly<Record<string, string>> = {
  ...{ usdollars: "USD", dollarsus: "USD", usdollar: "USD", poundsterling: "GBP", yuan: "CNY", chineseyuan: "CNY" },
  ...{ renminbi: "CNY", yen: "JPY", ntdollar: "TWD", hkdollar: "HKD", franken: "CHF", zloty: "PLN", rupees: "INR" },
};

/**
 * The currency that a cell of a column of currencies names: by its code (`USD - U.S. Dollar`), in words of a language, by
 * a sign of its own, or by a sign of several where the tenant's is one of them.
 */
export function currencyCalled(text: string, ours: string): string | undefined {
  const plain = text.normalize("NFKC").trim();
  const codes = new Set(
    (plain.toUpperCase().match(/(?<!\p{L})[A-Z]{3}(?!\p{L})/gu) ?? [])
      .map((code) => (["RMB", "CNH"].includes(code) ? "CNY" : code === "NTD" ? "TWD" : code))
      .filter((code) => currencyProblem(code) === undefined),
  );
  if (codes.size === 1) return [...codes][0];
  const name = namesOf().get(bare(plain)) ?? SHORT[bare(plain)];
  if (name !== undefined || codes.size > 1) return name;
  const sign = currencyIn(plain);
  if (sign !== undefined && currencyProblem(sign) === undefined) return sign;
  return SHARED.some(([of, all]) => plain.replace(of, "") === "" && all.test(ours)) ? ours : undefined;
}
