import { either, kind, type Line, type More, naming, person, type StrangerCase } from "../case.ts";

const DE = { "2026-1187": 119, "2026-1201": 238.5, "2026-1215": 1044.9, "2026-1222@B": 77 };
const NL = { F26100: 410.2, F26101: 88, F26104: 1290, F26107: 55.5 };
const FR = { "FA2610-0221": 640, "FA2610-0222": 125.4, "FA2610-0225": 2400, "AV2610-0007": -40 };
const GB = { SIN1188: 1250, SIN1192: 640.4, SIN1199: 95 };
const US = { INV0045521: 4990, INV0045533: 1210.55, INV0045540: 320 };
const BR = { "NF-1188": 1500, "NF-1193": 2250.75, "NF-1201": 310 };
const IN = { "SI/26-27/0118": 118000, "SI/26-27/0119": 59000, "SI/26-27/0125": 23600 };
const CN = { "XSHT-20260917": 30000, "XSHT-20260921": 12500, "XSHT-20261008": 8800 };
const JP = { "K-202610-031": 550000, "K-202610-032": 132000, "K-202610-040": 77000 };
const KR = { "T2610-0041": 1100000, "T2610-0042": 330000, "T2610-0050": 2200000 };

type Open = Record<string, number>;
const sum = (open: Open): number => Math.round(100 * Object.values(open).reduce((a, b) => a + b, 0)) / 100;
const first = (open: Open, count: number): Open => Object.fromEntries(Object.entries(open).slice(0, count));

/** What the text names: all of it is paid, a fee is missing, and only the first is paid. */
const listed = (open: Open, named: Open, texts: string[]): Line[] =>
  texts.flatMap((text): Line[] => [
    [open, text, sum(named), either(named)],
    [open, text, sum(named) - 7.5, person()],
    [open, text, Object.values(named)[0] as number, person()],
  ]);

/** What invoices are called, before a number without its letters. */
const CALLED = [
  ...[
    "Factuur",
    "factuurnr.",
    "factuurnummer",
    "betreft: factuur",
    "Fatt. n.",
    "Fatura",
    "Fatura nº",
    "Nota Fiscal",
    "NF-e",
    "NFS-e",
  ],
  ...[
    "PGTO NOTA FISCAL",
    "DANFE",
    "Boleto",
    "Duplicata",
    "Lasku",
    "Laskun nro",
    "Laskunumero",
    "fakturan",
    "Fakturanummer",
    "faktura č.",
  ],
  ...[
    "Faktúra č.",
    "Számla",
    "számlaszám:",
    "Račun",
    "račun br.",
    "Счет-фактура",
    "фактура",
    "рахунок",
    "Τιμολόγιο",
    "請求No.",
  ],
  ...["인보이스", "세금계산서", "hóa đơn số", "Arve", "Rēķins", "Sąskaita", "Tax invoice", "N° facture", "Fra."],
];

/** Numbers alone that a tenant has, in the place of something else. */
const HOUSES = { "118": 500, "121": 320, "204": 90 };
const ELSEWHERE = [
  ...[
    "118 rue de Paris",
    "Musterstr. 118",
    "Whg. 118",
    "Apt 118",
    "Suite 118",
    "Stellplatz 118",
    "BV 118",
    "Los 118",
    "Flug LH 118",
  ],
  ...[
    "118 Stück",
    "118 kg",
    "118 pcs",
    "118 hours",
    "118件",
    "3栋118室",
    "118호",
    "Kurs 118",
    "Garage 118",
    "Tisch 118",
  ],
];
const BARE = { "10034": 500, "10041": 320, "10055": 90 };
const THEIRS = [
  ...[
    "KNR 10034",
    "Debitor 10034",
    "Vertragskonto 10034",
    "Vorgang 10034",
    "Schaden-Nr. 10034",
    "Versicherungsnr. 10034",
    "B-Nr. 10034",
  ],
  ...[
    "Asiakasnumero 10034",
    "Réf client 10034",
    "Cod. cliente 10034",
    "Ihr Zeichen 10034",
    "client ref 10034",
    "claim 10034",
    "RMA 10034",
  ],
  ...[
    "AWB 10034",
    "客户编码10034",
    "工号10034",
    "お客様番号10034",
    "고객번호 10034",
    "주문번호 10034",
    "matricula 10034",
    "apolice 10034",
  ],
];
const partOf = (open: Open, texts: string[]): Line[] => texts.map((text) => [open, text, 250, person()]);

const usd: More = { transaction: { currency: "USD" } };

/** How numbers are listed and called in many countries. */
export const abroadNumbers: StrangerCase[] = [
  ...kind("abroad: lists", [
    ...listed(DE, first(DE, 3), [
      "Rechnungen 2026-1187/1201/1215",
      "RNr. 2026-1187, -1201, -1215",
      "Rg 2026-1187 2026-1201 2026-1215",
    ]),
    ...listed(NL, first(NL, 3), ["F26100, 101 en 104", "facturen 26100 26101 26104", "Facturen F26100 F26101 F26104"]),
    ...listed(NL, NL, ["factuurnrs. 26100 t/m 26107"]),
    ...listed(FR, first(FR, 2), ["FA2610-0221 ET 0222", "FACTURES FA2610-0221 FA2610-0222"]),
    ...listed(GB, GB, [
      "INVS 1188 1192 1199",
      "inv 1188 1192 1199",
      "SIN1188/92/99",
      "1188,1192,1199",
      "INVS: 1188, 1192, 1199",
    ]),
    ...listed(GB, GB, [
      "NFs 1188 1192 1199",
      "Laskut 1188 1192 1199",
      "Facturen 1188 1192 1199",
      "fatture 1188 1192 1199",
    ]),
    ...listed(US, US, ["INV 45521 45533 45540", "INV0045521/33/40"]),
    ...listed(BR, BR, ["PGTO NFS 1188/1193/1201", "NF 1188, 1193 e 1201"]),
    ...listed(IN, IN, ["SI/26-27/0118,0119,0125", "Bill nos 118, 119 & 125"]),
    ...listed(CN, CN, ["XSHT-20260917、20260921、20261008货款", "货款XSHT-20260917、XSHT-20260921、XSHT-20261008"]),
    ...listed(JP, JP, ["K-202610-031,032,040"]),
    ...listed(KR, KR, ["T2610-0041, 0042, 0050"]),
  ]),
  ...kind("abroad: one of them is somebody else's, or is not known", [
    [DE, "RE 2026-1187 u. 2026-1222", 190, person()],
    [DE, "Rechnungen 2026-1187, 2026-1230", 400, person(["2026-1187"])],
    [GB, "SIN1188 SIN1210", 2000, person(["SIN1188"])],
    [US, "INV0045521 INV0045599", 6000, person(["INV0045521"]), usd],
    [CN, "XSHT-20260917 XSHT-20261101", 42500, person()],
    [BR, "NF 1188 E 1299", 2000, person(["NF-1188"])],
    [IN, "SI/26-27/0118 and SI/26-27/0200", 150000, person(["SI/26-27/0118"])],
  ]),
  ...kind(
    "abroad: what an invoice is called",
    CALLED.flatMap((word) => [...naming("F26100", [`${word} 26100`]), ...naming("26100", [`${word} 26100`])]),
  ),
  ...kind("abroad: what banks put around it", [
    ...naming("2026-1187", ["RNR 2026-1187 KD-NR 10044", "DATUM 02.11.2026, 09.17 UHR RE 2026-1187 1.TAN 483922"]),
    ...naming("FA2610-0221", ["VIR INST RE 504382917263 MOTIF: FA2610-0221", "/RNF/FA2610-0221 /RCN/504382"]),
    ...naming("SIN1188", ["FP 02/11/26 0932 300000000123456789 SIN1188", "SIN 1188 A/C 20-45-77"]),
    ...naming("INV0045521", ["ORG=/000123456789 MUSTER;OBI=INV0045521;REF=20261102MMQFMP0012"], usd),
    ...naming("NF-1188", ["PIX E12345678202611021030abcdef12345 NF-1188", "NFe 1188 CNPJ 12.345.678/0001-95"]),
    ...naming("SI/26-27/0118", [
      "NEFT-SBIN126306112233-MUSTER MACH PVT LTD-SI/26-27/0118",
      "Pymt agst Inv SI/26-27/118",
    ]),
    ...naming("XSHT-20260917", [
      "汇款人：某某 账号：1001234509000012345 附言：XSHT-20260917货款",
      "ＸＳＨＴ－２０２６０９１７",
    ]),
    ...naming("K-202610-031", ["ｾｲｷﾕｳｼﾖ K-202610-031", "請求書No.K-202610-031 10月分"]),
    ...naming("T2610-0041", ["T26100041 대금", "세금계산서 T2610-0041"]),
  ]),
  ...kind("abroad: a number that means something else", [...partOf(HOUSES, ELSEWHERE), ...partOf(BARE, THEIRS)]),
];
