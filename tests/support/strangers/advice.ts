import type { TransactionFacts } from "../../../functions/reconciliation/schema.ts";
import type { Random } from "../generator/random.ts";
import type { Language } from "./tenant.ts";

/** What stands in a text for one receivable: its number as typed and, where the payer tells it, its cash in minor units. */
export type Line = { number: string; amountMinor?: number };

const ONE: Record<Language, string[]> = {
  en: [
    "#",
    "Invoice #",
    "payment for #, thank you",
    "RE: #",
    "Inv no. #",
    "/INV/#",
    "Payment for invoice # dated 01/11/2026",
    "your ref #",
  ],
  de: ["#", "Rechnung #", "Rg.Nr. # vom 15.10.2026", "RE-NR # KD-NR 88231", "Zahlung #", "Rechnungsnr.: #"],
  fr: ["#", "Facture #", "REGLT FACT #", "paiement facture # du 15/10/2026", "VIREMENT # MERCI"],
  zh: ["#", "#货款", "支付#款项", "货款 #", "合同号：#", "付#合同款"],
  nordic: ["#", "KID #", "OCR #", "Faktura #", "viite #", "betaling #"],
};
const SEPARATORS = [" ", ", ", ",", "; ", " / ", " + ", "\n"];
const LESS: Record<Language, string> = {
  en: "less credit",
  de: "abzgl. Gutschrift",
  fr: "moins avoir",
  zh: "减 ",
  nordic: "minus kreditnota",
};
const WORDS: Record<Language, string[]> = {
  en: ["", "payment", "INVOICES", "thank you", "as agreed", "WIRE IN"],
  de: ["", "Zahlung", "Rechnungen lt. Aufstellung", "danke", "Ueberweisung"],
  fr: ["", "reglement", "VIREMENT", "selon releve"],
  zh: ["", "货款", "转账", "往来款", "网银转账"],
  nordic: ["", "betaling", "faktura", "tack"],
};
const REASONS: Record<Language, string[]> = {
  en: ["Deduction: Damaged goods", "short shipment", "promo allowance"],
  de: ["Kürzung Mängel", "Abzug Fracht", "Minderung"],
  fr: ["retenue litige", "deduction avarie"],
  zh: ["扣质保金", "扣违约金"],
  nordic: ["fradrag skade", "avdrag frakt"],
};

export const word = (language: Language, random: Random): string => random.pick(WORDS[language]);

/** An amount as it is written where the payer lives. */
export function money(minor: number, language: Language, random: Random): string {
  const units = Math.floor(minor / 100);
  const cents = String(minor % 100).padStart(2, "0");
  const grouped = (mark: string): string => String(units).replace(/\B(?=(\d{3})+$)/g, mark);
  if (language === "zh") return minor % 100 === 0 ? `${units}元` : `${units}.${cents}元`;
  if (language === "en") {
    if (minor % 100 === 0 && random.chance(40)) return String(units);
    return random.pick([`${units}.${cents}`, `${grouped(",")}.${cents}`, `$${grouped(",")}.${cents}`]);
  }
  return random.pick([`${units},${cents}`, language === "de" ? `${grouped(".")},${cents}` : `${units},${cents}`]);
}

export function oneLine(line: Line, language: Language, random: Random): string {
  const text = random.pick(ONE[language]).replace("#", line.number);
  return line.amountMinor === undefined ? text : `${text} ${money(line.amountMinor, language, random)}`;
}

/** A list of numbers, with what is paid on each where every line tells it. */
export function listOf(lines: Line[], language: Language, random: Random): string {
  const told = lines.every((line) => line.amountMinor !== undefined);
  if (told && language === "en" && random.chance(15))
    return lines.map((line) => `RMR*IV*${line.number}*PI*${plainMoney(line.amountMinor as number)}\\`).join("");
  const separator = random.pick(
    told ? [", ", "; ", " ; ", "\n", " / "] : language === "zh" ? ["、", ",", " "] : SEPARATORS,
  );
  const parts = lines.map(({ number, amountMinor }) =>
    told ? `${number} ${money(amountMinor as number, language, random)}` : number,
  );
  return `${random.chance(30) ? `${word(language, random)} ` : ""}${parts.join(separator)}`.trim();
}

const plainMoney = (minor: number): string => `${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, "0")}`;

export function lessCredit(invoice: Line, credit: Line, language: Language, random: Random): string {
  const amount = (line: Line): string =>
    line.amountMinor === undefined ? "" : ` ${money(line.amountMinor, language, random)}`;
  return `${invoice.number}${amount(invoice)} ${LESS[language]} ${credit.number}${amount(credit)}`;
}

export const shortWith = (line: Line, missing: number, language: Language, random: Random): string =>
  `${line.number} ${random.pick(REASONS[language])} -${money(missing, language, random)}`;

/** A line as its payer's system writes it: the number, the cash of it, and what was taken off. */
export type AdviceLine = NonNullable<TransactionFacts["remittanceLines"]>[number];

/** What a payer's system calls the reason for which less is paid. */
export const reasonOf = (amountMinor: number): AdviceLine["deduction"] => ({
  ...{ code: REASON_CODES[amountMinor % REASON_CODES.length] as string, amountMinor },
  ...(amountMinor % 2 === 0 ? { text: "as agreed by telephone" } : {}),
});
const REASON_CODES = ["damage", "freight", "priceDifference", "withholdingTax"];

/** What a bank puts around a text, on a third of the lines. */
export function wrapped(text: string, payer: string, language: Language, random: Random): string {
  if (!random.chance(33) || text === "") return text;
  const digits = (count: number): string => Array.from({ length: count }, () => random.int(0, 9)).join("");
  const of: Record<Language, string[]> = {
    en: [
      `ORIG CO NAME:${payer} CO ENTRY DESCR:PAYMENTS SEC:CCD TRACE#:${digits(15)} ${text}`,
      `TRANSFER FROM ${payer} REF ${text} FX RATE 1.0935 CHGS USD 15.00`,
      `BGC ${text} RP${digits(16)}`,
    ],
    de: [
      `EREF+ZV${digits(10)} KREF+${digits(16)} SVWZ+${text}`,
      `${text} EREF: ZV-1 IBAN: DE${digits(20)} BIC: MUSTDEFFXXX`,
      `SVWZ+${text} EREF+NOTPROVIDED MREF+M-${digits(6)}`,
    ],
    fr: [`VIR SEPA RECU /DE ${payer} /MOTIF ${text} /REF NOTPROVIDED`, `${text} /EREF/NOTPROVIDED`],
    zh: [`网银转账 附言:${text} 流水号${digits(17)}`, `摘要：${text}`],
    nordic: [`${text} Arkivref ${digits(14)}`, `Bankgiro ${text}`],
  };
  return random.pick(of[language]);
}
