import { type Fact, source } from "../../shared/facts/fact.ts";
import {
  account,
  count,
  currency,
  day,
  department,
  different,
  id,
  money,
  oneOf,
  product,
  share,
  where,
  yes,
} from "../reported.ts";
import { LEDGERS } from "./schema.ts";
import { creditPack } from "./table.ts";

/** What cash has earned whom: a row for each credit, what was taken back as its negative. */
export const creditFact: Fact = {
  name: "credits",
  label: ["业绩", "Credits"],
  permissions: ["credits.read"],
  on: "earnedOn",
  dimensions: {
    earnedOn: day(["入账日期", "Earned on"], "earnedAt"),
    ledger: oneOf(["账本", "Ledger"], LEDGERS, "entries", "ledger"),
    beneficiaryId: id(["受益人", "Beneficiary"], "user", "beneficiaryId", "userId", "partnerId"),
    isPartner: yes(["伙伴业绩", "A partner's"], "beneficiaryId", "partnerId"),
    departmentId: department,
    accountId: account,
    orderId: id(["订单", "Order"], "order"),
    productId: { ...product, fields: ["entries", "productId"] },
    rule: oneOf(["分配规则", "Split rule"]),
    currency,
  },
  measures: {
    credits: count(["业绩笔数", "Credits"], ["业绩分录数", "Entries of credits"]),
    creditMinor: money(["业绩金额", "Credited"], ["净业绩", "Earned less taken back"], "entries", "amountMinor"),
    earnedMinor: money(["获得业绩", "Earned"], ["获得的业绩", "What was earned"], "entries", "amountMinor"),
    takenBackMinor: money(
      ["冲回业绩", "Taken back"],
      ["冲回的业绩（负数）", "What was taken back, negative"],
      "entries",
      "amountMinor",
    ),
    partnerCreditMinor: money(
      ["伙伴业绩", "Partners' credits"],
      ["伙伴的净业绩", "Of partners"],
      "entries",
      "amountMinor",
      "partnerId",
    ),
    ruledMinor: money(
      ["按规则分配", "By rule"],
      ["按分配规则的净业绩", "Split by a rule"],
      "entries",
      "amountMinor",
      "rule",
    ),
    earners: different(["受益人数", "Beneficiaries"], ["不同受益人", "Different beneficiaries"], "beneficiaryId"),
    partnerCreditShare: share(
      ["伙伴业绩占比", "Partner share"],
      ["伙伴业绩 ÷ 业绩金额", "Partners' of all"],
      "partnerCreditMinor",
      "creditMinor",
    ),
    takenBackRate: share(
      ["冲回率", "Taken back share"],
      ["冲回业绩 ÷ 获得业绩", "Taken back of earned"],
      "takenBackMinor",
      "earnedMinor",
    ),
    ruledShare: share(
      ["规则分配占比", "Share by rule"],
      ["按规则分配 ÷ 业绩金额", "By rule of all"],
      "ruledMinor",
      "creditMinor",
    ),
  },
  sources: [
    source(creditPack, (row) =>
      row.entries.map(({ ledger, productId, amountMinor }) => {
        const isPartner = row.beneficiaryId?.startsWith("ptn_") === true;
        return {
          ...{ ledger, isPartner, productId, credits: 1, creditMinor: amountMinor },
          ...{ earnedMinor: Math.max(amountMinor, 0), takenBackMinor: Math.min(amountMinor, 0) },
          partnerCreditMinor: where(isPartner, amountMinor),
          ruledMinor: where(row.rule !== undefined, amountMinor),
        };
      }),
    ),
  ],
};
