import { booked, either, kind, type More, person, type StrangerCase } from "./case.ts";

const OPEN = { "INV-00018": 4990, "INV-00021": 312.4, "INV-00033@B": 77 };
const who = (name: string, payer: string, other = "Brightwater Dental"): More => ({
  payer,
  accounts: { A: name, B: other },
});
/** The payer pays one open invoice exactly and says nothing of use; a person must at least be shown it. */
const found = (name: string, payer: string, text = "", other?: string) =>
  [OPEN, text, 312.4, either({ "INV-00021": 312.4 }), who(name, payer, other)] as const;
const cited = (name: string, payer: string) =>
  [OPEN, "INV-00021", 312.4, booked({ "INV-00021": 312.4 }), who(name, payer)] as const;

const behalf = (name: string, payer: string, ultimatePayer: string) =>
  [OPEN, "", 312.4, either({ "INV-00021": 312.4 }), { ...who(name, payer), transaction: { ultimatePayer } }] as const;

/** Payers under other names than the books have. */
export const payers: StrangerCase[] = [
  ...kind("an acronym", [
    [...found("North Star Logistics", "NSL")],
    [...found("North Star Logistics Inc.", "N.S.L.")],
    [...found("International Bakery Ingredients", "IBI Corp")],
    [...found("Gebrüder Holzmann Bau GmbH", "GHB GmbH")],
    [...found("Société Lyonnaise de Peinture", "SLP")],
    [...cited("North Star Logistics", "NSL")],
    // Two customers have these initials.
    [OPEN, "", 312.4, person(["INV-00021"]), who("North Star Logistics", "NSL", "New Sound Labs")],
  ]),
  ...kind("words cut, lost or shortened", [
    [...found("North Star Logistics", "N Star Logistics")],
    [...found("North Star Logistics", "N Star")],
    [...found("Titan Aerospace", "Titan Aero")],
    [...found("Summit Healthcare Partners", "Summit Health")],
    [...found("Precision Manufacturing Services Inc.", "PRECISION MFG SVCS")],
    [...found("Harbor International Trading LLC", "Harbor Intl Trading")],
    [...found("Muster Maschinenbau GmbH & Co. KG", "Muster Maschinenb")],
    [...found("Établissements Durand et Fils SARL", "ETS DURAND ET FILS")],
    [...found("上海云帆科技有限公司", "云帆科技")],
    [...found("北京明远软件股份有限公司", "北京明远软件")],
    [...cited("Titan Aerospace", "Titan Aero")],
  ]),
  ...kind("case, legal form, division", [
    [...found("North Star Logistics Inc.", "NORTH STAR LOGISTICS")],
    [...found("Harbor Trading LLC", "Harbor Trading")],
    [...found("Harbor Trading LLC", "Harbor Trading Division 12")],
    [...found("Müller & Söhne GmbH", "MUELLER UND SOEHNE")],
    [...found("Beispiel Handel AG", "Beispiel Handel Aktiengesellschaft")],
    [...found("Durand SARL", "SARL DURAND")],
    [...found("Nordisk Fiber AS", "Nordisk Fiber avd Oslo")],
  ]),
  ...kind("the name behind something, or in the text", [
    [...found("Redwood Financial Services", "RFS Inc", "RFS Inc | ACH Redwood Financial Services")],
    [...found("Redwood Financial Services", "ACH CREDIT", "REDWOOD FINANCIAL SERVICES PAYABLES")],
    [...found("Harbor Trading LLC", "TRANSFERS EUROPE", "Sent on behalf of Harbor Trading LLC")],
    [...found("Muster Maschinen GmbH", "Factoring Bank", "im Auftrag von Muster Maschinen GmbH")],
    [...found("Durand SARL", "", "VIR SEPA RECU /DE DURAND SARL /MOTIF")],
    [...found("上海云帆科技有限公司", "财付通支付科技有限公司", "上海云帆科技有限公司 货款")],
  ]),
  ...kind("a person's names in another order", [
    [...found("Ella Jackson", "Jackson Ella W.")],
    [...found("Ella Jackson", "JACKSON, ELLA")],
    [...found("Ella Jackson", "MRS E JACKSON")],
    [...found("Dr. Karl-Heinz Vogel", "Vogel Karl Heinz")],
    [...found("Archibald Haddock", "HADDOCK Archibald")],
    [...cited("Ella Jackson", "Jackson Ella W.")],
  ]),
  ...kind("no payer, and a name or a customer's number in the text", [
    [...found("Archibald Haddock", "", "1234//HADDOCK-Archibald")],
    [...found("Harbor Trading LLC", "", "TRANSFER HARBOR TRADING")],
    [...found("Ella Jackson", "", "DEPOSIT E JACKSON 0211")],
    [...found("北京明远软件股份有限公司", "", "北京明远软件股份有限公司转账")],
    [...found("Nordisk Fiber AS", "", "Innbetaling Nordisk Fiber")],
    [OPEN, "INV-00021", 312.4, booked({ "INV-00021": 312.4 }), who("Archibald Haddock", "")],
  ]),
  ...kind("a treasury pays for its customer", [
    [...found("Harbor Trading LLC", "Harbor Group Treasury", "ULTMT DBTR HARBOR TRADING LLC")],
    [...found("Muster Maschinen GmbH", "Muster Finanz GmbH", "ABWA+MUSTER MASCHINEN GMBH")],
    [...found("Summit Clinics", "Medipay Services", "for account of Summit Clinics")],
    [...found("Durand SARL", "Holding Durand Finances", "POUR CPTE DURAND SARL")],
    [...found("深圳海川贸易有限公司", "海川集团财务公司", "代付 深圳海川贸易有限公司")],
    [...behalf("Harbor Trading LLC", "Harbor Group Treasury", "Harbor Trading LLC")],
    [...behalf("Harbor Trading LLC", "Harbor Group Treasury", "HARBOR TRADING")],
    [...behalf("Muster Maschinen GmbH", "Muster Finanz GmbH", "Muster Maschinen GmbH")],
    [...behalf("深圳海川贸易有限公司", "海川集团财务公司", "深圳海川贸易有限公司")],
  ]),
  ...kind("a name that two customers could bear", [
    [OPEN, "", 312.4, person(["INV-00021"]), who("Harbor Trading LLC", "Harbor", "Harbor Dental")],
    [OPEN, "", 500, person(), who("Harbor Trading LLC", "Harbor Trading", "Harbor Dental")],
    [OPEN, "", 77, person(), who("Harbor Trading LLC", "Harbor", "Harbor Dental")],
    [OPEN, "thank you", 312.4, person(["INV-00021"]), who("Ella Jackson", "Jackson", "Peter Jackson")],
    [OPEN, "", 312.4, person(["INV-00021"]), who("上海云帆科技有限公司", "云帆", "云帆物流有限公司")],
  ]),
];
