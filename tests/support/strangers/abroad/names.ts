import { booked, kind, type Line, person, type StrangerCase } from "../case.ts";

const OPEN = { "R-7001": 812.35, "R-7002": 312.4, "R-7009@B": 77 };
/** The payer pays one open invoice to the cent and says nothing. */
const by = (right: Line[3], name: string, payer: string, other = "Brightwater Dental", text = ""): Line => [
  ...([OPEN, text, 312.4, right, { payer, accounts: { A: name, B: other } }] as const),
];
const same = (name: string, payer: string): Line => by(booked({ "R-7002": 312.4 }), name, payer);
const not = (name: string, payer: string, other?: string): Line => by(person(["R-7002"]), name, payer, other);
/** Another company, which nothing need propose. */
const another = (name: string, payer: string): Line => by(person(), name, payer);

/** Names as banks of many countries write them, and names of others. */
export const abroadNames: StrangerCase[] = [
  ...kind("abroad: the same company", [
    same("Bäckerei Vogt GmbH & Co. KG", "Baeckerei Vogt GmbH&Co.KG"),
    same("Société Générale de Travaux SARL", "STE GENERALE DE TRAVAUX"),
    same("Compagnie Maritime Sud", "CIE MARITIME SUD"),
    same("Saint-Aubin Vitrage SA", "ST AUBIN VITRAGE"),
    same("Comercial Andrade Ltda", "COML ANDRADE LTDA"),
    same("Weber Brothers & Partners LLP", "WEBER BROS AND PARTNERS LLP"),
    same("Gebrüder Weber OHG", "GEBR. WEBER OHG"),
    same("Koninklijke Jansen B.V.", "Jansen BV, Koninklijke"),
    same("Räsänen Oy", "RAESAENEN OY"),
    same("Østlandet Bygg AS", "OESTLANDET BYGG AS"),
    same("St. Mary's Hospital", "ST MARYS HOSPITAL"),
    same("São José Comércio de Peças Ltda", "SAO JOSE COM PECAS LTDA ME"),
    same("Shree Ganesh Traders Pvt. Ltd.", "SHREE GANESH TRADERS PRIVATE LIMITED"),
    same("广州市恒达电子有限公司", "广州恒达电子有限公司"),
    same("江苏省建工集团有限公司", "江苏建工集团有限公司"),
    same("苏州明远（集团）有限公司", "苏州明远(集团)有限公司"),
    same("株式会社高橋製作所", "高橋製作所(株)"),
    same("삼우전자(주)", "삼우전자주식회사"),
    same("삼우전자(주)", "주식회사 삼우전자"),
    same("Muster Geräte GmbH", "MUSTER GERAETE GMBH HAMBURG"),
    same("J. Smith & Sons Ltd", "SMITH AND SONS LTD"),
    same("J. Smith & Sons", "John Smith & Sons"),
    same("Meier Holzbau AG", "A. Meier Holzbau AG"),
    same("Acme Widgets GmbH", "Acme Widgets Deutschland GmbH"),
  ]),
  ...kind("abroad: an initial that is another", [
    another("J. Smith & Sons Ltd", "K SMITH AND SONS LTD"),
    another("J. Smith & Sons Ltd", "Kevin Smith & Sons"),
    another("Peter K. Vogel", "Peter M. Vogel"),
    another("A. Meier AG", "B. Meier AG"),
    another("A & B Transport GmbH", "A & C Transport GmbH"),
    another("R. Bosch Bau", "T. Bosch Bau"),
    another("Ella J. Jackson", "Ella W. Jackson"),
    another("K+S Logistik", "K+T Logistik"),
    another("H. Müller Holzbau", "F. Müller Holzbau"),
    another("P Dupont SARL", "J DUPONT SARL"),
  ]),
  ...kind("abroad: another place of the same name", [
    another("Acme UK Ltd", "Acme Deutschland GmbH"),
    another("Acme France SAS", "ACME ITALIA SPA"),
    another("Nordex Schweiz AG", "Nordex Österreich GmbH"),
    another("Foo India Pvt Ltd", "Foo China Co Ltd"),
    another("Foo USA Inc", "Foo Canada Inc"),
    another("Hotel Adler Basel AG", "Hotel Adler Bern AG"),
    another("广州恒达电子有限公司", "深圳恒达电子有限公司"),
  ]),
  ...kind("abroad: the payer's name says more", [
    not("Acme Inc", "Acme Foundation"),
    not("Schmidt Elektro", "Schmidt Elektronik Vertrieb"),
    not("Vogt GmbH", "Vogt Immobilien GmbH"),
    not("Rossi SRL", "Rossi Trasporti SRL"),
    not("Stadt Neuburg", "Stadtwerke Neuburg"),
    not("Meyer AG", "Meyer Pensionskasse"),
    not("Kraus GmbH", "Kraus Steuerberatung"),
    not("Delta", "Delta Lloyd Versicherung"),
    not("Blue Bay", "Blue Bay Dental Clinic"),
    not("Dupont SARL", "Dupont Plomberie SARL"),
  ]),
  ...kind("abroad: a name that two bear, one with more words", [
    not("Acme UK Ltd", "ACME", "Acme France SAS"),
    not("Foo Bau GmbH", "FOO GMBH", "Foo Holz und Garten GmbH"),
    not("Harbor Trading LLC", "Harbor", "Harbor Dental Supplies of the West"),
    not("Hotel Adler Basel AG", "Hotel Adler", "Hotel Adler am See Bern AG"),
    not("广州恒达电子有限公司", "恒达电子", "深圳恒达电子有限公司"),
  ]),
];
