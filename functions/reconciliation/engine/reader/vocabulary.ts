import { isLatinForm } from "../../../../shared/names.ts";
import { isCurrencyMark } from "./figures.ts";
import { isLabel } from "./labels.ts";
import { holds, type Place } from "./text.ts";

/**
 * Words that say nothing of how much is paid on what. Any other word may say that a part is meant, that more is meant than is named,
 * or that something else is, in whatever language: nobody knows all words for that. So a word that is not among these is a part of
 * the text that was not read, and what is exact alone is booked beside it.
 */
const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** What payers say of a payment, in the languages that are read, and how they ask and thank. */
const OF_PAYMENTS = words(`
  PAYMENT PAYMENTS PAY PAID PAYING PMT PMTS PYMT PAYT PAYROLL TRANSFER TRF TRSF TFR WIRE REMIT REMITTANCES SETTLEMENT SETTLING SETTLED SETTLES DEPOSITED ACH CTX CCD PPD NEFT RTGS IMPS
  INVOICED BILLING PER AS FOR THE OF OUR YOUR YOURS MY TO IN ON BY VIA FROM WITH AND THIS OK PLEASE FIND FULL TOTAL AMOUNT SUM DUE DATED DATE DAY AGREED DEAR SIRS REGARDS BEST
  THANK THANKS YOU KIND REGARDING CONCERNING SUBJECT ORIG CO NAME ENTRY DESCR SEC INWARD OUTWARD CREDITED COMM MISC SERVICE SERVICES SUBSCRIPTION RENT LICENSE LICENCE MAINTENANCE SUPPORT CONSULTING GOODS DELIVERY ONLINE BANKING BANK MONTHLY ANNUAL
  ZAHLUNG ZAHLUNGEN BEZAHLUNG ÜBERWEISUNG UEBERWEISUNG UEBERW ÜBERW DAUERAUFTRAG SAMMLER GUTSCHR VOM V VON ZU ZUR ZUM UND FÜR FUER DER DIE DAS DEN IHR IHRE IHRER UNSER UNSERE BETRAG DATUM DAT FÄLLIG FAELLIG FAELL MIT BESTEN DANK DANKE VIELEN
  GEM GEMÄSS GEMAESS ÜBER UEBER BETR BETREFF VERWENDUNGSZWECK VWZ KOSTENSTELLE LIEFERSCHEIN LIEFERUNG AUFTRAGSDATUM RECHNUNGSDATUM REDAT WARTUNG MIETE SVWZ NOTPROVIDED PURP BTR
  PAIEMENT PAIEMENTS REGLEMENT RÈGLEMENT REGLT RGLT VIREMENT VIREMENTS VIR VRT RECU REÇU MOTIF DU DE DES LE LA LES NOTRE VOTRE NOS VOS DATE ECHEANCE ÉCHÉANCE ECH MERCI MONTANT LIBELLE OBJET RÉF CLIENTE
  BETALING BETALINGEN OVERBOEKING BETREFT OMSCHRIJVING KENMERK FACTUUR FACTUURNR FACTUURNUMMER KLANTNR KLANTNUMMER DEBITEURNR DEBITEURNUMMER D VAN VOOR DANK BEDRAG INZAKE GIRO SPOED
  BETALNING FAKTURADATUM ÖVERFÖRING OVERFØRSEL OVERFORING INNBETALING INDBETALING BANKGIRO PLUSGIRO BG PG BGC AVSER GJELDER VEDR VEDRØRENDE TACK TAK TAKK BELOPP BELØP BELØB KUNDNR KUNDENR
  MAKSU SUORITUS LASKUN NUMERO PVM SUMMA KIITOS VIESTI
  PAGO PAGOS TRANSFERENCIA TRANSF POR PARA CONCEPTO FECHA IMPORTE GRACIAS NUESTRA SU DEL EL LOS LAS NUM NUMERO NÚM
  PAGAMENTO PAGAMENTI BONIFICO BON SALDO CAUSALE DATA IMPORTO GRAZIE PER VS NS NOSTRA VOSTRA DI DELLA IL AL SEPA SCT
  PGTO PAGTO TED PIX DOC VALOR OBRIGADO
  ROC RFB IPI URI SRI BENM INS OCMT EXCH FX RP FP RMR IV PI ADDENDA URGP SALA SUPP CASH CCY EUR
  ZAPŁATA ZAPLATA PŁATNOŚĆ PRZELEW ZA FAKTURĘ FAKTURE NR DNIA NIP PLATBA ÚHRADA UHRADA FAKTURY KIEGYENLÍTÉSE SZÁMLA SZÁMLASZÁM
  ОПЛАТА ОПЛАТЫ ПО ЗА ОТ СЧЕТ СЧЁТ СЧЕТУ СЧЁТУ СФ ДОГОВОР ДОГОВОРУ АКТ НДС РУБ ТОМ ЧИСЛЕ БЕЗ УСЛУГИ ТОВАР
  SUMME GESAMT GESAMTBETRAG GESAMTSUMME SOMMA TOTALE SOMME TOTAAL SUMA RAZEM CELKEM ÖSSZESEN TOPLAM ИТОГО ВСЕГО YHTEENSÄ SAMMANLAGT TOTALT
  WEB TXT ID NBR ENDTOEND NONREF NREF JA ORAZ と から まで 番号 فاتورة الفاتورة فاکتور رقم شماره و
`);

/** By which less is paid. */
const OF_LESS = words(`
  LESS MINUS DEDUCTION DEDUCTIONS DEDUCTED DED ALLOWANCE REBATE DISCOUNT DISC SHORT SHORTAGE WITHHOLDING TDS WHT
  ABZGL ABZG ABZÜGL ABZUEGL ABZÜGLICH ABZUEGLICH ABZUG ABZÜGE KÜRZUNG KUERZUNG MINDERUNG SKONTO RABATT
  MOINS RETENUE DÉDUCTION ESCOMPTE REMISE FRADRAG AVDRAG RABAT KASSARABATT KONTANTRABATT KORTING INHOUDING
  DESCUENTO DEDUCCION SCONTO TRATTENUTA
`);
/** Why, and how much of what. */
const OF_REDUCTIONS = words(`
  NET GROSS BRUTTO NETTO BRUT LORDO BRUTO NETO PROMO PROMOTION SHIPMENT DAMAGE DAMAGED DAMAGES FREIGHT CREDIT NOTE NOTES CN PRICE DIFFERENCE RETURN RETURNED RETURNS CLAIM TERMS EARLY
  MÄNGEL MAENGEL FRACHT GUTSCHRIFT GUTSCHRIFTEN GS SCHADEN AVOIR LITIGE AVARIE
  SKADE FRAKT KREDITNOTA KREDIT CREDITNOTA CREDITNOTE NOTA CREDITO CRÉDITO
`);
/** Several are paid in one. */
const OF_SEVERAL = words("PAYMENTS PMTS REMITTANCES ZAHLUNGEN SAMMLER PAIEMENTS VIREMENTS BETALINGEN PAGOS PAGAMENTI");

const saysAnyOf = (text: string, set: ReadonlySet<string>): boolean =>
  (text.match(ANY_WORD) ?? []).some((word) => set.has(word));
/** Does a text say that less is paid, or that several things are? Then too much is not a surplus of the one that is named. */
export const saysLess = (text: string): boolean => saysAnyOf(text, OF_LESS);
export const saysSeveral = (text: string): boolean => saysAnyOf(text, OF_SEVERAL);
/** So many words behind one that takes something off say what for. */
const REASON_WORDS = 3;
const TAKES_OFF =
  /^(?:DEDUCT\p{L}*|DED|LESS|MINUS|ABZ\p{L}*|K(?:Ü|UE)RZUNG|MINDERUNG|RETENUE|D[EÉ]DUCTION|FRADRAG|AVDRAG|MOINS|SHORT|INHOUDING|TRATTENUTA)$/u;

const MONTHS = words(`
  JAN JANUARY JANUAR JANVIER JANUARI ENERO GENNAIO FEB FEBRUARY FEBRUAR FÉVRIER FEVRIER FEBRUARI FEBRERO FEBBRAIO MAR MARCH MÄRZ MAERZ MARS MAART MARZO APR APRIL AVRIL ABRIL APRILE
  MAY MAI MEI MAJ MAYO MAGGIO JUN JUNE JUNI JUIN JUNIO GIUGNO JUL JULY JULI JUILLET JULIO LUGLIO AUG AUGUST AOÛT AOUT AUGUSTUS AUGUSTI AGOSTO SEP SEPT SEPTEMBER SEPTEMBRE SEPTIEMBRE SETTEMBRE
  OCT OKT OCTOBER OKTOBER OCTOBRE OCTUBRE OTTOBRE NOV NOVEMBER NOVEMBRE NOVIEMBRE DEC DEZ DES DECEMBER DEZEMBER DÉCEMBRE DECEMBRE DESEMBER DICIEMBRE DICEMBRE Q ST ND RD TH
`);

/** Is this word a month's name? */
export const isMonth = (word: string): boolean => word.length >= MONTH_CHARS_MIN && MONTHS.has(word);
const MONTH_CHARS_MIN = 3;

/** What stands in Chinese texts and says nothing: how it is paid, thanks, what it is for (`设备款`, `服务费`). */
const HAN_TERMS =
  /月分|扣(?:除)?\p{Script=Han}{1,6}(?=\d|-|$|[\s,，。])|\p{Script=Han}{0,8}(?:货款|款项|款|费用|费|货|租金|押金|保证金|违约金|质保金|折让|佣金)|请?(?:查收|查阅|核对|确认)|谢谢|感谢|您好|你好|备注|摘要|附言|用途|汇款|汇入|转账|转入|网银|互联|跨行|电汇|電匯|对公|结算|支付|付款|付|转|汇|代发|收到|本月|上月|当月|月份|季度|上半年|下半年|年度|年|月|日|号|元|人民币|美元|金额|共计|合计|总计|合同|合約|协议|订单|发票|数电票|电子|增值税|专用|普通|号码|编号|单号|单据|经办人?|联系人|电话|流水号|含税|税|减|抵扣|抵|扣减|扣除|扣|和|及|与|的|为|以|按|已|于|之|第|期|次|批|笔|份|张|单|设备|采购|销售|软件|硬件|材料|服务|技术|工程|项目|公司|有限|股份|往来|预付|贷款|信息|网络|系统/gu;

const LETTER = "(?!\\p{Script=Han})[\\p{L}\\p{M}]";
/** A run of Han; an abbreviation with points; a word. */
const ANY_WORD = new RegExp(`\\p{Script=Han}+|${LETTER}(?:\\.${LETTER})+|(?:${LETTER})+`, "gu");
/** A bank's code behind its label: `BIC: MUSTDEFFXXX`. */
const BANK_CODE = /(?<!\p{L})(?:BIC|SWIFT)[\s:+]*[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?(?![A-Z0-9])/gu;

const isKnownWord = (word: string): boolean =>
  OF_PAYMENTS.has(word) ||
  OF_LESS.has(word) ||
  OF_REDUCTIONS.has(word) ||
  MONTHS.has(word) ||
  isLabel(word) ||
  isCurrencyMark(word) ||
  isLatinForm(word);

/** The words of a text (in normal form) that are not known to say nothing; `names` are those of the companies that it may speak of. */
export function strangeWords(text: string, names: readonly string[]): Place[] {
  const named = new Set(names.flatMap((name) => name.match(ANY_WORD) ?? []));
  const codes = [...text.matchAll(BANK_CODE)].map(({ index, 0: code }) => ({ start: index, end: index + code.length }));
  let reasons = 0;
  return [...text.matchAll(ANY_WORD)].flatMap((match): Place[] => {
    const [word] = match;
    const place = { start: match.index, end: match.index + word.length };
    if (/\p{Script=Han}/u.test(word)) return strangeHan(word, place.start, names);
    if (TAKES_OFF.test(word)) reasons = REASON_WORDS;
    else if (reasons > 0) {
      reasons--;
      return [];
    }
    const isLetter = /^[\p{Script=Latin}\p{Script=Cyrillic}]$/u.test(word);
    const isKnown = isLetter || named.has(word) || isKnownWord(word);
    return isKnown || codes.some((code) => holds(code, place)) ? [] : [place];
  });
}

function strangeHan(run: string, at: number, names: readonly string[]): Place[] {
  const blank = (text: string): string => "\0".repeat(text.length);
  let rest = run;
  for (const name of names) if (/\p{Script=Han}{2}/u.test(name)) rest = rest.replaceAll(name, blank);
  rest = rest.replace(HAN_TERMS, blank);
  return [...rest.matchAll(/[^\0]+/g)].map(({ index, 0: left }) => ({
    start: at + index,
    end: at + index + left.length,
  }));
}
