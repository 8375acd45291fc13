import { displayAmount } from "../../shared/money.ts";
import { toldFacts } from "../../shared/notify/blocks.ts";
import { formatDay, type Locale } from "../../shared/notify/format.ts";
import type { Prepared } from "./render.ts";

const WORDS = {
  "zh-CN": {
    subject: (payer: string) => `付款通知与已核销的到款不一致：${payer}`,
    text: "这份付款通知晚于到款到达，而该到款已按其他方式核销。系统未作任何更改：如通知有误，请作废该通知；如核销有误，请撤销核销后按通知认领。",
    payer: "付款方",
    amount: "金额",
    on: "到款日",
    advance: "预收款",
    pair: (advised: string, booked: string) => `通知 ${advised}，已核销 ${booked}`,
  },
  en: {
    subject: (payer: string) => `A remittance advice says otherwise than was booked: ${payer}`,
    text: "This advice came after its payment, which had been applied otherwise. Nothing was changed: cancel the advice if it is wrong; if the booking is, undo it and claim the payment as the advice says.",
    payer: "Payer",
    amount: "Amount",
    on: "Booked on",
    advance: "In advance",
    pair: (advised: string, booked: string) => `advised ${advised}, booked ${booked}`,
  },
} as const;

type Advice = {
  payer: { name?: string; accountNo?: string };
  currency: string;
  totalMinor: number;
  difference?: { reference?: string; advisedMinor: number; bookedMinor: number }[];
};
/** Papers of which the mail tells; the advice keeps all. */
const PAPERS_MAX = 10;

/** What finance is told of an advice that says otherwise than its payment was applied. */
export function adviceMessage(locale: Locale, advice: Advice, bookedOn: string): Prepared {
  const words = WORDS[locale];
  const payer = advice.payer.name ?? advice.payer.accountNo ?? "";
  const subject = words.subject(payer);
  const amount = (minor: number): string => displayAmount(minor, advice.currency);
  return {
    subject,
    preheader: words.text,
    blocks: toldFacts(subject, words.text, [
      { label: words.payer, value: payer },
      { label: words.amount, value: amount(advice.totalMinor) },
      { label: words.on, value: formatDay(locale, bookedOn) },
      ...(advice.difference ?? []).slice(0, PAPERS_MAX).map(({ reference, advisedMinor, bookedMinor }) => ({
        label: reference ?? words.advance,
        value: words.pair(amount(advisedMinor), amount(bookedMinor)),
      })),
    ]),
  };
}
