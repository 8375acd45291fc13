import { describe, expect, test } from "@jest/globals";
import { decide, isCreditorReference, payerNameKey } from "../../functions/reconciliation/engine/index.ts";
import type { Allocation, Decision } from "../../functions/reconciliation/schema.ts";
import {
  type DecisionInput,
  type OpenItem,
  policySchema,
  type TransactionFacts,
} from "../../functions/reconciliation/schema.ts";

const acme = { id: "acc_acme", name: "上海云帆科技有限公司", payerNames: [] };

/** A receivable in yuan; the reference is its id in capitals. */
const open = (id: string, yuan: number, more: Partial<OpenItem> = {}): OpenItem => ({
  id,
  accountId: acme.id,
  reference: `INV-${id}`,
  kind: "invoice",
  amountMinor: yuan * 100,
  openMinor: yuan * 100,
  currency: "CNY",
  dueOn: "2026-11-30",
  version: 1,
  ...more,
});

const receipt = (yuan: number, more: Partial<TransactionFacts> = {}): TransactionFacts => ({
  id: "bt_1",
  direction: "credit",
  amountMinor: Math.round(yuan * 100),
  currency: "CNY",
  bookedOn: "2026-11-22",
  payer: { name: acme.name },
  ...more,
});

type Setup = Partial<Omit<DecisionInput, "policy">> & { policy?: Record<string, unknown> };
const decided = (transaction: TransactionFacts, openItems: OpenItem[], setup: Setup = {}): Decision =>
  decide({ accounts: [acme], ...setup, transaction, openItems, policy: policySchema.parse(setup.policy ?? {}) });

const kinds = (decision: Decision): [string, number, string][] =>
  decision.allocations.map((a: Allocation): [string, number, string] => [a.receivableId, a.amountMinor / 100, a.kind]);

describe("a short payment and the tolerance", () => {
  const pay990 = (basisPoints: number) =>
    decided(receipt(990), [open("a", 1000)], { policy: { tolerances: { CNY: { basisPoints } } } });

  test("990 on 1000 clears nothing at no tolerance and at 0.5 %", () => {
    expect(pay990(0).outcome).toBe("claimable");
    expect(pay990(50).outcome).toBe("claimable");
  });

  test("990 on 1000 clears it at 1 %, and the 10 are booked as tolerance", () => {
    expect(kinds(pay990(100))).toEqual([
      ["a", 990, "payment"],
      ["a", 10, "tolerance"],
    ]);
  });

  test("1185.80 on 1210.00 is inside 2 %, and one minor unit less is not", () => {
    const policy = { tolerances: { CNY: { basisPoints: 200 } } };
    expect(kinds(decided(receipt(1185.8), [open("a", 1210)], { policy }))).toEqual([
      ["a", 1185.8, "payment"],
      ["a", 24.2, "tolerance"],
    ]);
    expect(decided(receipt(1185.79), [open("a", 1210)], { policy }).outcome).toBe("claimable");
  });

  test("what the bank says it kept is booked as charges", () => {
    expect(kinds(decided(receipt(985, { chargesMinor: 1500 }), [open("a", 1000)]))).toEqual([
      ["a", 985, "payment"],
      ["a", 15, "charges"],
    ]);
  });
});

describe("several receivables of one payer", () => {
  const three = [open("a", 100), open("b", 200), open("c", 300)];

  test("300 on 100, 200, 300 has two explanations and is left to a person, both suggested", () => {
    const decision = decided(receipt(300), three);
    expect(decision.outcome).toBe("claimable");
    expect(decision.suggestions.map((s) => s.allocations.map((a) => a.receivableId).join("+"))).toEqual(
      expect.arrayContaining(["c", "a+b"]),
    );
  });

  test("a reference, or the policy that prefers one receivable, makes it the 300", () => {
    const cited = three.map((item) => ({ ...item, reference: `YS2026-${item.openMinor}` }));
    expect(kinds(decided(receipt(300, { remittance: "货款YS2026-30000谢谢" }), cited))).toEqual([
      ["c", 300, "payment"],
    ]);
    expect(kinds(decided(receipt(300), three, { policy: { amountMatching: "strongest" } }))).toEqual([
      ["c", 300, "payment"],
    ]);
  });

  test("250 is claimable, with the oldest 100 + 150 suggested", () => {
    const decision = decided(receipt(250), three, { policy: { partialPayments: "never" } });
    expect(decision.outcome).toBe("claimable");
    expect(decision.unappliedMinor).toBe(25_000);
    expect(decision.suggestions[0]?.allocations.map((a) => [a.receivableId, a.amountMinor])).toEqual([
      ["a", 10_000],
      ["b", 15_000],
    ]);
  });

  test("328 on 1, 2, 4 … 256 clears 8, 64 and 256", () => {
    const powers = Array.from({ length: 9 }, (_, i) => open(`p${2 ** i}`, 2 ** i));
    expect(
      kinds(decided(receipt(328), powers))
        .map(([id]) => id)
        .sort(),
    ).toEqual(["p256", "p64", "p8"]);
  });

  test("1500 clears three times 500", () => {
    const thirds = [open("a", 500), open("b", 500), open("c", 500)];
    expect(kinds(decided(receipt(1500), thirds))).toHaveLength(3);
    expect(decided(receipt(500), thirds).outcome).toBe("claimable");
  });

  test("a credit note is netted, one entry on each side", () => {
    const note = open("cn", 200, { kind: "creditNote" });
    expect(kinds(decided(receipt(800), [open("a", 1000), note]))).toEqual([
      ["a", 800, "payment"],
      ["a", 200, "netting"],
      ["cn", 200, "netting"],
    ]);
  });

  test("an early payment takes the discount until its last day and not after", () => {
    const terms = [{ discountBasisPoints: 200, discountUntilOn: "2026-11-22" }];
    expect(kinds(decided(receipt(980), [open("a", 1000, { terms })]))).toEqual([
      ["a", 980, "payment"],
      ["a", 20, "discount"],
    ]);
    expect(decided(receipt(980, { bookedOn: "2026-11-23" }), [open("a", 1000, { terms })]).outcome).toBe("claimable");
  });

  test("other currencies never match", () => {
    const cited = open("a", 1000, { currency: "USD", reference: "INV-2026-0001" });
    expect(decided(receipt(1000, { references: ["INV-2026-0001"] }), [cited]).proof.why).toBe("otherCurrency");
    expect(decided(receipt(1000), [cited]).outcome).toBe("claimable");
  });
});

describe("references", () => {
  const contract = (id: string, yuan: number, no: number): OpenItem =>
    open(id, yuan, {
      contractNo: "HT-2026-0117",
      reference: `HT-2026-0117-${no}`,
      instalmentNo: no,
      instalmentCount: 3,
      dueOn: `2026-12-0${no}`,
    });
  const instalments = [contract("a", 500, 1), contract("b", 500, 2), contract("c", 700, 3)];
  const text = (remittance: string, yuan: number): Decision =>
    decided(receipt(yuan, { remittance, payer: {} }), instalments);

  test.each([
    "合同HT-2026-0117首付款",
    "合同 HT 2026 0117 首付款",
    "ＨＴ－２０２６－０１１７首付款",
    "ht20260117 down payment",
  ])("%s is the first instalment", (remittance) =>
    expect(kinds(text(remittance, 500))).toEqual([["a", 500, "payment"]]),
  );

  test("a contract with equal instalments and no hint takes the earliest due", () =>
    expect(kinds(text("HT-2026-0117", 500))).toEqual([["a", 500, "payment"]]));

  test("第2期 and 尾款 choose their instalment", () => {
    expect(kinds(text("HT-2026-0117 第二期", 500))).toEqual([["b", 500, "payment"]]);
    expect(kinds(text("HT-2026-0117尾款", 700))).toEqual([["c", 700, "payment"]]);
    expect(kinds(text("HT-2026-0117尾款", 600))).toEqual([["c", 600, "payment"]]);
    expect(text("HT-2026-0117 尾款", 500).outcome).toBe("claimable");
  });

  test.each(["/", "?", "2026", "117", "货款", "20261122", ""])("%j names nothing", (remittance) => {
    const named = open("a", 500, { reference: remittance, contractNo: remittance });
    expect(decided(receipt(500, { remittance, payer: {} }), [named]).outcome).toBe("claimable");
  });

  test.each(["2026", "1001", "20261122"])("%j in a field for references names what bears exactly it", (reference) => {
    const named = open("a", 500, { reference });
    expect(kinds(decided(receipt(500, { references: [reference], payer: {} }), [named]))).toEqual([
      ["a", 500, "payment"],
    ]);
  });

  test("a part is booked on what it names, and a surplus becomes a prepayment", () => {
    const one = [open("a", 1000, { reference: "INV-2026-0001" }), open("b", 70, { reference: "INV-2026-0002" })];
    const cited = (yuan: number): Decision => decided(receipt(yuan, { references: ["INV-2026-0001"] }), one);
    expect(kinds(cited(400))).toEqual([["a", 400, "payment"]]);
    expect(cited(1200)).toMatchObject({ outcome: "apply", prepaymentMinor: 20_000 });
    expect(cited(1070).proof.why).toBe("namesOnlyPart");
    expect(cited(70).proof.why).toBe("nearReference");
  });

  test("one payer account paying for two sister companies: the reference decides", () => {
    const sister = { id: "acc_sister", name: "上海云帆贸易有限公司", payerNames: [] };
    const both = [
      open("a", 500, { reference: "INV-2026-0001" }),
      open("b", 500, { accountId: sister.id, reference: "INV-2026-0374" }),
    ];
    const payer = { name: acme.name, accountNo: "31001234567890" };
    const setup = {
      accounts: [acme, sister],
      memory: [{ payerKey: "payer:31001234567890", accounts: { [acme.id]: 7 } }],
    };
    expect(kinds(decided(receipt(500, { payer, references: ["INV-2026-0374"] }), both, setup))).toEqual([
      ["b", 500, "payment"],
    ]);
    const treasury = { ...payer, name: "财务中心" };
    expect(decided(receipt(200, { payer: treasury, references: ["INV-2026-0374"] }), both, setup).proof.why).toBe(
      "payerIsAnother",
    );
    const known = {
      ...setup,
      memory: [{ payerKey: "payer:31001234567890", accounts: { [acme.id]: 1, [sister.id]: 1 } }],
    };
    expect(decided(receipt(500, { payer }), both, known).outcome).toBe("claimable");
  });

  test("a creditor reference must check", () => {
    expect(isCreditorReference("RF72 0HYA 6")).toBe(true);
    expect(isCreditorReference("RF19GAX8WS5JYOOUJ87")).toBe(false);
    const cited = (reference: string): Decision =>
      decided(receipt(500, { creditorReference: reference, payer: {} }), [open("a", 500, { reference })]);
    expect(cited("RF720HYA6").outcome).toBe("apply");
    expect(cited("RF19GAX8WS5JYOOUJ87").outcome).toBe("claimable");
  });

  test("a virtual account that is mapped to an account speaks for it", () => {
    const va = { virtualAccountNo: "6225-0017", payer: { name: "张伟" } };
    const mapped = { virtualAccounts: [{ accountNo: "62250017", accountId: acme.id, departmentId: "dep_1" }] };
    expect(decided(receipt(500, va), [open("a", 500)], mapped)).toMatchObject({
      outcome: "apply",
      departmentId: "dep_1",
    });
  });
});

describe("doubt", () => {
  test("two accounts with the same name: nobody, both suggested", () => {
    const twin = { id: "acc_twin", name: "上海云帆科技股份有限公司", payerNames: [] };
    const both = [open("a", 500), open("b", 500, { accountId: twin.id })];
    const decision = decided(receipt(500, { payer: { name: "上海云帆科技" } }), both, { accounts: [acme, twin] });
    expect(decision.outcome).toBe("claimable");
    expect(decision.proof.why).toBe("tiedNames");
    expect(decision.suggestions.map((s) => s.accountId).sort()).toEqual([acme.id, twin.id]);
  });

  test("an exact repeat of a paid one is a suspected duplicate", () => {
    const paid = {
      id: "old",
      accountId: acme.id,
      reference: "INV-2026-0001",
      amountMinor: 50_000,
      currency: "CNY",
      paidOn: "2026-11-20",
      settled: true,
    };
    for (const more of [{}, { references: ["INV-2026-0001"] }]) {
      const decision = decided(receipt(500, more), [open("a", 500, { reference: "INV-2026-0009" })], {
        paidItems: [paid],
      });
      expect([decision.outcome, decision.proof.why]).toEqual(["claimable", "suspectedDuplicate"]);
    }
  });

  test("a number in our style that we do not know forbids the guess, a swap of its digits does not", () => {
    const item = open("a", 500, { reference: "INV-2026-0123" });
    expect(decided(receipt(500, { remittance: "INV-2026-0345" }), [item]).proof.why).toBe("unknownReference");
    expect(decided(receipt(500, { remittance: "INV-2026-0132" }), [item]).proof.why).toBe("swappedReference");
  });

  test("fees, interest, reversals and outgoing lines are told apart", () => {
    const outcome = (more: Partial<TransactionFacts>): string => {
      const decision = decided(receipt(5, { payer: {}, ...more }), [], {
        earlier: [{ id: "bt_0", bankReference: "B0", direction: "credit", amountMinor: 500, currency: "CNY" }],
      });
      return decision.exclusion ?? decision.reverses ?? decision.proof.why;
    };
    expect(outcome({ direction: "debit", remittance: "账户管理费" })).toBe("fee");
    expect(outcome({ remittance: "三季度结息" })).toBe("interest");
    expect(outcome({ direction: "debit", remittance: "供应商货款" })).toBe("outgoing");
    expect(outcome({ direction: "debit", reversalOf: "B0" })).toBe("bt_0");
    expect(outcome({ direction: "debit", reversalOf: "B9" })).toBe("reversalOfUnknown");
  });

  test("names: spelling, word order and legal form are free, other names are others", () => {
    expect(payerNameKey("上海 云帆（科技）有限公司")).toBe(payerNameKey("上海云帆科技股份有限公司"));
    expect(payerNameKey("Bright Sail Trading Co., Ltd.")).toBe(payerNameKey("TRADING BRIGHT-SAIL LIMITED"));
    expect(payerNameKey("上海云帆科技有限公司")).not.toBe(payerNameKey("上海帆云科技有限公司"));
    expect(payerNameKey("有限公司")).toBe("");
  });
});
