import { about, back, booked, either, excluded, kind, type More, person, repaid, type StrangerCase } from "../case.ts";

const instalment = (n: number, of: number, dueOn: string) => ({
  ...{ contractNo: "HT-2026-0117", orderId: "ord_1", instalmentNo: n, instalmentCount: of, dueOn },
});
const PLAN = { "HT-2026-0117-1": 300, "HT-2026-0117-2": 500, "HT-2026-0117-3": 200 };
const [ONE, TWO, LAST] = Object.keys(PLAN) as [string, string, string];
const plan: More = {
  items: {
    [ONE]: instalment(1, 3, "2026-10-01"),
    [TWO]: instalment(2, 3, "2026-11-01"),
    [LAST]: instalment(3, 3, "2026-12-01"),
  },
};
const EQUAL = { "HT-2026-0117-1": 250, "HT-2026-0117-2": 250, "HT-2026-0117-3": 250 };
const paid = (reference: string, amount: number, paidOn = "2026-10-28") => ({
  ...{ reference, amountMinor: amount * 100, paidOn, contractNo: "HT-2026-0117", orderId: "ord_1" },
});

/** RE-1001 was paid with 100; RE-1002 (100) and RE-1003 (250) are open. */
const AFTER = { "RE-1001": 0, "RE-1002": 100, "RE-1003": 250 };
const once: More = { paid: [{ reference: "RE-1001", amountMinor: 10_000 }] };
const longAgo: More = { paid: [{ reference: "RE-1001", amountMinor: 10_000, paidOn: "2026-05-28" }] };

const receipt = (id: string, units: number, by: "reversalOf" | "bankReference" | "endToEndId", left = units) => ({
  ...{ id, direction: "credit" as const, amountMinor: units * 100, currency: "EUR", leftMinor: left * 100, by },
});
type Facts = NonNullable<More["transaction"]>;
const gone = (facts: Facts, earlier: ReturnType<typeof receipt>[], more: More = {}): More => ({
  ...more,
  transaction: { direction: "debit", ...facts },
  earlier,
});
const OPEN = { "RE-1002": 100, "CN-7": -40 };
const advance = { id: "ppy_1", bankTransactionId: "btx_0", accountId: "A", currency: "EUR", openMinor: 5_000 };

/** Money by instalments, money that comes again, and money that goes back. */
export const again: StrangerCase[] = [
  ...kind("instalments of a contract", [
    ...about(PLAN, [
      ["HT-2026-0117", 300, booked({ [ONE]: 300 }), plan],
      ["HT-2026-0117首付款", 300, booked({ [ONE]: 300 }), plan],
      ["HT-2026-0117第2期", 500, booked({ [TWO]: 500 }), plan],
      ["HT-2026-0117 尾款", 200, booked({ [LAST]: 200 }), plan],
      ["HT-2026-0117 3. Rate", 200, booked({ [LAST]: 200 }), plan],
      ["HT-2026-0117 final payment", 200, booked({ [LAST]: 200 }), plan],
      ["HT-2026-0117 Schlussrechnung", 200, booked({ [LAST]: 200 }), plan],
      ["HT-2026-0117-2", 500, booked({ [TWO]: 500 }), plan],
      ["HT-2026-0117-1 HT-2026-0117-2", 800, booked({ [ONE]: 300, [TWO]: 500 }), plan],
      ["HT-2026-0117", 1000, booked(PLAN), plan],
      ["HT-2026-0117 paid in full", 1000, booked(PLAN), plan],
      ["HT-2026-0117", 800, booked({ [ONE]: 300, [TWO]: 500 }), plan],
      ["HT-2026-0117", 100, either({ [ONE]: 100 }), plan],
      ["HT-2026-0117", 650, person(), plan],
      ["HT-2026-0117第2期", 300, person(), plan],
      ["HT-2026-0117 尾款", 500, person(), plan],
      ["HT-2026-0117第4期", 200, person(), plan],
      ["HT-2026-0117 2nd instalment", 450, either({ [TWO]: 450 }), plan],
      ["HT-2026-0117 50%", 500, either({ [TWO]: 500 }), plan],
    ]),
    ...about(EQUAL, [
      ["HT-2026-0117", 250, booked({ [ONE]: 250 }), plan],
      ["HT-2026-0117第3期", 250, booked({ [LAST]: 250 }), plan],
      ["HT-2026-0117", 500, booked({ [ONE]: 250, [TWO]: 250 }), plan],
      ["", 250, person(), plan],
      ["HT-2026-0117", 300, person(), plan],
    ]),
    ...about({ [ONE]: 0, [TWO]: 250, [LAST]: 250 }, [
      ["HT-2026-0117", 250, person(), { ...plan, paid: [paid(ONE, 250)] }],
      ["HT-2026-0117", 250, booked({ [TWO]: 250 }), { ...plan, paid: [paid(ONE, 250, "2026-09-02")] }],
      ["HT-2026-0117第2期", 250, booked({ [TWO]: 250 }), { ...plan, paid: [paid(ONE, 250)] }],
      ["HT-2026-0117第1期", 250, person(), { ...plan, paid: [paid(ONE, 250)] }],
    ]),
  ]),
  ...kind("the same again", [
    ...about(AFTER, [
      ["RE-1001", 100, person(), once],
      ["RE-1001", 100, person(), longAgo],
      ["RE-1001 RE-1002", 200, person(), once],
      ["RE-1001 RE-1002", 100, either({ "RE-1002": 100 }), once],
      ["RE-1001 RE-1003", 250, either({ "RE-1003": 250 }), longAgo],
      ["RE-1001, RE-1003", 240, person(), once],
      ["RE-1001", 250, person(), once],
      ["", 100, person(), once],
      ["", 100, either({ "RE-1002": 100 }), longAgo],
      ["RE-1002", 100, booked({ "RE-1002": 100 }), once],
      ["Dauerauftrag", 100, person(), once],
      ["10月货款", 100, person(), once],
      ["Zweitüberweisung RE-1001", 100, person(), once],
      ["RE-1003", 100, either({ "RE-1003": 100 }), once],
      ["RE-1O01", 100, person(), once],
    ]),
  ]),
  ...kind("one number at two customers", [
    ...about({ "1001": 100, "1001 @B": 100 }, [
      ["1001", 100, person(), { items: { "1001 ": { reference: "1001" } }, payer: "" }],
      ["1001", 100, either({ "1001": 100 }), { items: { "1001 ": { reference: "1001" } } }],
      ["1001", 60, either({ "1001": 60 }), { items: { "1001 ": { reference: "1001" } } }],
    ]),
    ...about({ "1001": 100, "1001 @B": 70 }, [
      ["1001", 70, either({ "1001 ": 70 }), { items: { "1001 ": { reference: "1001" } }, payer: "" }],
      ["1001", 70, person(), { items: { "1001 ": { reference: "1001" } } }],
      ["1001", 50, person(), { items: { "1001 ": { reference: "1001" } }, payer: "" }],
    ]),
  ]),
  ...kind("money that comes back from the bank", [
    ...about(OPEN, [
      ["", 100, back("r1", 100), gone({ returnReason: "MS03" }, [receipt("r1", 100, "endToEndId")])],
      ["RETOURE", 100, back("r1", 100), gone({}, [receipt("r1", 100, "endToEndId")])],
      [
        "",
        103,
        back("r1", 100, 3),
        gone({ returnReason: "AC04", chargesMinor: 300 }, [receipt("r1", 100, "endToEndId")]),
      ],
      ["", 103, back("r1", 100, 3), gone({ returnReason: "AC04" }, [receipt("r1", 100, "endToEndId")])],
      ["", 40, back("r1", 40), gone({ reversalOf: "r1" }, [receipt("r1", 100, "reversalOf")])],
      ["chargeback", 40, back("r1", 40), gone({ returnReason: "MD06" }, [receipt("r1", 100, "endToEndId")])],
      ["", 100, person(), gone({ returnReason: "MS03" }, [])],
      ["", 100, person(), gone({ reversalOf: "NOWHERE" }, [])],
      [
        "",
        100,
        person(),
        gone({ returnReason: "MS03" }, [receipt("r1", 100, "endToEndId"), receipt("r2", 100, "endToEndId")]),
      ],
      ["", 60, person(), gone({}, [receipt("r1", 100, "endToEndId")])],
      ["", 100, person(), gone({ reversalOf: "r1" }, [receipt("r1", 100, "reversalOf", 0)])],
      ["", 80, person(), gone({ returnReason: "MS03" }, [receipt("r1", 100, "endToEndId", 60)])],
      ["", 60, back("r1", 60), gone({ returnReason: "MS03" }, [receipt("r1", 100, "endToEndId", 60)])],
      [
        "",
        100,
        back("r2", 100),
        gone({ reversalOf: "r2" }, [receipt("r1", 100, "endToEndId"), receipt("r2", 100, "reversalOf")]),
      ],
      ["", 100, back("r1", 100), gone({ bankTransactionCode: "PMNT-IDDT-UPDD" }, [receipt("r1", 100, "endToEndId")])],
      [
        "",
        100,
        back("r1", 100),
        gone({ bankTransactionCode: "PMNT/RCDT/RRTN" }, [receipt("r1", 100, "bankReference")]),
      ],
      ["", 190, person(), gone({ returnReason: "MS03" }, [receipt("r1", 100, "endToEndId")])],
      ["RE-1002", 100, person(), { transaction: { reversalOf: "NOWHERE" } }],
      ["RE-1002", 100, person(), { transaction: { returnReason: "AC01" } }],
    ]),
  ]),
  ...kind("money that goes out", [
    ...about(OPEN, [
      ["RE-1002", 100, excluded, gone({ payer: { name: "Energie AG" } }, [])],
      ["Miete 11/2026", 100, excluded, gone({ payer: { name: "Haus & Grund" } }, [])],
      ["Refund", 50, repaid, gone({}, [], { prepayments: [advance] })],
      ["Rückzahlung Überzahlung RE-1002", 50, repaid, gone({}, [], { prepayments: [advance] })],
      ["退款", 50, repaid, gone({}, [], { prepayments: [advance] })],
      ["Refund", 30, person(), gone({}, [], { prepayments: [advance] })],
      ["CN-7", 40, person(), gone({}, [])],
      ["payout credit note CN-7", 40, person(), gone({}, [])],
      ["手续费", 12, excluded, gone({ payer: { name: "某某银行" } }, [])],
      ["Zinsabschluss INTEREST 10/2026", 1.2, excluded, gone({}, [])],
    ]),
  ]),
];
