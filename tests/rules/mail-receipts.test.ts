import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import type { Clearing, OwnCredit, Receipt, ReceiptFacts, ReceiptReader } from "../../functions/messages/facts.ts";
import { smsCharsMax } from "../../functions/messages/sms.ts";
import { claimableMessage, type MessageText, receiptMessage, undoneMessage } from "../../functions/messages/text.ts";
import { receiptWords } from "../../functions/messages/words.ts";
import { explanationKinds } from "../../functions/reconciliation/engine/amount.ts";
import { AMOUNT_MINOR_MAX } from "../../shared/money.ts";
import type { Locale } from "../../shared/notify/format.ts";
import { renderMail } from "../../shared/notify/mail.ts";
import { SOAK } from "../support/soak.ts";

const runs = 200 * SOAK;
const locales: Locale[] = ["zh-CN", "en"];

const receipt: Receipt = {
  id: "btx_1",
  bookedOn: "2026-11-22",
  amountMinor: 35_800_000,
  currency: "CNY",
  payerName: "云帆控股集团",
  accountName: "上海云帆科技有限公司",
  remittance: "合同 HT-2026-0117 首付款",
  departmentName: "华东大区",
  bankConnectionName: "招商银行基本户",
};
const clearings: Clearing[] = [
  {
    reference: "HT-2026-0117-1",
    contractNo: "HT-2026-0117",
    dueOn: "2026-11-20",
    amountMinor: 11_858_000,
    openMinor: 0,
  },
  {
    reference: "INV-9",
    contractNo: "HT-2026-0118",
    dueOn: "2026-12-20",
    amountMinor: 20_000_000,
    openMinor: 3_716_000,
  },
];
const ownCredits: OwnCredit[] = [
  { ledger: "primary", amountMinor: 25_000_000 },
  { ledger: "overlay", amountMinor: 6_858_000 },
];
const facts: ReceiptFacts = {
  reader: "owner",
  receipt,
  clearings,
  prepaymentMinor: 1_000_000,
  unappliedMinor: 2_942_000,
  ownCredits,
  url: "https://crm.example.com/receipts/btx_1",
};

const mailText = (locale: Locale, message: MessageText): string =>
  renderMail({ ...message, locale, sender: "青禾云科技", footer: [] }).text +
  message.subject +
  message.preheader +
  message.sms;

describe("the message that money came in", () => {
  test("tells the owner what came, what it cleared, what is still open, what is left and their credit", () => {
    const message = receiptMessage("zh-CN", facts);
    const text = mailText("zh-CN", message);
    expect(message.subject).toBe("到款 ¥358,000.00：上海云帆科技有限公司");
    for (const part of [
      "付款方：云帆控股集团",
      "附言：合同 HT-2026-0117 首付款",
      "- HT-2026-0117-1  ¥118,580.00",
      "已结清",
      "合同 HT-2026-0118",
      "未收 ¥37,160.00",
    ])
      expect(text).toContain(part);
    expect(text).toContain("余款 ¥10,000.00 已转为该客户的预收款。");
    expect(text).toContain("余款 ¥29,420.00 尚未核销，等待认领。");
    expect(text).toContain("- 业绩  ¥250,000.00\n- 双记业绩  ¥68,580.00");
    expect(message.sms).toBe("到款¥358,000.00，上海云帆科技有限公司，核销HT-2026-0117-1等2笔，您的业绩¥250,000.00。");
  });

  test("says the same in English", () => {
    const text = mailText("en", receiptMessage("en", { ...facts, prepaymentMinor: 0, unappliedMinor: 0 }));
    for (const part of [
      "Cleared 2 receivables, nothing left over",
      "due 20 Nov 2026 · paid in full",
      "CNY 37,160.00 open",
      "Overlay credit  CNY 68,580.00",
    ])
      expect(text).toContain(part);
  });

  test("shows a partner its own orders and credit, but neither the receipt's amount nor payer, remittance, department or bank", () => {
    for (const locale of locales) {
      const text = mailText(
        locale,
        receiptMessage(locale, { ...facts, reader: "partner", clearings: clearings.slice(0, 1) }),
      );
      expect(text).toContain("118,580.00");
      expect(text).toContain("250,000.00");
      for (const secret of ["358,000.00", "云帆控股集团", "首付款", "华东大区", "招商银行", "29,420.00", "10,000.00"])
        expect(text).not.toContain(secret);
    }
  });

  test("shows a member with credit no remittance and no bank, and finance no credit of others", () => {
    const member = mailText("zh-CN", receiptMessage("zh-CN", { ...facts, reader: "member" }));
    expect(member).not.toMatch(/首付款|招商银行/);
    const finance = mailText("zh-CN", receiptMessage("zh-CN", { ...facts, reader: "finance", ownCredits: [] }));
    expect(finance).toContain("招商银行基本户");
    expect(finance).not.toContain("业绩");
  });

  test("names what was booked besides cash", () => {
    const short = [{ ...clearings[0]!, differences: [{ kind: "discount" as const, amountMinor: 242_000 }] }];
    expect(mailText("zh-CN", receiptMessage("zh-CN", { ...facts, clearings: short }))).toContain(
      "提前付款折扣 ¥2,420.00 · 已结清",
    );
  });

  test("lists twenty clearings and counts the others, while the total is that of all", () => {
    const many = Array.from({ length: 23 }, (_, index) => ({
      ...clearings[0]!,
      reference: `R-${index}`,
      amountMinor: 100,
    }));
    const text = mailText("zh-CN", receiptMessage("zh-CN", { ...facts, clearings: many }));
    expect(text).toContain("- R-19 ");
    expect(text).not.toContain("- R-20 ");
    expect(text).toContain("另有 3 笔");
    expect(text).toContain("合计：¥23.00");
  });
});

describe("the message that a receipt waits to be claimed", () => {
  test("names at most five suggestions and why each is one", () => {
    const suggestions = Array.from({ length: 7 }, (_, index) => ({
      accountName: `客户${index}`,
      references: ["R-1", "R-2", "R-3", "R-4"],
      amountMinor: 100,
      reason: index === 1 ? "a reason without words" : "exact subset",
    }));
    const text = mailText("zh-CN", claimableMessage("zh-CN", { receipt, suggestions }));
    expect(text).toContain("R-1、R-2、R-3 等 4 笔 · 几笔应收之和相符");
    expect(text).toContain("客户4");
    expect(text).not.toContain("客户5");
    expect(text).not.toContain("without words");
  });

  test("has words for every way in which the matcher explains an amount", () => {
    for (const locale of locales)
      for (const kind of explanationKinds) expect(receiptWords[locale].reasons.has(`exact ${kind}`)).toBe(true);
  });

  test("says so when nothing fits", () => {
    expect(mailText("en", claimableMessage("en", { receipt, suggestions: [] }))).toContain(
      "No receivable seems to fit.",
    );
  });
});

describe("the message that a clearing was taken back", () => {
  test("names cause, reason, what is open again and the credit reversed", () => {
    const undone = {
      ...facts,
      cause: "undone" as const,
      reason: "认领有误",
      ownCredits: [{ ledger: "primary" as const, amountMinor: -25_000_000 }],
    };
    const message = undoneMessage("zh-CN", undone);
    const text = mailText("zh-CN", message);
    expect(message.subject).toBe("核销已撤销 ¥318,580.00：上海云帆科技有限公司");
    expect(text).toContain("原因：认领有误");
    expect(text).toContain("- 业绩  -¥250,000.00");
    expect(message.sms).toContain("业绩冲回¥250,000.00");
    expect(mailText("zh-CN", undoneMessage("zh-CN", { ...undone, reader: "partner" }))).not.toMatch(
      /认领有误|云帆控股/,
    );
  });

  test("tells a return by the bank apart from an undo", () => {
    expect(undoneMessage("en", { ...facts, cause: "returned" }).subject).toMatch(/^Returned by the bank/);
  });
});

describe("a text message", () => {
  const name = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 80 }),
    fc.constantFrom("Acme", "上海云帆科技有限公司", "…"),
  );
  const amountMinor = fc.integer({ min: 1, max: AMOUNT_MINOR_MAX });
  const clearing = fc.record({
    reference: fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 }),
    dueOn: fc.constant("2026-11-20"),
    amountMinor,
    openMinor: amountMinor,
  });

  test("fits one message and names the amount, whoever pays whatever", () => {
    fc.assert(
      fc.property(
        fc.record({ name, amountMinor, clearings: fc.array(clearing, { maxLength: 3 }), credit: amountMinor }),
        fc.constantFrom(...locales),
        fc.constantFrom<ReceiptReader>("owner", "member", "finance"),
        (input, locale, reader) => {
          const own = { ...receipt, payerName: input.name, accountName: undefined, amountMinor: input.amountMinor };
          const all: ReceiptFacts = {
            ...facts,
            reader,
            receipt: own,
            clearings: input.clearings,
            ownCredits: [{ ledger: "primary", amountMinor: input.credit }],
          };
          const messages = [
            receiptMessage(locale, all),
            claimableMessage(locale, { receipt: own, suggestions: [] }),
            undoneMessage(locale, { ...all, cause: "undone" }),
          ];
          for (const { sms } of messages) expect(sms.length).toBeLessThanOrEqual(smsCharsMax(sms));
          expect(messages[0]!.sms).toContain(locale === "en" ? "CNY " : "¥");
        },
      ),
      { numRuns: runs },
    );
  });
});
