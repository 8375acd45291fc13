import { toldFacts } from "../../shared/notify/blocks.ts";
import type { Locale } from "../../shared/notify/format.ts";
import type { Prepared } from "./render.ts";

const WORDS = {
  "zh-CN": {
    subject: (count: number, connection: string) => `银行流水有 ${count} 笔未能入库：${connection}`,
    text: "银行推送的下列流水未能入库，因此不会自动核销。请与银行核对，或在流水拒收列表中查看全部内容（GET /v1/bank-rejections）。",
    code: "原因",
    detail: "说明",
    count: "笔数",
    connection: "银行连接",
  },
  en: {
    subject: (count: number, connection: string) =>
      `${count} bank ${count === 1 ? "line" : "lines"} could not be stored: ${connection}`,
    text: "Your bank sent lines that could not be stored, so nothing is cleared by them. Ask the bank, or see all of them in the list of rejections (GET /v1/bank-rejections).",
    code: "Reason",
    detail: "Detail",
    count: "Lines",
    connection: "Bank connection",
  },
} as const;

type Rejected = { code: string; detail: string; inDelivery?: number };

/** What finance is told of a delivery with lines that could not be stored; the first of them as an example. */
export function rejectedMessage(
  locale: Locale,
  { code, detail, inDelivery = 1 }: Rejected,
  connection: string,
): Prepared {
  const words = WORDS[locale];
  const subject = words.subject(inDelivery, connection);
  return {
    subject,
    preheader: detail,
    blocks: toldFacts(subject, words.text, [
      { label: words.connection, value: connection },
      { label: words.count, value: String(inDelivery) },
      { label: words.code, value: code },
      { label: words.detail, value: detail },
    ]),
  };
}
