import { about, booked, either, kind, type Line, naming, person, type StrangerCase } from "../case.ts";

const OPEN = { "INV-2026-0041": 100, "INV-2026-0042": 200, "INV-2026-0055": 300 };
const [A, B, C] = Object.keys(OPEN) as [string, string, string];
const POLISH = { "FV/123/10/2026": 100, "FV/124/10/2026": 200, "FV/131/10/2026": 300 };
const [P, Q] = Object.keys(POLISH) as [string, string];
const INDIAN = { "INV/26-27/0041": 100_000, "INV/26-27/0042": 250_000 };
const [I, J] = Object.keys(INDIAN) as [string, string];
const FRENCH = { "FA-2026-0041": 1234.5, "FA-2026-0042": 234.5, "FA-2026-0055": 100 };
const [F, G, H] = Object.keys(FRENCH) as [string, string, string];

/** `#` is the number; neither what is short nor what is over is anybody's by these words. */
const more = (text: string): Line[] => {
  const said = text.replace("#", A);
  return about(OPEN, [
    [said, 140, person()],
    [said, 60, person()],
    [said, 100, either({ [A]: 100 })],
  ]);
};
/** A part of one, which a credit note would explain as well. */
const part = (text: string): Line[] =>
  about({ [A]: 100, "CN-2026-007": -30 }, [[text.replace("#", A), 70, either({ [A]: 70 })]]);

/** Words of languages and habits that nobody told the reader of: what they say is not known, and only what is exact is booked. */
export const strange: StrangerCase[] = [
  ...kind("more is meant, in a language that is not read", [
    ...[
      "# a další",
      "# a ďalšie",
      "# i pozostałe",
      "# oraz inne",
      "# itd.",
      "# atd.",
      "# vb.",
      "# ve diğerleri",
    ].flatMap(more),
    ...["# és továbbiak", "# stb.", "# ş.a.", "# κ.ά.", "# и др.", "# и другие", "# ほか2件", "# 他"].flatMap(more),
    ...["# 外2筆", "# 외 2건", "# 등", "# v.v.", "# dan lain-lain", "# dll", "# ja muut", "# og flere"].flatMap(more),
    ...[
      "# med flera",
      "# e mais 2",
      "# y 2 más",
      "# entre otras",
      "# tra cui",
      "# und 3 a.",
      "# & Co",
      "# , -",
    ].flatMap(more),
    ...["üç fatura #", "három számla #", "faturalar #", "счета #", "請求書3件 #", "# και άλλα", "# + 2 ks"].flatMap(
      more,
    ),
    ...["ab #", "od #", "à partir de #", "see list #", "wg załącznika #", "según detalle #"].flatMap(more),
    ...["come da distinta #", "dle přílohy #", "如附表 #", "明细另发 #", "明細はメールで #"].flatMap(more),
  ]),
  ...kind("a part is meant, in a language that is not read", [
    ...["# częściowa wpłata", "# zaliczka", "# rata 1", "# částečná úhrada", "# záloha", "# 1. splátka"].flatMap(part),
    ...["# kısmi ödeme", "# 1. taksit", "# részfizetés", "# delvis", "# sinal", "# 1er versement"].flatMap(part),
    ...["# 1a rata", "# primer plazo", "# abono", "# 内金", "# 一部", "# 일부", "# аванс", "# 1 of 2"].flatMap(part),
    ...["# 1st instalment", "# pt pymt", "# PP", "# half", "# Hälfte", "# Anzahlung", "# Rest kommt"].flatMap(part),
    ...["# 余额下月付", "# 先付70", "# 首付款", "# 第一笔", "# 一期款", "# aanbetaling", "# resten kommer"].flatMap(
      part,
    ),
  ]),
  ...kind(
    "words beside the amount alone: it is for something else",
    [
      ...["Spende", "donation", "Gehalt", "salary", "Vorkasse Auftrag 99", "kauce", "půjčka", "vratka"],
      ...["återbetalning", "zálohová platba", "定金", "捐款", "充值", "вклад", "zaliczka na zamówienie"],
    ].flatMap((text) => about({ [A]: 100 }, [[text, 100, person()]])),
  ),
  ...kind(
    "a number beside which it says that the money goes back",
    [
      ...["reversal #", "storno #", "chargeback #", "refund #", "duplicate payment #", "Rücklastschrift #", "# 退款"],
    ].flatMap((text) => about(OPEN, [[text.replace("#", A), 100, person()]])),
  ),
  ...kind(
    "letters for digits",
    about(OPEN, [
      ["INV-2026-OO41", 100, booked({ [A]: 100 })],
      ["INV-2026-OO41", 90, person()],
      ["INV-2026-0O42", 100, person()],
      ["INV-2026-0O42", 200, booked({ [B]: 200 })],
    ]),
  ),
  ...kind("numbers and amounts as in Poland, Hungary and India", [
    ...naming(
      P,
      ["Faktura VAT nr #, NIP 5213017228", "zapłata za #", "fv 123/10/2026", "FV-123-10-2026"].map((text) =>
        text.replace("#", P),
      ),
    ),
    ...naming("SZ-2026/00041", ["számla SZ-2026/00041", "SZ2026/00041 kiegyenlítése"]),
    ...naming(I, [
      "NEFT-INV/26-27/0041",
      "RTGS UTIBR52026101500123456 INV/26-27/0041",
      "IMPS/P2A/629312345678/INV26270041",
    ]),
    ...about(POLISH, [
      ["FV/123/10/2026, FV/124/10/2026", 300, booked({ [P]: 100, [Q]: 200 })],
      ["FV/123/10/2026 i FV/124/10/2026", 290, person()],
      ["FV 123/124/10/2026", 290, person()],
      ["FV/123/11/2026", 100, person()],
      ["FV/123/10/2026 minus korekta KOR/7/10/2026", 90, person()],
    ]),
    ...about(INDIAN, [
      ["INV/26-27/0041 1,00,000.00; INV/26-27/0042 1,50,000.00", 250_000, booked({ [I]: 100_000, [J]: 150_000 })],
      ["INV/26-27/0041 less TDS 2,000.00", 98_000, either({ [I]: 98_000 })],
      ["INV/26-27/0041 gross 1,00,000.00 tds 1,500.00", 98_000, person()],
      ["INV/26-27/0041 & 42", 340_000, person()],
      ["INV/27-28/0041", 100_000, person()],
    ]),
  ]),
  ...kind(
    "thousands parted by a blank, and a currency without one",
    about(FRENCH, [
      ["FA-2026-0041 1 234,50 FA-2026-0055 50,00", 1284.5, booked({ [F]: 1234.5, [H]: 50 })],
      ["FA-2026-0041 1 000,00 FA-2026-0055 100,00", 1100, booked({ [F]: 1000, [H]: 100 })],
      ["FA-2026-0041 1 234,50 ; FA-2026-0042 234,50", 1469, booked({ [F]: 1234.5, [G]: 234.5 })],
      ["FA-2026-0041 EUR1,234.50 FA-2026-0055 EUR50.00", 1284.5, booked({ [F]: 1234.5, [H]: 50 })],
      ["FA-2026-0041 1 234,50", 234.5, person()],
    ]),
  ),
  ...kind(
    "a number that was cut off behind others",
    about(OPEN, [
      ["INV-2026-0041 INV-2026-0042 INV-2026-005", 350, person()],
      ["INV-2026-0041 INV-2026-0042 INV-2026-00", 600, person([A, B, C])],
    ]),
  ),
];
