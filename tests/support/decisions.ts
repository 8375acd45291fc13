import fc from "fast-check";
import {
  type DecisionInput,
  type MemoryEntry,
  type OpenItem,
  type Policy,
  policySchema,
} from "../../functions/reconciliation/schema.ts";

export const accounts = [
  { id: "acc_1", name: "上海云帆科技有限公司", payerNames: [] },
  { id: "acc_2", name: "北京明远软件有限公司", payerNames: ["明远财务部"], parentId: "acc_1" },
  { id: "acc_3", name: "Bright Sail Trading Co., Ltd.", payerNames: [] },
];

/** Small amounts, so that coincidences are the rule. */
export const item = (no: number, more: Partial<OpenItem> = {}): fc.Arbitrary<OpenItem> =>
  fc
    .record({
      account: fc.nat(2),
      amount: fc.integer({ min: 1, max: 40 }),
      open: fc.integer({ min: 1, max: 40 }),
      currency: fc.constantFrom("CNY", "CNY", "CNY", "USD"),
      note: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
      contract: fc.nat(3),
      due: fc.integer({ min: 1, max: 5 }),
      discount: fc.constantFrom(undefined, undefined, 1_000),
    })
    .map((d) => ({
      ...{
        id: `rec_${no}`,
        accountId: `acc_${d.account + 1}`,
        reference: `INV-2026-${1_000 + no}`,
        version: 1,
        currency: d.currency,
      },
      ...{
        kind: d.note ? ("creditNote" as const) : ("invoice" as const),
        amountMinor: Math.max(d.amount, d.open),
        openMinor: d.open,
      },
      ...(d.contract > 0 ? { contractNo: `HT-2026-01${d.account}${d.contract}` } : {}),
      ...{
        dueOn: `2026-11-0${d.due}`,
        terms: d.discount ? [{ discountBasisPoints: d.discount, discountUntilOn: "2026-12-01" }] : undefined,
      },
      ...more,
    }));

export const items = fc
  .integer({ min: 0, max: 9 })
  .chain((n) => fc.tuple(...Array.from({ length: n }, (_, no) => item(no))));

export const policy: fc.Arbitrary<Policy> = fc
  .record({
    tolerances: fc.constantFrom({}, { CNY: { fixedMinor: 1, basisPoints: 500 } }),
    bankCharges: fc.constantFrom({}, { CNY: 2 }),
    partialPayments: fc.constantFrom("withReference", "oldestFirst", "never"),
    surplus: fc.constantFrom("prepayment", "unapplied"),
    surplusWithoutReference: fc.boolean(),
    amountMatching: fc.constantFrom("unique", "strongest"),
    equalInstalments: fc.constantFrom("abstain", "earliestDue"),
    relatedParties: fc.constantFrom("withReference", "unique"),
    creditNoteNetting: fc.boolean(),
    automatic: fc.constantFrom("all", "all", "referencesOnly", "none"),
  })
  .map((parts) => policySchema.parse(parts));

export const memory: fc.Arbitrary<MemoryEntry[]> = fc.subarray<MemoryEntry>([
  { payerKey: "payer:622200001", accounts: { acc_1: 1 } },
  { payerKey: "payer:622200002", accounts: { acc_2: 2, acc_3: 1 } },
  { payerKey: "name:王伟", accounts: { acc_2: 1 } },
]);

export const input: fc.Arbitrary<DecisionInput> = fc
  .record({
    openItems: items,
    policy,
    memory,
    amountMinor: fc.integer({ min: 1, max: 120 }),
    chargesMinor: fc.constantFrom(undefined, undefined, 3),
    payer: fc.constantFrom(
      {},
      { name: accounts[0]?.name },
      { name: "明远财务部" },
      { name: "王伟" },
      { accountNo: "622200001" },
      { name: accounts[2]?.name, accountNo: "622200002" },
    ),
    remittance: fc.constantFrom(
      "",
      "货款",
      "INV-2026-1001",
      "INV-2026-1000、1002",
      "合同HT-2026-0101",
      "HT-2026-0011 INV 2026 1003",
      "INV-2026-0100",
    ),
    paid: fc.boolean(),
  })
  .map(({ openItems, amountMinor, chargesMinor, payer, remittance, paid, ...rest }) => ({
    ...rest,
    openItems,
    accounts,
    paidItems: paid
      ? [
          {
            id: "old",
            accountId: "acc_1",
            reference: "INV-2026-0999",
            amountMinor: 7,
            currency: "CNY",
            paidOn: "2026-10-30",
            settled: true,
          },
        ]
      : [],
    transaction: {
      id: "bt_1",
      direction: "credit" as const,
      amountMinor,
      currency: "CNY",
      bookedOn: "2026-11-02",
      chargesMinor,
      payer,
      remittance,
    },
  }));
