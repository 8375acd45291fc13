import { booked, excluded, kind, type Line, type More, person, type StrangerCase } from "../case.ts";

const OPEN = { "R-7001": 812.35, "R-7002": 312.4, "R-7009@B": 77 };
const about = (texts: string[], right: Line[3]): Line[] => texts.map((text) => [OPEN, text, 312.4, right]);

const NOT_OWED = [
  ...["Lohn Oktober", "Gehälter 10/26", "wages", "salaire octobre", "nómina", "給与", "급여", "薪酬"],
  ...[
    "Dividende 2025",
    "dividend",
    "Einlage Gesellschafter",
    "Kapitalerhöhung",
    "capital contribution",
    "apport en capital",
    "分红",
    "利润分配",
  ],
  ...[
    "Darlehensrate",
    "Tilgung",
    "empréstimo",
    "대출금",
    "Zuschuss Projekt",
    "Fördermittel",
    "subvention",
    "subsidy",
    "补贴",
  ],
  ...[
    "Versicherungsleistung Schaden 77",
    "Schadenersatz",
    "indemnité",
    "sinistro",
    "insurance claim settlement",
    "理赔款",
    "保険金",
    "보험금",
  ],
  ...[
    "Steuererstattung 2025",
    "Reisekostenerstattung",
    "Kostenerstattung",
    "Rückvergütung 2025",
    "tax refund",
    "退税",
    "立替金精算",
  ],
  ...["own transfer", "grant payment", "拆迁补偿款", "报销款"],
];
/** Words that only say what is paid: payer and amount decide. */
const OWED = [
  ...[
    "Ausgleich offene Rechnung",
    "letzte Rechnung",
    "offener Posten",
    "règlement solde",
    "openstaande post",
    "outstanding balance",
  ],
  ...[
    "monthly invoice",
    "10月货款",
    "pagamento fattura",
    "pgto fatura",
    "ご請求分",
    "물품대금",
    "betaling faktura",
    "platba faktury",
  ],
];

const SET_OFF = { "R-7001": 1000, "G-7003": -150, "G-7004@B": -150, "R-7009@B": 400 };

const gone = (text: string, right: Line[3], payer = "Muster Maschinen GmbH"): Line => {
  const more: More = {
    paid: [{ reference: "R-7001", amountMinor: 100_000, transactionId: "btx_9" }],
    transaction: { direction: "debit" },
  };
  return [{ "R-7001": 0, "R-7002": 2300 }, text, 1000, right, { ...more, payer }];
};

const FOUR = { "R-7001": 100, "R-7002": 200, "R-7003": 300, "R-7004": 400 };
const ELSEWHERE: More = { items: { "R-7001": { currency: "CHF" } } };

/** Money that is none for an invoice, set off or sent back. */
export const abroadMoney: StrangerCase[] = [
  ...kind("abroad: words of money that nobody owes on an invoice", about(NOT_OWED, person())),
  ...kind("abroad: words of what is owed", about(OWED, booked({ "R-7002": 312.4 }))),
  ...kind("abroad: somebody else's credit note", [
    [SET_OFF, "R-7001 G-7003", 850, booked({ "R-7001": 850 }, 0, { "R-7001": 150, "G-7003": 150 })],
    [SET_OFF, "R-7001 G-7004", 850, person()],
    [SET_OFF, "R-7001 R-7009", 1400, booked({ "R-7001": 1000, "R-7009": 400 })],
  ]),
  ...kind("abroad: a payer of one letter is a payer", [
    [OPEN, "R-7002", 200, person(), { payer: "B Ltd" }],
    [OPEN, "R-7002", 400, person(), { payer: "B Ltd" }],
    [OPEN, "R-7002", 312.4, booked({ "R-7002": 312.4 }), { payer: "B Ltd" }],
    [OPEN, "R-7002", 200, booked({ "R-7002": 200 }), { payer: "" }],
  ]),
  ...kind("abroad: all is said to be paid, and some of it is", [
    ...[
      "all open invoices",
      "alle offenen Rechnungen",
      "toutes les factures",
      "todas las facturas",
      "全部货款",
      "모든 대금",
    ].flatMap((text): Line[] => [
      [FOUR, text, 900, person()],
      [FOUR, text, 1000, booked(FOUR)],
    ]),
  ]),
  ...kind("abroad: one of what is named is owed in another currency", [
    [{ "R-7001": 100, "R-7002": 50 }, "R-7001 R-7002", 150, person(), ELSEWHERE],
    [{ "R-7001": 100, "R-7002": 50 }, "R-7001 R-7002", 40, person(), ELSEWHERE],
    [{ "R-7001": 100, "R-7002": 50 }, "R-7002", 60, booked({ "R-7002": 50 }, 10), ELSEWHERE],
  ]),
  ...kind("abroad: a return that only words tell of", [
    ...[
      "RUECKLASTSCHRIFT R-7001",
      "REJET VIREMENT R-7001",
      "CHARGEBACK R-7001",
      "NSF R-7001",
      "退票 R-7001",
      "冲正R-7001",
    ].map((text) => gone(text, person(), "")),
    ...["DEVOLUCION RECIBO R-7001", "Terugboeking R-7001", "INSOLUTO R-7001", "Estorno R-7001"].map((text) =>
      gone(text, person(), ""),
    ),
    ...["RUECKLASTSCHRIFT", "Rückbuchung", "chargeback"].map((text) => gone(text, person())),
    ...["Miete", "Rechnung 8812", ""].map((text) => gone(text, excluded, "Haus AG")),
    ...["Storno Flug 8812", "chargeback fee"].map((text) => gone(text, excluded, "Reise AG")),
  ]),
];
