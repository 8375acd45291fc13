import type { Locale } from "../../shared/notify/format.ts";

/** The return reasons that banks send, in words (ISO 20022 external return reason codes). */
const REASONS: Record<string, Record<Locale, string>> = {
  AC01: { "zh-CN": "账号有误", en: "incorrect account number" },
  AC03: { "zh-CN": "收款账号无效", en: "invalid creditor account number" },
  AC04: { "zh-CN": "账户已销户", en: "closed account" },
  AC06: { "zh-CN": "账户被冻结", en: "blocked account" },
  AC13: { "zh-CN": "账户类型不符", en: "invalid debtor account type" },
  AG01: { "zh-CN": "账户不允许此类交易", en: "transaction forbidden on this account" },
  AG02: { "zh-CN": "交易代码无效", en: "invalid bank operation code" },
  AM03: { "zh-CN": "币种不支持", en: "currency not allowed" },
  AM04: { "zh-CN": "余额不足", en: "insufficient funds" },
  AM05: { "zh-CN": "重复交易", en: "duplication" },
  BE04: { "zh-CN": "收款人地址缺失", en: "missing creditor address" },
  BE05: { "zh-CN": "无法识别发起方", en: "unrecognised initiating party" },
  CNOR: { "zh-CN": "收款行未登记", en: "creditor bank is not registered" },
  CUST: { "zh-CN": "客户要求", en: "requested by customer" },
  DNOR: { "zh-CN": "付款行未登记", en: "debtor bank is not registered" },
  DUPL: { "zh-CN": "重复付款", en: "duplicate payment" },
  FF05: { "zh-CN": "业务类型有误", en: "incorrect local instrument" },
  FOCR: { "zh-CN": "应撤销请求退回", en: "following cancellation request" },
  FRAD: { "zh-CN": "涉嫌欺诈", en: "fraudulent origin" },
  MD01: { "zh-CN": "没有有效授权", en: "no mandate" },
  MD02: { "zh-CN": "授权信息缺失", en: "missing mandatory information in mandate" },
  MD06: { "zh-CN": "付款人要求退款", en: "refund requested by end customer" },
  MD07: { "zh-CN": "付款人已故", en: "end customer deceased" },
  MS02: { "zh-CN": "客户未说明原因", en: "reason not specified by the customer" },
  MS03: { "zh-CN": "银行未说明原因", en: "reason not specified by the bank" },
  NARR: { "zh-CN": "见附言", en: "see the remittance" },
  NOAS: { "zh-CN": "客户未答复", en: "no answer from customer" },
  RC01: { "zh-CN": "行号有误", en: "incorrect bank identifier" },
  RR01: { "zh-CN": "付款账户信息缺失", en: "missing debtor account or identification" },
  RR04: { "zh-CN": "监管原因", en: "regulatory reason" },
  SL01: { "zh-CN": "付款行特殊服务", en: "specific service offered by the debtor's bank" },
  SVNR: { "zh-CN": "未提供服务", en: "service not rendered" },
  TM01: { "zh-CN": "超过受理时间", en: "received after cut-off time" },
  UNSPECIFIED: { "zh-CN": "银行未告知", en: "not told by the bank" },
};

/** A code with its words, if it has any here; a bank's own words as they are. */
export function returnReasonText(locale: Locale, told: string): string {
  const words = REASONS[told.toUpperCase()]?.[locale];
  if (!words) return told;
  return told === "UNSPECIFIED" ? words : locale === "en" ? `${told}: ${words}` : `${told} ${words}`;
}
