import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import {
  decide,
  isCreditorReference,
  prepaymentsFor,
  referenceKey,
  signalsOf,
  teach,
  unteach,
} from "../../functions/reconciliation/engine/index.ts";
import { defaultPolicy, type MemoryEntry, type OpenItem } from "../../functions/reconciliation/schema.ts";
import { accounts } from "../support/decisions.ts";
import { SOAK } from "../support/soak.ts";

const RUNS = 200 * SOAK;
const check = (property: fc.IProperty<never>): void => fc.assert(property, { numRuns: RUNS });
const verify = <T extends unknown[]>(property: fc.IProperty<T>): void =>
  check(property as unknown as fc.IProperty<never>);

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
