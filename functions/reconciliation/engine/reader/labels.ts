/**
 * What stands before a number and says what it is. `invoice`: an invoice of the one who is paid. `paper`: a paper of either side
 * (contract, order, a mere "No."). `theirs`: a paper of the payer (purchase order, customer number). `bank`: what banks and payers'
 * programs add (end-to-end ids, account numbers, phones, rates).
 */
export type Label = "invoice" | "paper" | "theirs" | "bank";

const words = (text: string): string[] => text.trim().split(/\s+/);

const INVOICE_LATIN = words(`
  INVOICE INVOICES INV INVS INVNO BILL BILLS FACTURE FACTURES FACT FACTURA FACTURAS FRA FATTURA FATTURE FATT FT
  RECHNUNG RECHNUNGEN RECHNUNGSNUMMER RECHNUNGSNR RECHNR RECHN RECH RG RGNR RGNO RE RENR RNR BELEG BELEGE BELEGNR BELEGNUMMER
  FAKTURA FAKTURAN FAKTURANR FAKTURNR FAKTURANUMMER FAKTURY FAKTURE FAKTUROR FAKTÚRA FAKT FV FS FACTUUR FACTUREN FACTUURNR FACTUURNRS FACTUURNUMMER
  LASKU LASKUN LASKUT LASKUA LASKUNRO LASKUNUMERO VIITE VIITENRO VIITENUMERO KID OCR NOTA NF NFE NFS NFSE DANFE BOLETO DUPLICATA FATURA FATURAS
  SZÁMLA SZÁMLASZÁM RAČUN ARVE RĒĶINS SĄSKAITA ФАКТУРА РАХУНОК ΤΙΜΟΛΟΓΙΟ ΤΙΜΟΛΌΓΙΟ
`);
const INVOICE_HAN = words(
  "发票 票号 发票号码 账单 请款单 请求书 请求書 請求書 請求番号 請求 청구서 계산서 인보이스 فاتورة الفاتورة فاکتور",
);
const PAPER_LATIN = words(`
  CONTRACT CONTRACTS VERTRAG VERTRAGSNR CONTRAT CONTRATO CONTRATTO UMOWA ORDER ORDERS SO AUFTRAG AUFTRAGSNR AB COMMANDE PEDIDO ORDINE
  REF REFERENCE REFERENZ REFERENCIA STATEMENT DOC DOCUMENT DOCUMENTS NO NOS NR NRS NUM NUMMER NUMBER NUMBERS NUMERO
`);
const PAPER_HAN = words("合同 合同书 订单 销售单 单号 协议 编号 号码 结算单 注文 号");
const THEIRS_LATIN = words(`
  PO POS PURCHASEORDER BESTELLUNG BESTELLNR BESTELLNUMMER KUNDE KUNDEN KUNDENNR KUNDENNUMMER KD KDNR DEBITOR DEBITORENNR
  CUSTOMER KLANT KLANTNR KLANTNUMMER DEBITEURNR KUNDNR KUNDENR KOSTENSTELLE KST LIEFERSCHEIN CLIENTE LIEFERSCHEINNR CUST CUSTNO CLIENT CLIENTNO MEMBER VENDOR SUPPLIER LIEFERANT LIEFERANTENNR CHECK CHEQUE CHK CK VOUCHER JOB REMITTANCE RUN
`);
const THEIRS_HAN = words(
  "采购 采购单 采购订单 采购合同号 客户编号 客户号 供应商 供应商编号 付款单 付款申请 报销单 送货单 送货单号 出库单 入库单 收货单 门店",
);
const BANK_LATIN = words(`
  EREF KREF MREF CRED DEBT ABWA ABWE IBAN BIC SWIFT BLZ KTO KONTO KONTONR ACCOUNT ACCT ACC AC TAN UETR TRN TXN TXID TRACE AUTH BATCH
  SEQ TRX ARKIVREF ARKIVREFERANSE ARKIVNR VERIFIKATION LOPNR BGREF ZAHLLAUF ZAHLUNGSLAUF AVIS MANDATE MANDAT MANDATSREF GLAEUBIGERID TEL TELEFON FON TELEPHONE PHONE MOB MOBILE FAX VAT VATNO VATID USTID USTIDNR TAX TAXID SIRET EIN
  RATE EXCH OCMT FXRATE EXCHANGERATE FX CHG CHGS CHARGE CHARGES FEE FEES CARD ROUTING ABA SORT SORTCODE CLEARING MSGID ENDTOENDID PMTINF
`);
const BANK_HAN = words(
  "账号 帐号 账户 帐户 卡号 电话 手机 手机号 经办 经办人 联系人 联系电话 联系 税号 流水号 交易号 凭证号 受理号 汇率 手续费 行号 网点",
);

/** Words between a label and its number: `Invoice No. 1001`, `Rechnung Nr 1001`, `发票号：1001`. */
const BETWEEN =
  "(?:[\\s.:：#+°\\-–(（/]|N\\s*[°O]|NO\\b|NOS\\b|NR\\b|NUM\\b|NBR\\b|NUMMER\\b|NUMBER\\b|NUMBERS\\b|NRO\\b|N\\.|VAT\\b|Č\\.?|BR\\.|ID\\b|号码?|编号|番号|为|是|رقم|شماره)*$";
const longestFirst = (list: string[]): string[] => [...list].sort((a, b) => b.length - a.length);
const ending = (latin: string[], han: string[]): RegExp =>
  new RegExp(
    `(?:(?<![\\p{Script=Latin}\\d])(?:${longestFirst(latin).join("|")})|(?:${longestFirst(han).join("|")}))${BETWEEN}`,
    "u",
  );
const PATTERNS: [Label, RegExp][] = [
  ["bank", ending(BANK_LATIN, BANK_HAN)],
  ["theirs", ending(THEIRS_LATIN, THEIRS_HAN)],
  ["invoice", ending(INVOICE_LATIN, INVOICE_HAN)],
  ["paper", ending(PAPER_LATIN, PAPER_HAN)],
];
/** Two words that say together what neither says alone. */
const COMPOUND: [RegExp, string][] = [
  [/NOTAS?\s+FISCA(?:L|IS)|NFS?-E/g, "NFE"],
  [/HÓA\s+ĐƠN(?:\s+SỐ)?/g, "INVOICE"],
  [/B-N[RO]|CLIENT\s+REF(?:ERENCE)?/g, "PO"],
  [/PURCHASE[\s-]*ORDERS?/g, "PURCHASEORDER"],
  [/P\s*\.\s*O\s*\./g, "PO"],
  [/A\/C/g, "AC"],
  [/(?:YOUR|IHRE?|VOTRE)\s+(?:ORDER|REF(?:ERENCE)?|AUFTRAG|BESTELLUNG|COMMANDE)/g, "PO"],
  [/(?:FX|EXCHANGE|EXCH)\s+RATE/g, "FXRATE"],
  [/SORT\s+CODE/g, "SORTCODE"],
  [/DELIVERY\s+(?:NOTE|SLIP)|BON\s+DE\s+LIVRAISON|COST\s+CENT(?:ER|RE)/g, "LIEFERSCHEIN"],
];
/** So many characters before a number are looked at. */
const LOOK_BACK_CHARS = 40;

/** What is said of the number or reference that begins at `start`, or nothing. */
export function labelBefore(text: string, start: number): Label | undefined {
  let before = text.slice(Math.max(0, start - LOOK_BACK_CHARS), start);
  for (const [pattern, word] of COMPOUND) before = before.replace(pattern, word);
  // `EUR 15` after `CHGS` is still said to be the charges.
  before = before.replace(/(?:EUR|USD|GBP|CHF|CNY|RMB|JPY|HKD)\s*$/, " ");
  return PATTERNS.find(([, pattern]) => pattern.test(before))?.[0] ?? (/#\s*$/.test(before) ? "paper" : undefined);
}

const ORDERS_LATIN = words(
  "ORDER ORDERS SO AUFTRAG AUFTRAGSNR AB COMMANDE PEDIDO ORDINE CONTRACT VERTRAG VERTRAGSNR CONTRAT CONTRATO CONTRATTO UMOWA " +
    "CLAIM SCHADEN SCHADENNR LOS BV",
);
const ORDERS = ending(ORDERS_LATIN, words("合同 合同书 订单 协议 注文"));

/** Is the number that begins at `start`, or the one behind a mere `No.` there, said to be an order's, a contract's, a claim's or a site's? */
export const isOrderAt = (text: string, start: number): boolean =>
  ORDERS.test(text.slice(Math.max(0, start - LOOK_BACK_CHARS), start));

const LABELS = new Set([...INVOICE_LATIN, ...PAPER_LATIN, ...THEIRS_LATIN, ...BANK_LATIN]);

/** Does a word say what the number behind it is? */
export const isLabel = (word: string): boolean => LABELS.has(word);

const INVOICE_WORDS = new Set(INVOICE_LATIN);
const PAPER_WORDS = new Set(PAPER_LATIN);

const THEIRS_WORDS = new Set(THEIRS_LATIN);

/** Does a number that begins so tell by itself whose it is not: no letters, or the name of a payer's own paper (`PO`)? */
export const isTheirs = (head: string): boolean => head === "" || THEIRS_WORDS.has(head);

/** Is this word the name of a paper, so that what follows is its number (`INV`, `RECHNUNG`; `SO`, `CONTRACT`)? */
export const paperOf = (word: string): Extract<Label, "invoice" | "paper"> | undefined =>
  INVOICE_WORDS.has(word) ? "invoice" : PAPER_WORDS.has(word) ? "paper" : undefined;
