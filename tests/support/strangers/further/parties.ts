import { about, back, booked, either, kind, type Line, type More, person, type StrangerCase } from "../case.ts";
import { one } from "../more/parties.ts";

const not = (name: string, payer: string, other = "Brightwater Dental"): Line => {
  const [open, text, pays, , more] = one(name, payer, "", other);
  return [open, text, pays, person(), more ?? {}];
};

const OPEN = { "INV-0042": 200, "INV-0055": 300, "CN-007": -30 };
/** An earlier payment has settled INV-0040 of 100. */
const SETTLED: More = { paid: [{ reference: "INV-0040", amountMinor: 10_000 }] };
const told = (...lines: [reference: string, units: number][]): More => ({
  ...SETTLED,
  transaction: { remittanceLines: lines.map(([reference, units]) => ({ reference, amountMinor: units * 100 })) },
});
const receipt = (units: number) => ({
  ...{ id: "r1", direction: "credit" as const, amountMinor: 10_000, currency: "EUR", leftMinor: units * 100 },
  by: "endToEndId" as const,
});

const BACK = [
  ...[
    "iade",
    "возврат",
    "返金",
    "환불",
    "hoàn tiền",
    "visszatérítés",
    "vrácení",
    "devolucion",
    "DEVOLUCIÓN",
    "estorno",
  ],
  ...[
    "restituzione",
    "palautus",
    "tilbagebetaling",
    "tilbakebetaling",
    "rambursare",
    "povrat",
    "επιστροφή",
    "被退",
    "抹账",
  ],
  ...[
    "CHARGE BACK",
    "NSF",
    "bounced cheque",
    "re-credit",
    "reimbursement",
    "paid twice",
    "doppelt bezahlt",
    "double payment",
  ],
  ...["payé deux fois", "Rueckueberweisung", "RUCKBUCHUNG", "return of payment", "Zwrot"],
];

/** Who pays, what comes back, and an advice of which a part was paid before. */
export const furtherParties: StrangerCase[] = [
  ...kind("further: the same company as banks write it", [
    one("Łódzkie Zakłady Sp. z o.o.", "LODZKIE ZAKLADY SP Z O O"),
    one("Đuro Đaković d.o.o.", "DURO DAKOVIC DOO"),
    one("Çelik Makina A.Ş.", "CELIK MAKINA ANONIM SIRKETI"),
    one("Kovács és Társa Kft.", "KOVACS ES TARSA KFT"),
    one("Dvořák Strojírny s.r.o.", "DVORAK STROJIRNY SRO"),
    one("(株)山田製作所", "株式会社 山田製作所"),
    one("株式会社山田製作所", "㈱山田製作所"),
    one("삼우전자 주식회사", "(주)삼우전자"),
    one("上海云帆科技有限公司", "张伟（上海云帆科技有限公司）"),
    one("上海云帆科技有限公司", "上海云帆科技有限公司（基本户）"),
    one("上海云帆科技有限公司", "张伟", "代上海云帆科技付RE-1001"),
    one("HT Foods", "HARBOR TRADING LLC DBA HT FOODS"),
    one("Harbor Trading", "HARBOR TRADING LLC T/A HT FOODS"),
    one("Harbor Trading", "Harbour Trading"),
    one("Ella Jackson", "JACKSON/ELLA MRS"),
    one("Müller & Söhne GmbH", "MUELLER + SOEHNE GMBH"),
  ]),
  ...kind("further: another company", [
    not("Harbor Trading", "Harbor Freight"),
    not("上海云帆科技有限公司", "张伟（北京云海贸易有限公司）"),
    not("HT Foods", "HARBOR TRADING LLC DBA HF TOOLS"),
    not("山田製作所", "(株)山本製作所"),
  ]),
  ...kind(
    "further: beside a number it says that money goes back, as banks without marks write it",
    BACK.map((words) => [OPEN, `INV-0055 ${words}`, 300, person()]),
  ),
  ...kind("further: a settlement against what was paid before, and goods that go back", [
    [OPEN, "冲INV-0055预付款", 300, person()],
    [OPEN, "退INV-0055货款", 300, person()],
    [OPEN, "退 INV-0055", 300, person()],
    [
      OPEN,
      "RETURNED ITEM",
      100,
      back("r1", 100),
      { transaction: { direction: "debit", returnReason: "MD06" }, earlier: [receipt(100)] },
    ],
    [OPEN, "chargeback fee 15.00", 15, person(), { transaction: { direction: "debit" }, earlier: [receipt(100)] }],
  ]),
  ...kind("further: papers told, of which one was paid before", [
    ...about(OPEN, [
      ["", 200, booked({ "INV-0042": 200 }), told(["INV-0040", 100], ["INV-0042", 200])],
      [
        "",
        500,
        booked({ "INV-0042": 200, "INV-0055": 300 }),
        told(["INV-0040", 100], ["INV-0042", 200], ["INV-0055", 300]),
      ],
      ["", 150, either({ "INV-0042": 150 }), told(["INV-0040", 100], ["INV-0042", 150])],
      ["", 300, person(["INV-0042"]), told(["INV-0040", 100], ["INV-0042", 200])],
      ["", 210, person(), told(["INV-0040", 90], ["INV-0042", 210])],
      ["", 200, person(), told(["INV-0040", 90], ["INV-0042", 200])],
      ["", 100, person(), told(["INV-0040", 100], ["INV-0042", 200])],
      ["INV-0040 100.00 INV-0042 200.00", 200, either({ "INV-0042": 200 }), SETTLED],
      ["INV-0040 100.00, INV-0042 200.00", 300, person(), SETTLED],
      ["INV-0040 INV-0042", 300, person(), SETTLED],
    ]),
  ]),
];
