import { about, booked, either, kind, type More, person, type StrangerCase } from "../case.ts";

const OPEN = {
  "INV-2026-0041": 100,
  "INV-2026-0042": 200,
  "INV-2026-0055": 300,
  "CN-2026-007": -30,
  "INV-2026-0077@B": 50,
};
const [A, B, C, N] = Object.keys(OPEN) as [string, string, string, string];

type Told = [reference: string, amount: number, discount?: number, deduction?: [code: string, amount: number]];
const minor = (units: number): number => Math.round(units * 100);
const told = (...lines: Told[]): More => ({
  transaction: {
    remittanceLines: lines.map(([reference, amount, discount, deduction]) => ({
      reference,
      amountMinor: minor(amount),
      ...(discount ? { discountMinor: minor(discount) } : {}),
      ...(deduction ? { deduction: { code: deduction[0], amountMinor: minor(deduction[1]) } } : {}),
    })),
  },
});
const from = (payer: string, more: More): More => ({ ...more, payer });
const offering = (more: More): More => ({
  ...more,
  items: { [A]: { terms: [{ discountBasisPoints: 300, discountUntilOn: "2026-11-20" }] } },
});

/** What payers say line by line, beside the money or before it. */
export const advised: StrangerCase[] = [
  ...kind("advice: followed line by line", [
    ...about(OPEN, [
      ["", 600, booked({ [A]: 100, [B]: 200, [C]: 300 }), told([A, 100], [B, 200], [C, 300])],
      ["", 450, booked({ [A]: 100, [B]: 50, [C]: 300 }), told([A, 100], [B, 50], [C, 300])],
      ["", 270, booked({ [C]: 270 }, 0, { [C]: 30, [N]: 30 }), told([C, 300], [N, -30])],
      ["", 300, booked({ [A]: 100, [B]: 200 }), told(["inv 2026 0041", 100], ["INV/2026/0042", 200])],
      ["", 300, booked({ [A]: 100, [B]: 200 }), told(["Invoice INV-2026-0041", 100], ["Invoice INV-2026-0042", 200])],
      ["", 300, booked({ [A]: 100, [B]: 200 }), told(["2026-0041", 100], ["2026-0042", 200])],
      ["", 297, either({ [A]: 97, [B]: 200 }), told([A, 97, 3], [B, 200])],
      ["", 297, booked({ [A]: 97, [B]: 200 }, 0, { [A]: 3 }), offering(told([A, 97, 3], [B, 200]))],
      ["", 297, booked({ [A]: 97, [B]: 200 }, 0, { [A]: 3 }), offering(told([A, 100, 3], [B, 200]))],
      ["", 255, either({ [A]: 55, [B]: 200 }), told([A, 55, 0, ["damaged", 45]], [B, 200])],
      ["", 330, either({ [A]: 100, [B]: 200 }, [A, B], {}, 30), told([A, 130], [B, 200])],
      ["", 100, booked({ [A]: 100 }), told([A, 100])],
      ["", 60, either({ [A]: 60 }), told([A, 60])],
      ["see advice", 300, booked({ [A]: 100, [B]: 200 }), told([A, 100], [B, 200])],
      ["INV-2026-0041 INV-2026-0042", 300, booked({ [A]: 100, [B]: 200 }), told([A, 100], [B, 200])],
      ["", 300, booked({ [A]: 100, [B]: 200 }), from("Cash Pool Services SE", told([A, 100], [B, 200]))],
      ["", 150, either({ [A]: 100, "INV-2026-0077": 50 }), told([A, 100], ["INV-2026-0077", 50])],
    ]),
  ]),
  ...kind("advice: what does not hold together is a person's", [
    ...about(OPEN, [
      ["", 310, person(), told([A, 100], [B, 200])],
      ["", 290, person(), told([A, 100], [B, 200])],
      ["", 300, person(), told([A, 100], ["INV-2026-0099", 200])],
      ["", 350, person(), told([A, 100], [B, 200], ["", 50])],
      ["", 300, person(), told([A, 200], [B, 100])],
      ["", 200, person(), told([A, 100], [A, 100])],
      ["", 40, either({ [A]: 40 }), told([A, 20], [A, 20])],
      ["", 270, person(), told([A, 300], [N, -30])],
      ["", 250, booked({ [C]: 250 }, 0, { [C]: 30, [N]: 30 }), told([C, 280], [N, -30])],
      ["", 240, person(), told([C, 300], [N, -60])],
      ["", 200, person(), from("Cash Pool Services SE", told([A, 80], [B, 120]))],
      ["INV-2026-0055", 150, person(), told([A, 100], [B, 50])],
      ["und weitere", 150, person(), told([A, 100], [B, 50])],
      ["INV-2026-0099", 150, person(), told([A, 100], [B, 50])],
      ["", 140, person(), told([A, 100], ["INV-2026-0077", 40])],
      ["", 330, person(), told([A, 100], [B, 200], [N, 30])],
      ["", 70, either({ [A]: 70 }, [A, N], { [A]: 30, [N]: 30 }), told([A, 100], [N, -30])],
      ["", 600, person(), told([`${A}, ${B}`, 300], [C, 250], [N, 50])],
    ]),
  ]),
  ...kind("advice: a mistyped number is healed only where one paper fits", [
    ...about(OPEN, [
      ["", 300, either({ [A]: 100, [B]: 200 }), told(["INV-2026-0014", 100], [B, 200])],
      ["", 400, either({ [A]: 100, [C]: 300 }), told([A, 100], ["INV-2026-0056", 300])],
      ["", 390, person(), told([A, 100], ["INV-2026-0056", 290])],
      ["", 300, person(), told(["INV-2026-9999", 100], [B, 200])],
      // Each number is one slip from the other's.
      ["", 300, person(), told([B, 100], [A, 200])],
      ["", 300, person(), from("Cash Pool Services SE", told(["INV-2026-0014", 100], [B, 200]))],
    ]),
    ...about({ [A]: 100, "INV-2026-0014": 100, [B]: 200 }, [
      ["", 300, either({ [A]: 100, [B]: 200 }), told([A, 100], [B, 200])],
      ["", 300, person(), told(["INV-2026-0041X", 90], [B, 210])],
      ["", 300, person(), told(["INV-2026-0044", 100], [B, 200])],
    ]),
  ]),
  ...kind("advice in words: a number and its amount", [
    ...about(OPEN, [
      ["INV-2026-0041 100,00; INV-2026-0042 150,00", 250, booked({ [A]: 100, [B]: 150 })],
      ["INV-2026-0041: 100.00 EUR / INV-2026-0042: 150.00 EUR", 250, booked({ [A]: 100, [B]: 150 })],
      ["100,00 INV-2026-0041 150,00 INV-2026-0042", 250, booked({ [A]: 100, [B]: 150 })],
      ["INV-2026-0042 200,00 INV-2026-0055 180,00 Rest folgt", 380, booked({ [B]: 200, [C]: 180 })],
      ["INV-2026-0041 100,00; INV-2026-0042 150,00", 245, person()],
      ["INV-2026-0041 100,00; INV-2026-0099 150,00", 250, person()],
      ["INV-2026-0041 100,00; INV-2026-0042 250,00", 350, person()],
      ["INV-2026-0041 100,00; INV-2026-0042", 250, person()],
      ["INV-2026-0055 300.00 CN-2026-007 30.00-", 270, booked({ [C]: 270 }, 0, { [C]: 30, [N]: 30 })],
      ["INV-2026-0055 300.00 CN-2026-007 20.00-", 280, booked({ [C]: 280 }, 0, { [C]: 20, [N]: 20 })],
      ["RMR*IV*INV-2026-0041**100.00~RMR*IV*INV-2026-0042**150.00", 250, booked({ [A]: 100, [B]: 150 })],
      ["RMR*IV*INV-2026-0041**100.00\\RMR*IV*INV-2026-0042**200.00\\", 300, booked({ [A]: 100, [B]: 200 })],
      ["RMR*IV*INV-2026-0055**300.00~RMR*CM*CN-2026-007**-30.00", 270, booked({ [C]: 270 }, 0, { [C]: 30, [N]: 30 })],
      ["RMR*IV*INV-2026-0042**185.00*200.00*15.00~", 185, either({ [B]: 185 })],
      ["HT-2026-0041", 100, either({ [A]: 100 })],
      ["INV-2026-0041人民币100元，INV-2026-0042人民币150元", 250, either({ [A]: 100, [B]: 150 })],
    ]),
  ]),
];
