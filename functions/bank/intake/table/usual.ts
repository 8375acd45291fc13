import type { ColumnName } from "./mapping.ts";

const named = (text: string): readonly string[] =>
  text
    .trim()
    .split(/\s*\|\s*/)
    .filter((name) => name !== "");

/** Headers as banks of many countries write them, by what they mean; the first that a table has is proposed. */
export const USUAL_HEADERS: Partial<Record<ColumnName, readonly string[]>> = {
  bookedOn: named(`
    交易日期 | 交易日 | 记账日期 | 记账日 | 入账日期 | 交易时间 | 日期 | booking date | posting date | transaction date | date | buchungstag | buchungsdatum |
    date opération | date de comptabilisation | datum | boekdatum | data | data contabile | fecha | fecha operación | dato | bokføringsdato | bokföringsdag |
    kirjauspäivä | お取引日 | 取引日 | 日付 | 거래일시 | 거래일자 | 거래일
  `),
  valueOn: named(`
    起息日 | value date | value dt | valutadatum | valuta | wertstellung | date de valeur | rentedatum | rentedato | fecha valor | data valuta | valutadag | arvopäivä
  `),
  credit: named(`
    贷方发生额 | 贷方金额 | 贷方发生额(收入) | 收入金额 | 收入 | 转入金额 | 存入金额 | 贷方 | credit | credit amount | haben | paid in | money in | deposit amt. | deposits |
    crédit | gutschrift | inn på konto | inn | entrate | accrediti | abonos | haber | crédito | créditos | お預入れ | お預り金額 | 入金金額 | 入金 | 입금액 | 입금 | 맡기신금액
  `),
  debit: named(`
    借方发生额 | 借方金额 | 借方发生额(支取) | 支出金额 | 支出 | 转出金额 | 支取金额 | 借方 | debit | debit amount | soll | paid out | money out | withdrawal amt. |
    withdrawals | débit | lastschrift | ut fra konto | ut | uscite | addebiti | cargos | debe | débito | débitos | お引出し | お支払金額 | 出金金額 | 出金 | 출금액 | 출금 | 찾으신금액
  `),
  amount: named(`
    交易金额 | 发生额 | 金额 | amount | betrag | umsatz | montant | bedrag | importe | importo | valor | beløp | belopp | beløb | määrä | 取引金額 | 거래금액
  `),
  direction: named(`
    借贷标志 | 借贷方向 | 收支方向 | 借/贷 | 借贷 | 收付标志 | dr/cr | cr/dr | direction | soll/haben | af bij | sens
  `),
  currency: named(
    "币种 | 交易货币 | 货币 | currency | währung | waehrung | devise | munt | divisa | moeda | valuta kode | 통화",
  ),
  balance: named(`
    余额 | 账户余额 | 本次余额 | 联机余额 | 交易后余额 | balance | closing balance | running balance | saldo | saldo nach buchung | solde | 残高 | 差引残高 | 거래후잔액 | 잔액
  `),
  bankReference: named(`
    交易流水号 | 流水号 | 核心流水号 | 凭证号 | 交易参考号 | bank reference | transaction id | reference | chq./ref.no. | référence | 거래번호
  `),
  payerName: named(`
    付款人名称 | 对方户名 | 对方名称 | 对方账户名称 | 对方单位名称 | 收(付)方名称 | counterparty | name zahlungsbeteiligter | beguenstigter/zahlungspflichtiger |
    naam / omschrijving | naam tegenpartij | nom de la contrepartie | controparte | ordenante | maksaja | name
  `),
  payerAccountNo: named(`
    付款人账号 | 对方账号 | 对方账户 | 收(付)方账号 | counterparty account | iban zahlungsbeteiligter | kontonummer/iban | tegenrekening | tegenrekening iban/bban | iban
  `),
  payerBankCode: named("付款人开户行号 | 对方开户行 | 对方行名 | 对方行号 | 收(付)方开户行名 | bic (swift-code) | bic"),
  payeeName: named("收款人名称"),
  payeeAccountNo: named("收款人账号"),
  remittance: named(`
    摘要 | 交易摘要 | 用途 | 交易用途 | 附言 | 备注 | 交易附言 | remittance | details | narration | memo | verwendungszweck | avisierungstext | description | libellé |
    mededelingen | omschrijving | concepto | histórico | causale | descrizione | forklaring | meddelelse | viesti | お取り扱い内容 | 摘要内容 | 적요 | 내용
  `),
  transactionCode: named("交易类型 | 业务类型 | buchungstext | type | mutatiesoort"),
};

/** What stands in a column that tells the direction. */
export const CREDIT_WORDS = ["贷", "贷方", "收", "收入", "C", "CR", "Credit", "H", "Bij"];
export const DEBIT_WORDS = ["借", "借方", "支", "支出", "D", "DR", "Debit", "S", "Af"];
