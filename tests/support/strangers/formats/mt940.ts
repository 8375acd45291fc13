/** What of a line is known for certain; a text must stand in the field. */
export type Known = {
  amount: number;
  out?: boolean;
  on?: string;
  currency?: string;
  payer?: string;
  account?: string;
  says?: string;
  endToEndId?: string;
  bankReference?: string;
  reversal?: boolean;
};
/** What a bank sent, in words; its text; its lines. */
export type Sent = [what: string, text: string, lines: Known[]];

/** Lines between the balances of a statement in this currency. */
const statement = (lines: string, currency = "EUR", end = "\r\n"): string =>
  [
    ":20:STMT2611",
    ":25:DE89370400440532013000",
    ":28C:00231/001",
    `:60F:C261119${currency}1000,00`,
    lines,
    `:62F:C261120${currency}1500,00`,
    "-",
  ]
    .join("\n")
    .replaceAll("\n", end);

const enveloped = (text: string): string =>
  `{1:F01BANKDEFFAXXX0000000000}{2:O9400000261120BANKDEFFAXXX00000000002611200000N}{4:\r\n${text}}`;

/** One transfer of 30.00 with this text of the bank. */
const told = (details: string, first = ":61:2611201120C30,00NTRFNONREF"): string =>
  statement(`${first}\n:86:${details}`);

export const mt940: Sent[] = [
  [
    "a line break in the amount's line",
    statement(":61:2611201120CR\n30,00N062NONREF\n:86:166?00GUTSCHR?20SVWZ+RE-1?32MUSTER"),
    [{ amount: 30, says: "RE-1", payer: "MUSTER" }],
  ],
  [
    "a line break in a tag",
    statement(":61:2611201120C30,00N062NONREF\n:\n86:166?00GUTSCHR?20SVWZ+RE-1?32MUSTER"),
    [{ amount: 30, says: "RE-1", payer: "MUSTER" }],
  ],
  [
    "a Dutch bank's code words",
    told(
      "/EREF/E-77//CNTP/NL91ABNA0417164300/ABNANL2A/MUSTER BV///REMI/USTD//INV-2026-0041/",
      ":61:2611201120C30,00NTRFEREF//00000000001005",
    ),
    [{ amount: 30, says: "INV-2026-0041", payer: "MUSTER BV", endToEndId: "E-77", account: "NL91ABNA0417164300" }],
  ],
  [
    "another Dutch bank's code words, over lines",
    told(
      "/TRTP/SEPA OVERBOEKING/IBAN/NL91ABNA0417164300/BIC/ABNANL2A\n/NAME/MUSTER MACHINES BV/REMI/FACTUUR INV-2026-0041 EN INV-2026\n-0042/EREF/NOTPROVIDED",
    ),
    [{ amount: 30, says: "INV-2026-0042", payer: "MUSTER MACHINES BV", account: "NL91ABNA0417164300" }],
  ],
  [
    "code words with an ordering party",
    told("/EREF/E-9/ORDP//NAME/MUSTER NV/REMI/Factuur 4100041/ISDT/2026-11-20"),
    [{ amount: 30, says: "4100041", payer: "MUSTER NV", endToEndId: "E-9" }],
  ],
  ["an amount below one", statement(":61:2611201120C0,5NTRFNONREF\n:86:RE-1"), [{ amount: 0.5, says: "RE-1" }]],
  ["an amount without decimals", statement(":61:2611201120C1200,NTRFNONREF\n:86:RE-1"), [{ amount: 1200 }]],
  [
    "a currency without decimals",
    statement(":61:2611201120C120000,NTRFNONREF\n:86:RE-1", "JPY"),
    [{ amount: 120_000, currency: "JPY" }],
  ],
  [
    "a booking after the turn of the year",
    statement(":61:2612310101C30,00NTRFNONREF\n:86:RE-1"),
    [{ amount: 30, on: "2027-01-01" }],
  ],
  [
    "a value day after the turn of the year",
    statement(":61:2701011231C30,00NTRFNONREF\n:86:RE-1"),
    [{ amount: 30, on: "2026-12-31" }],
  ],
  ["no day of booking", statement(":61:261120C30,00NTRFNONREF\n:86:RE-1"), [{ amount: 30, on: "2026-11-20" }]],
  [
    "a credit taken back",
    statement(":61:2611201120RC30,00NTRFNONREF//R-2\n:86:STORNO RE-1"),
    [{ amount: 30, out: true, reversal: true, bankReference: "R-2" }],
  ],
  [
    "a debit taken back",
    statement(":61:2611201120RD30,00NTRFNONREF//R-3\n:86:STORNO"),
    [{ amount: 30, out: false, reversal: true }],
  ],
  ["no details at all", statement(":61:2611201120C30,00NTRFRE-2026-0041//B-1"), [{ amount: 30, bankReference: "B-1" }]],
  [
    "the payer's reference in the first line",
    statement(":61:2611201120C30,00NTRFRE-2026-0041//B-1\nMUSTER MASCHINEN\n:86:GUTSCHRIFT"),
    [{ amount: 30, bankReference: "B-1" }],
  ],
  [
    "two lines and a page between them",
    `${statement(":61:2611201120C30,00NTRFNONREF\n:86:RE-1").replace(":62F:", ":62M:").replace("00231/001", "231/1")}\r\n${statement(
      ":61:2611201120C40,00NTRFNONREF\n:86:RE-2",
    )
      .replace(":60F:", ":60M:")
      .replace("00231/001", "231/2")}`,
    [
      { amount: 30, says: "RE-1" },
      { amount: 40, says: "RE-2" },
    ],
  ],
  ["the envelope of the network", enveloped(told("166?20SVWZ+RE-1?32MUSTER")), [{ amount: 30, says: "RE-1" }]],
  ["line ends of other systems", statement(":61:2611201120C30,00NTRFNONREF\n:86:RE-1", "EUR", "\n"), [{ amount: 30 }]],
  ["a byte order mark", `\ufeff${told("RE-1")}`, [{ amount: 30, says: "RE-1" }]],
  [
    "tildes as marks",
    told("166~00PRZELEW~20FV/41/10/2026~32MUSTER SP ZOO"),
    [{ amount: 30, says: "FV/41/10/2026", payer: "MUSTER" }],
  ],
  ["plus signs as marks", told("166+00UEBERW+20RE-2026-0041+32MUSTER"), [{ amount: 30, says: "RE-2026-0041" }]],
  [
    "a text over the parts from 20 to 29 and from 60",
    told(
      "166?00GUTSCHR?20RE-1, RE-2, RE-3, RE-4, RE-?215, RE-6?60RE-7?32MUSTER MASCHINEN?33GMBH?31DE02120300000000202051?30BYLADEM1001",
    ),
    [{ amount: 30, says: "RE-5", account: "DE02120300000000202051" }],
  ],
  [
    "SEPA tags that are cut between two parts",
    told("166?20EREF+RE-2026-0041-X KREF+2?210261120 SVWZ+RE-2026-0041 DAN?22KE ABWA+HOLDING?32TREASURY"),
    [{ amount: 30, says: "RE-2026-0041 DANKE", payer: "TREASURY", endToEndId: "RE-2026-0041-X" }],
  ],
  [
    "colons in a text that are no tag",
    told("ZAHLUNG RE:RE-1\nNR:4711 DATUM:20.11.2026"),
    [{ amount: 30, says: "4711" }],
  ],
  [
    "blanks behind the lines",
    statement(":61:2611201120C30,00NTRFNONREF   \n:86:RE-1   "),
    [{ amount: 30, says: "RE-1" }],
  ],
  [
    "several lines, the last without details",
    statement(
      ":61:2611201120C30,00NTRFNONREF//1\n:86:RE-1\n:61:2611201120D5,00NCHGNONREF//2\n:86:GEBUEHR\n:61:2611201120C7,00NTRFNONREF//3",
    ),
    [{ amount: 30 }, { amount: 5, out: true }, { amount: 7, bankReference: "3" }],
  ],
  [
    "a third letter of the currency",
    statement(":61:2611201120CR30,00NTRFNONREF\n:86:RE-1"),
    [{ amount: 30, out: false }],
  ],
  [
    "a dash alone within a text",
    statement(":61:2611201120C5,00NTRFNONREF\n:86:RE-1\n-\nRE-2\n:61:2611201120C6,00NTRFNONREF\n:86:RE-9"),
    [
      { amount: 5, says: "RE-1 - RE-2" },
      { amount: 6, says: "RE-9" },
    ],
  ],
  [
    "a statement behind another without a reference of its own",
    `${told("RE-1")}\r\n:25:DE89370400440532013000\r\n:60F:C261120EUR0,00\r\n:61:2611201120C6,00NTRFNONREF\r\n:86:RE-9`,
    [{ amount: 30 }, { amount: 6, says: "RE-9" }],
  ],
  [
    "parts without the code before them",
    told("?20GUTSCHRIFT QR?2121 00000 00003 13947 14300 09017?32MUSTER"),
    [{ amount: 30, says: "21 00000 00003 13947 14300 09017", payer: "MUSTER" }],
  ],
  [
    "an intraday report",
    [
      ":20:REP1",
      ":25:DE89370400440532013000",
      ":28C:231/1",
      ":34F:EURD0,",
      ":34F:EURC0,",
      ":13D:2611201230+0100",
      ":61:2611201120C30,00NTRFNONREF//I-1",
      ":86:166?20SVWZ+RE-1?32MUSTER",
      ":90D:0EUR0,",
      ":90C:1EUR30,",
      "-",
    ].join("\r\n"),
    [{ amount: 30, says: "RE-1", bankReference: "I-1" }],
  ],
  [
    "an instruction id longer than its field",
    statement(":61:2611201120C30,00NMSCUPI-100000000001234567\n:86:UPI/INV-2026-0041"),
    [{ amount: 30, says: "INV-2026-0041" }],
  ],
  [
    "details in two fields, and the name in a third",
    statement(":61:2611201120C30,00NTRFNONREF\n:86:RE-1\n:86:RE-2\n:NS:22MUSTER GMBH"),
    [{ amount: 30, says: "RE-1 RE-2 MUSTER GMBH" }],
  ],
  [
    "an entry behind one whose details stand in two fields",
    statement(":61:2611201120C30,00NTRFNONREF\n:86:RE-1\n:86:RE-2\n:61:2611201120C40,00NTRFNONREF\n:86:RE-3"),
    [
      { amount: 30, says: "RE-1 RE-2" },
      { amount: 40, says: "RE-3" },
    ],
  ],
  [
    "the account below the amount",
    statement(
      ":61:261120C000000000030,00N541NONREF\nNL91ABNA0417164300\n:86:/ORDP//NAME/MUSTER BV/REMI/Factuur 4100041",
    ),
    [{ amount: 30, says: "4100041", payer: "MUSTER BV", account: "NL91ABNA0417164300" }],
  ],
  [
    "an ordering party without a word for its name",
    told("/OCMT/EUR30,00/ORDP/MUSTER NV/REMI/+++090/9337/55493+++"),
    [{ amount: 30, payer: "MUSTER NV", says: "090/9337/55493" }],
  ],
  [
    "a French bank's code words",
    told("/NPY/MUSTER SA/RCN/FA-2026-0041/LIB/VIR SEPA RECU/EREF/E-7"),
    [{ amount: 30, payer: "MUSTER SA", says: "FA-2026-0041", endToEndId: "E-7" }],
  ],
  [
    "a Polish bank's parts",
    told("073<00PRZELEW<20faktura FV/41/10/2026<32MUSTER SP ZOO<38PL61109010140000071219812874"),
    [{ amount: 30, payer: "MUSTER", says: "FV/41/10/2026", account: "PL61109010140000071219812874" }],
  ],
  [
    "a Czech bank's symbols",
    told("PLATBA/VS:2026000041/KS:0308/SS:0/PROTIUCET:19-2000145399/0800 MUSTER SRO"),
    [{ amount: 30, says: "VS:2026000041" }],
  ],
  [
    "a Norwegian bank's KID",
    told("KID 12300001785 ARKIVREF 1234567890 MUSTER AS"),
    [{ amount: 30, says: "KID 12300001785" }],
  ],
  [
    "a Turkish bank's words",
    statement(":61:2611201120C30,00NTRFNONREF\n:86:GELEN EFT-MUSTER LTD STI-FATURA NO 4100041", "TRY"),
    [{ amount: 30, currency: "TRY", says: "4100041" }],
  ],
  [
    "an Indian bank's details",
    told("NEFT CR-HDFC0000001-MUSTER PVT LTD-INV-2026-0041-N326261234567"),
    [{ amount: 30, says: "INV-2026-0041" }],
  ],
];
