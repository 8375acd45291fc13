import { booked, either, kind, person, type StrangerCase } from "./case.ts";

const OWED = { "INV-00018": 4990, "INV-00021": 312.4, "INV-00033@B": 77 };
const named = (name: string, payer: string, other = "Brightwater Dental") => ({
  payer,
  accounts: { A: name, B: other },
});
/** A customer, and how its bank or it writes its name; or the payer and the text that names it. */
const NAMES: [name: string, written: (string | [payer: string, text: string])[]][] = [
  [
    "Blue Ocean Shipping Ltd",
    [
      ...["BOS", "B.O.S. Ltd", "B O Shipping", "Blue Ocn Shpg", "BLUE OCEAN SHIP", "Blue Ocean", "Shipping Blue Ocean"],
      ...["The Blue Ocean Shipping Company", "Blue Ocean Shipping (HK) Limited"],
    ],
  ],
  [
    "Redwood Capital Partners LLC",
    [
      ["RCP LLC", "RCP | ACH Redwood Capital Partners"],
      ["ORIG CO", "ORIG CO NAME:REDWOOD CAPITAL PARTNERS"],
      ["", "ACH REDWOOD CAPITAL PARTNERS CCD 8812"],
      ["CHASE BANK", "B/O REDWOOD CAPITAL PARTNERS LLC"],
    ],
  ],
  ["Green River Mining Inc", ["GreenRiver Mining"]],
  ["Maria del Carmen Ortiz", ["ORTIZ MARIA DEL CARMEN"]],
  ["Tom van der Berg", ["van der Berg T", "T. VAN DER BERG"]],
  ["Ella Jackson", ["Ella M Jackson", "Jackson E", "Herr und Frau Jackson Ella", "MRS ELLA JACKSON"]],
  ["Hans-Peter Müller", ["Mueller, Hans Peter", "MUELLER HANSPETER"]],
  ["Олег Петров", ["ПЕТРОВ ОЛЕГ"]],
  [
    "杭州天恒机械有限公司",
    [
      ...["天恒机械", "杭州天恒", "杭州市天恒机械有限公司", "杭州天恒机械有限公司萧山分公司", "天恒机械(杭州)有限公司"],
      ...["杭州天恒机械有限公司采购部"],
      ["", "代付 杭州天恒机械有限公司"],
      ["张三", "代杭州天恒机械有限公司付货款"],
      ["支付宝（中国）网络技术有限公司", "杭州天恒机械有限公司 11月"],
    ],
  ],
  ["Precision Manufacturing Services", ["Prec Mfg Svcs", "PRECISION MANUF SERV", "Precision Mfg."]],
  ["International Business Institute", ["IBI", "Intl Business Inst"]],
  ["Bau & Boden Immobilien GmbH", ["BAU+BODEN IMMOBILIEN", "Bau und Boden Immob."]],
  ["École Supérieure de Commerce", ["ECOLE SUP DE COMMERCE"]],
  ["Nordic Seafood A/S", ["NORDIC SEAFOOD AS", "Nordic Seafood A/S afd. Hirtshals"]],
  [
    "Harbor Trading LLC",
    ["Harbor Trading LLC Dept 7", "HARBOR TRADING EAST COAST DIVISION", "Harbor Trading NY Branch"],
  ],
];
const SHORT = { "AR-07731": 1200, "AR-07740": 88 };

/** Payers under names, and reductions in words, as other people write them. */
export const variantsOfNames: StrangerCase[] = [
  ...kind(
    "a name in every way of writing it",
    NAMES.flatMap(([name, written]) =>
      written.map((way) => {
        const [payer, text] = typeof way === "string" ? [way, ""] : way;
        return [OWED, text, 312.4, either({ "INV-00021": 312.4 }), named(name, payer)];
      }),
    ),
  ),
  ...kind("a name that is as much somebody else's, or nobody's", [
    [OWED, "", 312.4, person(["INV-00021"]), named("Blue Ocean Shipping", "BOS", "Big Oak Supplies")],
    [OWED, "", 312.4, person(["INV-00021"]), named("Blue Ocean Shipping", "Blue Ocean", "Blue Ocean Yachts")],
    [OWED, "", 312.4, person(["INV-00021"]), named("Ella Jackson", "E Jackson", "Emil Jackson")],
    [OWED, "", 312.4, person(["INV-00021"]), named("杭州天恒机械有限公司", "天恒", "天恒物流有限公司")],
    [OWED, "INV-00021", 200, person(["INV-00021"]), named("Blue Ocean Shipping", "Nordwind KG")],
    [OWED, "", 312.4, person(), named("Blue Ocean Shipping", "Green River Mining")],
    [OWED, "", 77, person(), named("Blue Ocean Shipping", "BOS")],
  ]),
  ...kind("short with a reason, as people write it", [
    [SHORT, "AR-07731 less freight 45.00", 1155, either({ "AR-07731": 1155 })],
    [SHORT, "AR-07731 1155.00 Deduction: short shipment (-$45.00)", 1155, either({ "AR-07731": 1155 })],
    [SHORT, "AR-07731 Abzug Fracht 45,00", 1155, either({ "AR-07731": 1155 })],
    [SHORT, "AR-07731 扣运费45元", 1155, either({ "AR-07731": 1155 })],
    [SHORT, "AR-07731 abzgl. 2% Skonto", 1176, either({ "AR-07731": 1176 })],
    // What is said to be taken off is not what is missing.
    [SHORT, "AR-07731 minus 45 damaged", 1100, person(["AR-07731"])],
    [SHORT, "AR-07731 Abzug Fracht 45,00", 1000, person(["AR-07731"])],
    [SHORT, "AR-07731 扣运费45元", 1100, person(["AR-07731"])],
    [SHORT, "AR-07731 1200.00 AR-07740 50.00", 1250, either({ "AR-07731": 1200, "AR-07740": 50 })],
    [SHORT, "AR-07731 1200.00 AR-07740 50.00", 1200, person()],
    [SHORT, "1200.00 AR-07731, 50.00 AR-07740", 1250, either({ "AR-07731": 1200, "AR-07740": 50 })],
    [SHORT, "AR-07731: 1.000,00 AR-07740: 88,00", 1088, either({ "AR-07731": 1000, "AR-07740": 88 })],
    [SHORT, "AR-07731=1200;AR-07740=88", 1288, booked(SHORT)],
    [SHORT, "AR-07731 1200 AR-07740 88 TOTAL 1288", 1288, booked(SHORT)],
  ]),
];
