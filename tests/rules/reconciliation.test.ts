import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { explanationsOf, toleratedSums, waysOf } from "../../functions/reconciliation/engine/amount.ts";
import {
  decide,
  isCreditorReference,
  prepaymentsFor,
  referenceKey,
  signalsOf,
  teach,
  unteach,
} from "../../functions/reconciliation/engine/index.ts";
import { solutionsOf } from "../../functions/reconciliation/engine/subset.ts";
import {
  type DecisionInput,
  defaultPolicy,
  type MemoryEntry,
  type OpenItem,
  type Policy,
  policySchema,
} from "../../functions/reconciliation/schema.ts";

const RUNS = 200 * Number(process.env.SOAK ?? 1);
const check = (property: fc.IProperty<never>): void => fc.assert(property, { numRuns: RUNS });
const verify = <T extends unknown[]>(property: fc.IProperty<T>): void =>
  check(property as unknown as fc.IProperty<never>);

const accounts = [
  { id: "acc_1", name: "上海云帆科技有限公司", payerNames: [] },
  { id: "acc_2", name: "北京明远软件有限公司", payerNames: ["明远财务部"], parentId: "acc_1" },
  { id: "acc_3", name: "Bright Sail Trading Co., Ltd.", payerNames: [] },
];

/** Small amounts, so that coincidences are the rule. */
const item = (no: number, more: Partial<OpenItem> = {}): fc.Arbitrary<OpenItem> =>
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
        terms: d.discount ? { discountBasisPoints: d.discount, discountUntilOn: "2026-12-01" } : undefined,
      },
      ...more,
    }));

const items = fc.integer({ min: 0, max: 9 }).chain((n) => fc.tuple(...Array.from({ length: n }, (_, no) => item(no))));

const policy: fc.Arbitrary<Policy> = fc
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

const memory: fc.Arbitrary<MemoryEntry[]> = fc.subarray<MemoryEntry>([
  { payerKey: "payer:622200001", accounts: { acc_1: 1 } },
  { payerKey: "payer:622200002", accounts: { acc_2: 2, acc_3: 1 } },
  { payerKey: "name:王伟", accounts: { acc_2: 1 } },
]);

const input: fc.Arbitrary<DecisionInput> = fc
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

describe("every decision", () => {
  test("accounts for the whole amount and never books more than is open, in one currency", () =>
    verify(
      fc.property(input, (given) => {
        const decision = decide(given);
        const sum = (kind?: string): number =>
          decision.allocations
            .filter((a) => a.kind === (kind ?? a.kind))
            .reduce((total, a) => total + a.amountMinor, 0);
        expect(sum("payment") + decision.prepaymentMinor + decision.unappliedMinor).toBe(given.transaction.amountMinor);
        for (const open of given.openItems) {
          const booked = decision.allocations
            .filter((a) => a.receivableId === open.id)
            .reduce((total, a) => total + a.amountMinor, 0);
          expect(booked).toBeLessThanOrEqual(open.openMinor);
          if (booked > 0) expect(open.currency).toBe("CNY");
        }
        const netted = (kind: OpenItem["kind"]): number =>
          decision.allocations
            .filter((a) => a.kind === "netting" && given.openItems.find((o) => o.id === a.receivableId)?.kind === kind)
            .reduce((total, a) => total + a.amountMinor, 0);
        expect(netted("invoice")).toBe(netted("creditNote"));
        if (decision.outcome !== "apply") expect(decision.allocations).toEqual([]);
        expect(JSON.stringify(decision.proof).length).toBeLessThan(1_024);
      }),
    ));

  test("is the same bytes whatever the order of the candidates", () =>
    verify(
      fc.property(input, fc.func(fc.integer()), (given, rank) => {
        const mixed = <T>(list: T[]): T[] =>
          [...list].sort((a, b) => rank(JSON.stringify(a)) - rank(JSON.stringify(b)));
        const other = {
          ...given,
          openItems: mixed(given.openItems),
          accounts: mixed(given.accounts),
          memory: mixed(given.memory ?? []),
        };
        expect(JSON.stringify(decide(other))).toBe(JSON.stringify(decide(given)));
        expect(JSON.stringify(decide({ ...given, openItems: [...given.openItems, ...given.openItems] }))).toBe(
          JSON.stringify(decide(given)),
        );
      }),
    ));

  test("is untouched by candidates of an account that nothing speaks for", () =>
    verify(
      fc.property(input, fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 6 }), (given, amounts) => {
        const stranger = { id: "acc_9", name: "深圳鼎盛贸易有限公司", payerNames: [] };
        const strange = amounts.map(
          (amount, i): OpenItem => ({
            ...({
              id: `x_${i}`,
              accountId: "acc_9",
              reference: `ZZ-${7_000 + i}`,
              kind: "invoice",
              currency: "CNY",
              dueOn: "2026-11-01",
              version: 1,
            } as const),
            amountMinor: amount,
            openMinor: amount,
          }),
        );
        const [before, after] = [
          decide(given),
          decide({ ...given, accounts: [...accounts, stranger], openItems: [...given.openItems, ...strange] }),
        ];
        expect([after.outcome, after.allocations]).toEqual([before.outcome, before.allocations]);
      }),
    ));
});

describe("unique explanations", () => {
  const sumsTo = (open: number[], amount: number): number[][] =>
    Array.from({ length: 2 ** open.length }, (_, mask) => open.map((_, i) => i).filter((i) => mask & (1 << i))).filter(
      (set) => set.length > 0 && set.reduce((sum, i) => sum + (open[i] as number), 0) === amount,
    );

  test("by payer and amount: booked if and only if exactly one combination adds up", () =>
    verify(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 200 }),
        (open, amountMinor) => {
          const openItems = open.map(
            (amount, i): OpenItem => ({
              id: `rec_${i}`,
              accountId: "acc_1",
              reference: `R-${i}`,
              kind: "invoice",
              amountMinor: amount,
              openMinor: amount,
              currency: "CNY",
              dueOn: "2026-11-01",
              version: 1,
            }),
          );
          const transaction = {
            id: "bt_1",
            direction: "credit" as const,
            amountMinor,
            currency: "CNY",
            bookedOn: "2026-11-02",
            payer: { name: accounts[0]?.name },
          };
          const decision = decide({ transaction, openItems, accounts, policy: defaultPolicy });
          const solutions = sumsTo(open, amountMinor);
          expect(decision.allocations.map((a) => a.receivableId).sort()).toEqual(
            solutions.length === 1 ? solutions[0]?.map((i) => `rec_${i}`).sort() : [],
          );
        },
      ),
    ));

  test("the search counts what brute force counts, over any ways of taking part, and gives up rather than miss one", () =>
    verify(
      fc.property(
        fc.array(fc.array(fc.integer({ min: -20, max: 60 }), { minLength: 1, maxLength: 3 }), { maxLength: 6 }),
        fc.integer({ min: 1, max: 150 }),
        fc.nat(5),
        fc.integer({ min: 2, max: 64 }),
        (ways, low, width, sumsMax) => {
          const choices = ways.map((values) => ({ values: [0, ...values] }));
          let sums = [0];
          for (const { values } of choices) sums = sums.flatMap((sum) => values.map((value) => sum + value));
          const expected = sums.filter((sum) => sum >= low && sum <= low + width).length;
          const { count, complete, found } = solutionsOf(choices, low, low + width, sumsMax);
          expect(complete ? count : 0).toBe(complete ? expected : 0);
          for (const { picks, sum } of found)
            expect(picks.reduce((total, way, i) => total + (choices[i]?.values[way] as number), 0)).toBe(sum);
        },
      ),
    ));

  test("a payer with more receivables than the search can weigh is left to a person", () => {
    const openItems = Array.from(
      { length: 60 },
      (_, i): OpenItem => ({
        id: `rec_${i}`,
        accountId: "acc_1",
        reference: `R-${i}`,
        kind: "invoice",
        amountMinor: 1_000 + i,
        openMinor: 1_000 + i,
        currency: "CNY",
        dueOn: "2026-11-01",
        version: 1,
      }),
    );
    expect(explanationsOf(openItems, 30_000, 30_000, waysOf(defaultPolicy, "2026-11-02"))).toMatchObject({
      complete: false,
    });
    const transaction = {
      id: "bt_1",
      direction: "credit" as const,
      amountMinor: 30_000,
      currency: "CNY",
      bookedOn: "2026-11-02",
      payer: { name: accounts[0]?.name },
    };
    expect(decide({ transaction, openItems, accounts, policy: defaultPolicy }).proof.why).toBe("tooManyCombinations");
  });

  test("candidates that were cut at a limit make nothing unique but what is cited itself", () => {
    const openItems = [700, 900].map(
      (amount, i): OpenItem => ({
        id: `rec_${i}`,
        accountId: "acc_1",
        reference: `INV-2026-10${i}0`,
        contractNo: "HT-2026-0117",
        kind: "invoice",
        amountMinor: amount,
        openMinor: amount,
        currency: "CNY",
        dueOn: "2026-11-01",
        version: 1,
      }),
    );
    const why = (remittance: string): string => {
      const transaction = {
        id: "bt_1",
        direction: "credit" as const,
        amountMinor: 900,
        currency: "CNY",
        bookedOn: "2026-11-02",
        payer: { name: accounts[0]?.name },
        remittance,
      };
      return decide({ transaction, openItems, accounts, policy: defaultPolicy, truncated: true }).proof.why;
    };
    expect([why(""), why("HT-2026-0117"), why("INV-2026-1010")]).toEqual([
      "tooManyCombinations",
      "tooManyCandidates",
      "single",
    ]);
  });

  test("a sum is tolerated if and only if its difference is within the larger of both tolerances", () =>
    verify(
      fc.property(
        fc.integer({ min: 1, max: 3_000_000_000_000 }),
        fc.integer({ min: 0, max: 50 }),
        fc.integer({ min: 0, max: 5_000 }),
        fc.integer({ min: -3, max: 3 }),
        (amount, fixedMinor, basisPoints, off) => {
          const { low, high } = toleratedSums(
            amount,
            "CNY",
            policySchema.parse({ tolerances: { CNY: { fixedMinor, basisPoints } } }),
          );
          for (const sum of [low + off, high + off, amount]) {
            const share = (BigInt(sum) * BigInt(basisPoints)) / 10_000n;
            const allowed = share > BigInt(fixedMinor) ? share : BigInt(fixedMinor);
            expect(sum >= low && sum <= high).toBe(BigInt(Math.abs(sum - amount)) <= allowed);
          }
        },
      ),
    ));
});

describe("signals", () => {
  const reference = fc
    .tuple(
      fc.constantFrom("HT", "INV", "PO"),
      fc.integer({ min: 2020, max: 2030 }),
      fc.integer({ min: 1, max: 99_999 }),
    )
    .map(([head, year, no]) => `${head}-${year}-${String(no).padStart(4, "0")}`);
  const wide = (text: string): string =>
    text.replace(/[!-~]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0));

  test("a reference is found in any spelling, in the middle of Chinese text", () =>
    verify(
      fc.property(
        reference,
        fc.constantFrom("合同", "", "支付 ", "货款："),
        fc.constantFrom("首付款", "", "，谢谢"),
        fc.nat(5),
        (text, lead, tail, way) => {
          const spelled = [
            text,
            text.toLowerCase(),
            wide(text),
            text.replaceAll("-", " "),
            text.replaceAll("-", ""),
            text.replaceAll("-", " - "),
          ][way] as string;
          const { references } = signalsOf(
            {
              id: "bt_1",
              direction: "credit",
              amountMinor: 1,
              currency: "CNY",
              bookedOn: "2026-11-02",
              remittance: `${lead}${spelled}${tail}`,
            },
            defaultPolicy,
          );
          expect(references.map((token) => token.key)).toContain(referenceKey(text));
        },
      ),
    ));

  test("a citation beats whatever was learned about the payer", () =>
    verify(
      fc.property(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 1, max: 9 }), (amount, times) => {
        const of = (accountId: string, no: number): OpenItem => ({
          id: `rec_${no}`,
          accountId,
          reference: `INV-2026-10${no}0`,
          kind: "invoice",
          amountMinor: amount,
          openMinor: amount,
          currency: "CNY",
          dueOn: "2026-11-01",
          version: 1,
        });
        const transaction = {
          id: "bt_1",
          direction: "credit" as const,
          amountMinor: amount,
          currency: "CNY",
          bookedOn: "2026-11-02",
          payer: { accountNo: "622200001" },
          references: ["INV-2026-1070"],
        };
        const decision = decide({
          transaction,
          openItems: [of("acc_1", 4), of("acc_3", 7)],
          accounts,
          memory: [{ payerKey: "payer:622200001", accounts: { acc_1: times } }],
          policy: defaultPolicy,
        });
        expect(decision.allocations.map((a) => a.receivableId)).toEqual(["rec_7"]);
      }),
    ));

  test("a creditor reference with its check digits is valid, and with any other ones it is not", () =>
    verify(
      fc.property(fc.stringMatching(/^[A-Z0-9]{1,21}$/), fc.integer({ min: 1, max: 96 }), (body, off) => {
        const digits = [...`${body}RF00`].map((char) => Number.parseInt(char, 36)).join("");
        const checked = 98 - Number(BigInt(digits) % 97n);
        const withDigits = (value: number): string => `RF${String(value).padStart(2, "0")}${body}`;
        expect(isCreditorReference(withDigits(checked))).toBe(true);
        expect(isCreditorReference(withDigits(((checked - 2 + off) % 97) + 2))).toBe(false);
      }),
    ));
});

test("undoing claims un-teaches exactly what they taught, in any order", () =>
  verify(
    fc.property(
      fc.array(fc.record({ payer: fc.nat(2), accounts: fc.subarray(["acc_1", "acc_2", "acc_3"], { minLength: 1 }) }), {
        maxLength: 8,
      }),
      fc.func(fc.integer()),
      (drawn, rank) => {
        const claims = drawn.map(({ payer, accounts: accountIds }, i) => ({
          accountIds,
          transaction: {
            id: `bt_${i}`,
            direction: "credit" as const,
            amountMinor: 1,
            currency: "CNY",
            bookedOn: "2026-11-02",
            payer: { name: `付款人${"甲乙丙"[payer]}`, accountNo: `62220000${payer}` },
          },
        }));
        const book = new Map<string, MemoryEntry>();
        const store = (entries: MemoryEntry[]): void => {
          for (const entry of entries) {
            if (Object.keys(entry.accounts).length > 0) book.set(entry.payerKey, entry);
            else book.delete(entry.payerKey);
          }
        };
        const states = claims.map((claim) => {
          const before = JSON.stringify([...book].sort());
          store(teach([...book.values()], claim, defaultPolicy));
          return before;
        });
        store(
          claims.length > 0 ? unteach([...book.values()], claims.at(-1) as (typeof claims)[number], defaultPolicy) : [],
        );
        expect(JSON.stringify([...book].sort())).toBe(states.at(-1) ?? "[]");
        const rest = claims.slice(0, -1).sort((a, b) => rank(a.transaction.id) - rank(b.transaction.id));
        for (const claim of rest) store(unteach([...book.values()], claim, defaultPolicy));
        expect(book.size).toBe(0);
      },
    ),
  ));

test("a payment platform teaches nothing", () => {
  const transaction = {
    id: "bt_1",
    direction: "credit" as const,
    amountMinor: 1,
    currency: "CNY",
    bookedOn: "2026-11-02",
    payer: { name: "支付宝（中国）网络技术有限公司", accountNo: "2088000011112222" },
  };
  expect(teach([], { transaction, accountIds: ["acc_1"] }, defaultPolicy)).toEqual([]);
});

test("a new receivable uses its account's prepayments, the earliest first", () => {
  const prepaid = (id: string, openMinor: number, bookedOn: string, accountId = "acc_1") => ({
    id,
    accountId,
    currency: "CNY",
    openMinor,
    bookedOn,
  });
  const standing = [
    prepaid("late", 50, "2026-11-02"),
    prepaid("early", 30, "2026-11-01"),
    prepaid("other", 90, "2026-10-01", "acc_2"),
  ];
  expect(prepaymentsFor({ accountId: "acc_1", currency: "CNY", openMinor: 60 }, standing)).toEqual([
    { prepaymentId: "early", amountMinor: 30 },
    { prepaymentId: "late", amountMinor: 30 },
  ]);
});
