import type { Place } from "./text.ts";

/** How many papers a text speaks of: `等3份`, `3 invoices`, `共三笔`. `atLeast`: no fewer (`Rechnungen`). */
export type Count = Place & { count: number; atLeast?: boolean };

const HAN_NUMBERS = "零一二三四五六七八九十";
const numberOf = (text: string): number => {
  const at = HAN_NUMBERS.indexOf(text);
  return at < 0 ? (text === "两" ? 2 : Number(text)) : at;
};
const COUNTS = [
  /(?:等|共|合计|总计)*\s*(\d{1,2}|[一二两三四五六七八九十])\s*(?:份|张|笔|个合同|份合同|张发票|单)/gu,
  /(?<![\p{Script=Latin}\d][-./]?)(\d{1,2})\s+(?:INVOICES|BILLS|CONTRACTS|ORDERS|DOCUMENTS|ITEMS|RECHNUNGEN|BELEGE|FACTURES|FACTURAS|FATTURE|FAKTUROR)(?!\p{Script=Latin})/gu,
];

const PLURALS =
  "INVOICES|BILLS|INV\\.? NOS|RECHNUNGEN|FACTURES|FACTURAS|FATTURE|FATURAS|FACTUREN|FAKTUROR|FAKTURAER|LASKUT|LASKUA|FAKTURY|FAKTUR";
/** Numbers in words, as they stand before papers. */
const NUMERALS: Record<number, string> = {
  2: "TWO|BOTH|ZWEI|BEIDE|DEUX|TWEE|BEIDE|TVÅ|BÅDA|TO|BEGGE|KAKSI|MOLEMMAT|DOS|AMBAS|DUE|DUAS|DWIE",
  3: "THREE|DREI|TROIS|DRIE|TRE|KOLME|TRES|TRZY",
  4: "FOUR|VIER|QUATRE|FYRA|FIRE|NELJÄ|CUATRO|QUATTRO|QUATRO|CZTERY",
  5: "FIVE|FÜNF|FUENF|CINQ|VIJF|FEM|VIISI|CINCO|CINQUE|PIĘĆ",
  6: "SIX|SECHS|ZES|SEX|SEKS|KUUSI|SEIS|SEI",
};
const COUNTED = Object.entries(NUMERALS).map(
  ([count, words]) => [Number(count), new RegExp(`(?<!\\p{L})(?:${words})\\s+(?:${PLURALS})(?!\\p{L})`, "gu")] as const,
);
const SEVERAL = new RegExp(`(?<!\\p{L})(?:${PLURALS})(?!\\p{L})`, "gu");

/** `第3笔` counts an instalment and not papers. */
const isOrdinal = (text: string, at: number): boolean => /第\s*$/.test(text.slice(0, at));

const placeOf = (match: RegExpExecArray): Place => ({ start: match.index, end: match.index + match[0].length });

export function countsIn(text: string): Count[] {
  const figures = COUNTS.flatMap((pattern) => [...text.matchAll(pattern)])
    .filter((match) => !isOrdinal(text, match.index))
    .map((match) => ({ ...placeOf(match), count: numberOf(match[1] ?? "") }));
  const words = COUNTED.flatMap(([count, pattern]) =>
    [...text.matchAll(pattern)].map((match) => ({ ...placeOf(match), count })),
  );
  const several = [...text.matchAll(SEVERAL)].map((match) => ({ ...placeOf(match), count: 2, atLeast: true }));
  return [...figures, ...words, ...several];
}

/**
 * Marks of what is paid besides what is named, or of text that is not whole: `u.a.`, `etc.`, `per attached list`, `等`,
 * `HT-2026-01?7`. Each is a part that nothing accounts for.
 */
const OPEN = [
  /(?<!\p{Script=Latin})(?:ETC|ECC|ENZ|OSV|ITD|USW|U\.\s?A\.?|U\.\s?W\.?|M\.?\s?FL|MFL|ET AL|(?:AND|PLUS|\+|&)\s*(?:\d+\s*)?(?:OTHERS?|MORE|FOLLOWING)|OTHERS (?:AS )?(?:ATTACHED|LISTED|BELOW)|(?:UND|U\.|PLUS|\+|SOWIE)\s*(?:\d+\s*)?(?:WEITERE|ANDERE|FOLGENDE|DIV\.?)R?|(?:ET|E|ED|Y|I|EN|OG|OCH)\s*(?:LES\s*)?(?:\d+\s*)?(?:AUTRES|SUIVANTE?S?|ALTR[EI]|SEGUENTI|OUTR[AO]S|SEGUINTES|OTR[AO]S|SIGUIENTES|INNE|ANDERE|VOLGENDE|FLERE|FLER|ANDRE|ANDRA)|VARIOUS|DIVERSE|DIVERS|MEHRERE|SEVERAL|MULTIPLE|(?:AS )?(?:PER|SEE|SIEHE|S\.|LT\.?|LAUT|GEMÄSS|GEMAESS|GEM\.|SELON|VOIR|CF\.?|VER|SEGUN|SEGÚN|VEDI|ZIE|SE)\s?(?:OUR |YOUR |THE |UNSERER? |BEIL\.? )?(?:ATTACHED|ATTACHMENT|LIST|LISTE|LISTA|REMITTANCE|ADVICE|ADVIS|AVIS|AVISO|ANLAGE|ANHANG|AUFSTELLUNG|E-?MAIL|MAIL|DETAILS?|SPECIFICATION|BILAG|BIJLAGE|BORDEREAU|RELEV[EÉ]|D[EÉ]TAIL|ALLEGATO|ADJUNTO|ANEXO)(?!\p{Script=Latin}|[\s:]+(?:\p{L}{1,6}[-_/]?)?(?!\d{1,2}[-./]|\d{4}[-./]\d\d[-./])\d{3,})|AS ATTACHED|AS LISTED)(?!\p{Script=Latin})/gu,
  /(?<![平相均对初中高优上下特劣]|(?<!合)同)等(?![于级待额比])(?:等)?|及?其[他它余](?!月)|等多|多笔|多张|多份|[见如]附件|[见如]清单|[见如]明细|[见如]邮件|详见/gu,
  /\uFFFD+|(?<=\d)\?+(?=[-\p{L}\d])|(?<=[-\p{L}\d])\?+(?=\d)|(?<=\d)\?+(?=\s|$)|(?<!\p{Script=Latin})(?:BIS|THRU|THROUGH|FF\.?|UFF|ONWARDS)(?!\p{Script=Latin})|(?<=\d)\s*\+\s?\d{1,2}(?![.,/-]?\d)|(?<![\p{L}\d])[A-Z]{2,4}-(?![\p{L}\p{N}])|\*{2,}|…|\.{3,}/gu,
];

/** One of so many is paid, all from one number on, or a company besides: `1 of 3`, `ab RE-1001`, `RE-1001 & Co`, `RE-1001 und 3 a.`. */
const ONE_OF =
  /(?<![\p{L}\d.,/-])\d{1,2}\s+(?:OF|VON|VAN|SUR|AV|AF|DI)\s+\d{1,2}(?![\d.,/-])|(?<!\p{L})(?:AB|SEIT|SINCE|FROM)\s+(?=\p{L}{2,6}[-_/.]?\d{3})|(?<=\d\s*)&\s*CO?(?!\p{L})|(?<=\d\s*)(?:\+|(?<!\p{L})\p{L}{1,4})\s+\d{1,2}\s+(?:A\.|\p{L}{1,3}(?![\p{L}\d]))/gu;

/** The text ends where its list goes on: `RE-1001,`, `RE-1001 und`; a slash behind a blank parts empty fields. */
const BROKEN_OFF =
  /(?<=\d[)\]]?\s*)(?:[,&+;、，;]\s*[-–—]?|(?<=\d)(?<![.,]\d{2})\/|[和及与至到]|\s[-–—]|\s(?:UND|AND|ET|Y|E|EN|OCH|OG|JA|TO|BIS|AU|AL|SOWIE|PLUS))\s*$|(?<=\d\s*)(?:[,&+]|AND|UND|SOWIE|ET|EN|OCH|OG)\s+(?:THE |DIE |LES |DE )?(?:\p{L}+ )?(?:NEXT|FOLLOWING|FOLGENDEN?|NÄCHSTEN?|SUIVANTE?S?|VOLGENDEN?)(?!\p{L})/gu;

/** Something is said to be meant in the place of what is named, or beside it. */
const OTHERWISE =
  /(?<!\p{Script=Latin})(?:STATT|ANSTATT|ANSTELLE|INSTEAD|REPLACES|REPLACING|EXCEPT(?:ING)?|EXCLUDING|ALL BUT|AUSSER|SAUF|HORMIS|AU LIEU|BEHALVE|UITGEZONDERD|IN PLAATS|EXCEPTO|SALVO|TRANNE|UTOM|UNNTATT|UNDTAGEN|PAITSI)(?!\p{Script=Latin})|除了|除外|以外|代替/gu;

const MONTH = "(?:JAN|FEB|MAR|MÄR|APR|MAY|MAI|JUN|JUL|AUG|SEP|OCT|OKT|NOV|DEC|DEZ)\\p{L}*";
const MONTH_NAME = `(?<!\\p{L})${MONTH}`;
const PERIOD = `${MONTH_NAME}|Q[1-4]|KW|\\d{1,2}\\.\\d{1,2}\\.(?:\\d{2,4})?(?!\\d)|\\d{1,2}/(?:20)?\\d\\d(?![\\d/])|\\d{1,2}\\s?月`;
/** What is sold or let, and a paper of which no number follows. */
const THING =
  "(?:MAINTENANCE|SUPPORT|SERVICES?|SUBSCRIPTIONS?|RENT|LICEN[CS]ES?|GOODS|DELIVERY|CONSULTING|HOSTING|DEPOSIT|INTEREST|FREIGHT|WARTUNG|MIETE|LIZENZ|LIEFERUNG|FRACHT|ZINSEN|ANZAHLUNG|LOYER|MAINTENANCE|LIVRAISON|SERVICIOS?|ALQUILER|AFFITTO|SERVIZI|HUUR|ONDERHOUD|HYRA|LEIE|УСЛУГИ|ТОВАР)(?!\\p{L})|(?:INVOICE|RECHNUNG|FACTURE|FACTURA|FATTURA|FACTUUR|FAKTURA|BILL|RG|RE)\\.?(?!\\p{L})(?=\\s+(?:VOM|V\\.|DATED|DD|OF|DU|DE|DEL|VAN|D\\.D\\.|FROM|AV|Z DNIA)(?!\\p{L}))(?!\\s+(?:OF|DE|VAN)\\s+\\p{L}*[-_/]?\\d{3})|\\p{Script=Han}{0,4}(?:款|费|金|货|利息|设备|材料|服务|软件|硬件|工程|项目)";
const ARTICLE = "(?:(?:THE|OUR|YOUR|DIE|DER|DAS|UNSERE?|IHRE?|LE|LA|LES|NOTRE|VOTRE|EL|LOS|IL|DE|HET|EN)\\s+)?";
/** Something besides is joined to what is named: `RE-1001 and maintenance`, `RE-1001 + Nov`, `RE-1001 und die Rechnung vom 20.10.`. */
const BESIDE = new RegExp(
  `(?:[&+＋]|(?<!\\p{L})(?:AND|UND|U\\.|ET|Y|E|OCH|OG|EN|JA|I|ORAZ|PLUS|SOWIE|NEBST|SAMT|ZZGL\\.?|ZUZÜGLICH)(?!\\p{L})|[及和与])\\s*${ARTICLE}(?:${PERIOD}|${THING}|\\d(?=\\s*$))`,
  "gu",
);

/** The same behind a mere comma, which parts what is for one paper as well: it matters where too much is paid. */
const LISTED = new RegExp(`[,;、]\\s*${ARTICLE}(?:${PERIOD}|${THING})`, "u");
const MONTHS_LISTED = new RegExp(`${MONTH_NAME}[\\s,/&+-]+${MONTH_NAME}|月[分份]?[・、,和及与~-]?\\s*\\d{1,2}月`, "u");
export const listsBeside = (text: string): boolean => LISTED.test(text) || MONTHS_LISTED.test(text);

export const openMarksIn = (text: string): Place[] =>
  [...OPEN, ONE_OF, BROKEN_OFF, OTHERWISE, BESIDE]
    .flatMap((pattern) => [...text.matchAll(pattern)])
    .map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
    }));

/** Which instalment the text speaks of: a number, the first (首付款) or the last (尾款). */
export type InstalmentHint = number | "last";

/** What an instalment is called; a Latin word stands behind its ordinal or before its number. */
const NUMBERED =
  "INSTAL+MENTS?|RATE|RATA|CUOTA|PARCELA|PRESTAÇÃO|ÉCHÉANCE|ECHEANCE|MENSUALITÉ|TERMIJN|AFDRAG|AVBETALNING|ERÄ|ABSCHLAG|TEILZAHLUNG";
const INSTALMENT = `(?:${NUMBERED}|PAYMENT|TERMIN)`;

/** Ordinals in words, the first to the sixth. */
const ORDINALS = [
  "FIRST|ERSTE|PREMI[EÈ]RE?|PRIMERA?|PRIMEIRA|PRIMA|EERSTE|FØRSTE|FÖRSTA|ENSIMMÄINEN|PIERWSZA|PRVNÍ",
  "SECOND|ZWEITE|DEUXI[EÈ]ME|SECONDE|SEGUNDA|SECONDA|TWEEDE|ANDEN|ANDRE|ANDRA|TOINEN|DRUGA|DRUHÁ",
  "THIRD|DRITTE|TROISI[EÈ]ME|TERCERA|TERCEIRA|TERZA|DERDE|TREDJE|KOLMAS|TRZECIA|TŘETÍ",
  "FOURTH|VIERTE|QUATRI[EÈ]ME|CUARTA|QUARTA|VIERDE|FJERDE|FJÄRDE|NELJÄS|CZWARTA|ČTVRTÁ",
  "FIFTH|FÜNFTE|FUENFTE|CINQUI[EÈ]ME|QUINTA|VIJFDE|FEMTE|VIIDES|PIĄTA|PÁTÁ",
  "SIXTH|SECHSTE|SIXI[EÈ]ME|SEXTA|SESTA|ZESDE|SJETTE|SJÄTTE|KUUDES|SZÓSTA|ŠESTÁ",
].map((words) => new RegExp(`(?<!\\p{L})(?:${words}) ${INSTALMENT}(?!\\p{L})`, "u"));

const INSTALMENTS = [
  /第\s*([一二三四五六七八九十]|\d{1,2})\s*(?:期|笔|次|批)/,
  /(?<!\p{Script=Han})([一二三四五六])期款/u,
  /(?<!\d)(\d{1,2})\s?(?:回目|회차)/u,
  new RegExp(`(?<!\\p{L}|\\d[.,]?)(\\d{1,2})(?:ST|ND|RD|TH|ÈME|EME|RE|DA|RA|A|ª|º|\\.) ?${INSTALMENT}(?!\\p{L})`, "u"),
  new RegExp(
    `(?<!\\p{L})(?:${NUMBERED}) ?(?:N[RO°]\\.? ?)?(\\d{1,2})(?: ?(?:/|VON|OF|DE|DI|SUR|VAN|AV|AF) ?\\d{1,2})?(?![\\d.,]| ?(?:/ ?\\d{4}|${MONTH}))`,
    "u",
  ),
];

/** The last of them, or what is called so in a word of its own. */
const LAST = new RegExp(
  `尾款|末期|末款|(?<!\\p{L})(?:FINAL|LAST|LETZTE|DERNI[EÈ]RE|[UÚ]LTIMA|LAATSTE|SISTE|SIDSTE|SISTA|VIIMEINEN|OSTATNIA|POSLEDNÍ) ${INSTALMENT}(?!\\p{L})`,
  "u",
);

/** The hint and where it stands: 首付款, 第2期, 尾款, "2nd instalment", "dritte Rate", "down payment", "final payment". */
export function instalmentIn(text: string): (Place & { hint: InstalmentHint }) | undefined {
  for (const pattern of INSTALMENTS) {
    const match = pattern.exec(text);
    if (match?.[1]) return { ...placeOf(match), hint: numberOf(match[1]) };
  }
  for (const [n, pattern] of ORDINALS.entries()) {
    const match = pattern.exec(text);
    if (match) return { ...placeOf(match), hint: n + 1 };
  }
  const first = /首付|首期|首款|首笔|定金|DOWN PAYMENT/.exec(text);
  if (first) return { ...placeOf(first), hint: 1 };
  const last = LAST.exec(text);
  return last ? { ...placeOf(last), hint: "last" } : undefined;
}
