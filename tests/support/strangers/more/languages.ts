import { about, booked, kind, naming, person, type StrangerCase } from "../case.ts";

const first = "26312000000041234567";
const second = "26312000000041234600";
const one = booked({ "INV-00018": 238 });
/** INV-00018 is asked to be paid under a number of its own. */
const asked = (paymentReference: string) => ({ "INV-00018": { paymentReference } });

/** What payers write around one number, by language, as their forms and banks have it. */
export const languages: StrangerCase[] = [
  ...kind("payers' words: Chinese", [
    ...naming("HT-2026-0041", [
      "货款,合同号HT-2026-0041",
      "支付HT-2026-0041合同款项，请查收",
      "合同编号：HT－2026－0041，金额：238.00元",
      "ＨＴ－２０２６－００４１货款",
      "HT—2026—0041设备采购款",
      "汇入款项(HT-2026-0041)10月服务费",
      "往来款 HT2026 0041号合同",
      "网银互联 转账汇款 HT-2026-0041 2026年10月货款 经办人13800138000",
      "電匯 合約HT-2026-0041 貨款",
      "付上月货款HT-2026-0041（含税13%）",
    ]),
    ...about({ [first]: 238, [second]: 238 }, [
      ["发票号码26312000000041234567", 238, booked({ [first]: 238 })],
      ["数电票26312000000041234600货款", 238, booked({ [second]: 238 })],
      ["发票26312000000041234567，26312000000041234600", 476, booked({ [first]: 238, [second]: 238 })],
      ["发票26312000000041234567等2张", 300, person([first, second])],
    ]),
    ...naming("00123456", ["发票No.00123456货款", "增值税发票号:00123456", "付发票00123456款"]),
    ...naming("XS20261015-003", ["销售合同XS20261015-003货款", "XS20261015-003 第三季度货款", "XS20261015003"]),
  ]),
  ...kind("payers' words: German", [
    ...naming("RE-2026-0041", [
      "Rg. RE-2026-0041 v. 15.10.2026",
      "Rechnungsnr.:RE-2026-0041/Kundennr.:10077",
      "RgNr RE20260041 KdNr 10077",
      "Re.-Nr.RE-2026-0041 Re.-Dat. 15.10.26",
      "Ihre Rechnung Nr. RE-2026-0041 ueber 238,00 EUR",
      "RE 2026 0041 DANKE",
      "RE-2026-0041, Auftrag 55121, Lieferschein 88231",
      "Wartung Okt. 2026, RE-2026-0041, Kostenstelle 4711",
      "Zahlung gem. Rechnung RE-2026-0041 vom 15.10.2026 abzgl. 0,00 EUR Skonto",
      "RG-NR RE-2026-0041 BESTELLNR 4500012345 LIEFERANT 700123",
      "SEPA-Ueberweisung RE-2026-0041 Dauerauftrag 3",
      "RNR RE-2026-0041 KDNR 10077 DATUM 15.10.2026",
    ]),
    ...naming("4100041", [
      "Rechnung 4100041",
      "RNR. 4100041",
      "Rechn.4100041 Kd.10077",
      "Beleg 4100041 v. 15.10.",
      "4100041/10077",
      "R.-Nr. 4100041",
      "Rgnr4100041",
    ]),
  ]),
  ...kind("payers' words: French and Dutch", [
    ...naming("FA-2026-0041", [
      "REGLEMENT FACTURE FA-2026-0041 DU 15/10/26",
      "VIREMENT FACT.FA20260041 ECH 15/11/2026",
      "Facture n° FA-2026-0041 réf client 4471",
      "PAIEMENT FACT FA-2026-41",
      "Règlement FA2026-0041 échéance du 15 novembre 2026",
      "factuurnr FA-2026-0041 klantnr 3312",
      "Betaling factuur FA 2026 0041 d.d. 15-10-2026",
      "Fact. FA-2026-0041, debiteurnummer 10077",
    ]),
    ...naming("20260041", [
      "Betaling factuur 20260041 d.d. 15-10-2026",
      "factuurnummer: 20260041",
      "facture 20260041 client 4471",
      "factuur 2026 0041",
    ]),
  ]),
  ...kind("payers' words: Nordic", [
    ...naming("4001", [
      "Faktura 4001",
      "fakturanr. 4001 / kundenr. 881",
      "Betaling faktura nr 4001 forfall 15.11.2026",
      "avser faktura 4001",
      "fakt.nr. 4001",
      "Lasku 4001",
      "laskunumero 4001 asiakas 881",
      "maksu laskusta 4001",
      "Betalning av faktura 4001, kundnummer 881",
    ]),
    ...naming("20260041", ["Lasku 20260041", "FAKTURA 20260041 KUND 881", "fakturanummer 20260041"]),
    ...about({ "INV-00018": 238, "INV-00021": 238 }, [
      ["KID: 1230000178", 238, one, { items: asked("1230000178") }],
      ["+71<000000000040017+12345678", 238, one, { items: asked("000000000040017") }],
      ["OCR 4001 7", 238, one, { items: asked("40017") }],
      ["Viite 1 23000 01785", 238, one, { items: asked("12300001785") }],
      ["VIITENRO 00012300001785", 238, one, { items: asked("12300001785") }],
    ]),
  ]),
  ...kind("payers' words: southern and eastern Europe", [
    ...naming("F26-00041", [
      "PAGO FACTURA F26-00041",
      "Transf. fra. F26-00041 ref cliente 77",
      "PAGO FRA F26/00041 15-10",
    ]),
    ...naming("41/2026", [
      "SALDO FATTURA N. 41/2026",
      "SALDO FT 41/2026 DEL 15/10/2026",
      "Bonifico fatt. n.41/2026 del 15.10.26",
    ]),
    ...naming("FV/41/10/2026", ["FV/41/10/2026", "Zapłata za fakturę FV/41/10/2026", "faktura FV 41/10/2026"]),
    ...naming("2026000041", [
      "VS 2026000041 KS 0308",
      "/VS2026000041/SS/KS0308",
      "VS:2026000041 SS:0000000000 KS:0308",
    ]),
    ...naming("FT 2026/41", ["FT 2026/41", "Pag. FT2026/41", "pagamento fatura FT 2026/41"]),
  ]),
  ...kind("payers' words: Japanese and English", [
    ...naming("INV-2026-0041", [
      "請求書番号 INV-2026-0041",
      "振込 ｶ)ﾑｽﾀｰ INV-2026-0041 10月分",
      "ＩＮＶ－２０２６－００４１　お支払い",
      "Pmt INV-2026-0041 thx",
      "BACS INV-2026-0041 /BFX",
      "Bill payment inv# 2026-0041",
      "Inv.No.: INV-2026-0041 Dated: 15-Oct-2026 Amt: EUR 238.00",
      "INV-2026-0041 PO 4500012345 GRN 5000123456",
      "ONLINE TRANSFER REF INV20260041 FROM MUSTER 1234567890",
      "INV-2026-0041 (Oct maint.) cc 4711",
      "payment against your invoice no INV-2026-0041 for 2 pumps",
      "INV-2026-0041 - 3 x filter, 12 mm",
    ]),
  ]),
];
