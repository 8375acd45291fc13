import { displayAmount } from "../../shared/money.ts";
import { toldFacts } from "../../shared/notify/blocks.ts";
import { formatDay, type Locale } from "../../shared/notify/format.ts";
import type { Prepared } from "./render.ts";

const WORDS = {
  "zh-CN": {
    subject: (connection: string) => `银行对账不平：${connection}`,
    text: "银行对账单的期初余额加上已入库流水，不等于期末余额：可能有流水缺失或重复。请核对各日明细（GET /v1/bank-connections/{id}/continuity），或请银行重新推送。",
    connection: "银行连接",
    period: "期间",
    opening: "期初余额",
    closing: "期末余额",
    gap: "差额",
  },
  en: {
    subject: (connection: string) => `Bank lines do not add up: ${connection}`,
    text: "The opening balance of a bank statement and the stored lines do not come to its closing balance: lines are missing, or came twice. Look at the days (GET /v1/bank-connections/{id}/continuity), or ask the bank to send them again.",
    connection: "Bank connection",
    period: "Period",
    opening: "Opening balance",
    closing: "Closing balance",
    gap: "Gap",
  },
} as const;

type Gap = {
  currency: string;
  fromOn: string;
  closingOn: string;
  openingMinor?: number;
  closingMinor?: number;
  gapMinor?: number;
};

/** What finance is told of a statement whose balances the lines do not explain. */
export function gapMessage(locale: Locale, row: Gap, connection: string): Prepared {
  const words = WORDS[locale];
  const subject = words.subject(connection);
  const days = [...new Set([row.fromOn, row.closingOn])].map((day) => formatDay(locale, day)).join(" – ");
  const amount = (label: string, minor: number | undefined) =>
    minor === undefined ? [] : [{ label, value: displayAmount(minor, row.currency) }];
  return {
    subject,
    preheader: words.text,
    blocks: toldFacts(subject, words.text, [
      { label: words.connection, value: connection },
      { label: words.period, value: days },
      ...amount(words.opening, row.openingMinor),
      ...amount(words.closing, row.closingMinor),
      ...amount(words.gap, row.gapMinor),
    ]),
  };
}
