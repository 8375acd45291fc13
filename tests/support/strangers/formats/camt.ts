import type { Sent } from "./mt940.ts";

type Wrapped = { version?: number; head?: string; before?: string; after?: string; prefix?: string };

/** A statement with these entries as one bank or another wraps it. */
function document(
  entries: string,
  { version = 2, head = "", before = "", after = "", prefix = "" }: Wrapped = {},
): string {
  const space = `urn:iso:std:iso:20022:tech:xsd:camt.053.001.${String(version).padStart(2, "0")}`;
  const inner = `<Document xmlns="${space}"><BkToCstmrStmt><GrpHdr><MsgId>M</MsgId><CreDtTm>2026-11-20T23:30:00</CreDtTm></GrpHdr><Stmt><Id>S1</Id><CreDtTm>2026-11-20T23:30:00</CreDtTm><Acct><Id><IBAN>DE89370400440532013000</IBAN></Id><Ccy>EUR</Ccy></Acct>${entries}</Stmt></BkToCstmrStmt></Document>`;
  const named =
    prefix === "" ? inner : inner.replace("xmlns=", `xmlns:${prefix}=`).replace(/<(\/?)(?=[A-Z])/g, `<$1${prefix}:`);
  return `${head}${before}${named}${after}`;
}
const entry = (inner: string, { amount = "30.00", side = "CRDT", status = "<Sts>BOOK</Sts>" } = {}): string =>
  `<Ntry><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>${side}</CdtDbtInd>${status}<BookgDt><Dt>2026-11-20</Dt></BookgDt>${inner}</Ntry>`;
const details = (inner: string): string => `<NtryDtls><TxDtls>${inner}</TxDtls></NtryDtls>`;
const text = (words: string): string => `<RmtInf><Ustrd>${words}</Ustrd></RmtInf>`;
const plain = entry(details(text("RE-1")));
const one = [{ amount: 30, says: "RE-1" }];

export const camt: Sent[] = [
  [
    "the header of business applications before it",
    document(plain, {
      version: 8,
      before: `<Msg><AppHdr xmlns="urn:iso:std:iso:20022:tech:xsd:head.001.001.02"><BizMsgIdr>B</BizMsgIdr></AppHdr>`,
      after: "</Msg>",
    }),
    one,
  ],
  [
    "an envelope of a network",
    document(plain, {
      before: `<saa:DataPDU xmlns:saa="urn:swift:saa:xsd:saa.2.0"><saa:Body>`,
      after: "</saa:Body></saa:DataPDU>",
    }),
    one,
  ],
  ["a prefix before every name", document(plain, { prefix: "n0" }), one],
  [
    "a comment and a declaration",
    document(plain, { head: '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><!-- made by a bank -->' }),
    one,
  ],
  ["the newest version", document(plain.replace("<Sts>BOOK</Sts>", "<Sts><Cd>BOOK</Cd></Sts>"), { version: 13 }), one],
  [
    "the words of the entry alone",
    document(entry("<AddtlNtryInf>Transfer from Muster INV-2026-0041</AddtlNtryInf>")),
    [{ amount: 30 }],
  ],
  [
    "the words of the entry beside one detail",
    document(
      entry(
        `${details("<RltdPties><Dbtr><Nm>Muster</Nm></Dbtr></RltdPties>")}<AddtlNtryInf>INV-2026-0041</AddtlNtryInf>`,
      ),
    ),
    [{ amount: 30, payer: "Muster" }],
  ],
  [
    "a text in pieces",
    document(entry(details("<RmtInf><Ustrd>RE-1, RE-2, RE</Ustrd><Ustrd>-3</Ustrd></RmtInf>"))),
    [{ amount: 30, says: "RE-1, RE-2" }],
  ],
  [
    "signs written as entities",
    document(
      entry(
        details(`<RltdPties><Dbtr><Nm>M&#252;ller &amp; S&#xF6;hne</Nm></Dbtr></RltdPties>${text("RE-1 &lt;Okt&gt;")}`),
      ),
    ),
    [{ amount: 30, payer: "Müller & Söhne" }],
  ],
  [
    "two payments of one booking",
    document(
      entry(
        `<NtryDtls><TxDtls><AmtDtls><TxAmt><Amt Ccy="EUR">10.00</Amt></TxAmt></AmtDtls>${text("RE-1")}</TxDtls><TxDtls><AmtDtls><TxAmt><Amt Ccy="EUR">20.00</Amt></TxAmt></AmtDtls>${text("RE-2")}</TxDtls></NtryDtls>`,
      ),
    ),
    [
      { amount: 10, says: "RE-1" },
      { amount: 20, says: "RE-2" },
    ],
  ],
  [
    "payments that do not add up to their booking",
    document(
      entry(
        `<NtryDtls><TxDtls><AmtDtls><TxAmt><Amt Ccy="EUR">10.00</Amt></TxAmt></AmtDtls></TxDtls><TxDtls><AmtDtls><TxAmt><Amt Ccy="EUR">25.00</Amt></TxAmt></AmtDtls></TxDtls></NtryDtls>`,
      ),
    ),
    [{ amount: 30 }],
  ],
  ["an entry that is pending", document(plain + entry(details(text("RE-2")), { status: "<Sts>PDNG</Sts>" })), one],
  [
    "a payment that came back",
    document(
      entry(details("<Refs><EndToEndId>E-77</EndToEndId></Refs><RtrInf><Rsn><Cd>MS03</Cd></Rsn></RtrInf>"), {
        side: "DBIT",
      }),
    ),
    [{ amount: 30, out: true, endToEndId: "E-77" }],
  ],
  [
    "an end-to-end id that is none",
    document(entry(details(`<Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs>${text("RE-1")}`))),
    one,
  ],
  [
    "an amount paid in another currency",
    document(
      entry(
        details(
          `<AmtDtls><InstdAmt><Amt Ccy="USD">33.00</Amt></InstdAmt><TxAmt><Amt Ccy="EUR">30.00</Amt></TxAmt></AmtDtls>${text("RE-1")}`,
        ),
      ),
    ),
    one,
  ],
  [
    "a creditor's reference",
    document(entry(details("<RmtInf><Strd><CdtrRefInf><Ref>RF18539007547034</Ref></CdtrRefInf></Strd></RmtInf>"))),
    [{ amount: 30 }],
  ],
  [
    "a detail in each of two groups",
    document(
      entry(
        ["10.00", "20.00"]
          .map((amount, n) =>
            details(`<AmtDtls><TxAmt><Amt Ccy="EUR">${amount}</Amt></TxAmt></AmtDtls>${text(`RE-${n + 1}`)}`),
          )
          .join(""),
      ),
    ),
    [
      { amount: 10, says: "RE-1" },
      { amount: 20, says: "RE-2" },
    ],
  ],
  [
    "a payment and a return in one booking",
    document(
      entry(
        `<NtryDtls><TxDtls><Amt Ccy="EUR">40.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>${text("RE-1")}</TxDtls><TxDtls><Amt Ccy="EUR">10.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf></TxDtls></NtryDtls>`,
      ),
    ),
    [
      { amount: 40, out: false, says: "RE-1" },
      { amount: 10, out: true },
    ],
  ],
  [
    "a text that is marked as it is",
    document(entry(details("<RmtInf><Ustrd><![CDATA[RE-1 & Co]]></Ustrd></RmtInf>"))),
    [{ amount: 30, says: "RE-1 & Co" }],
  ],
  [
    "the envelope of a web service",
    document(plain, {
      before: `<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body>`,
      after: "</soapenv:Body></soapenv:Envelope>",
    }),
    one,
  ],
  ["a byte order mark and an empty line before it", document(plain, { head: "\ufeff\r\n" }), one],
  [
    "a day of value alone",
    document(plain.replace("<BookgDt><Dt>2026-11-20</Dt></BookgDt>", "<ValDt><Dt>2026-11-21</Dt></ValDt>")),
    [{ amount: 30, says: "RE-1", on: "2026-11-21" }],
  ],
  [
    "a whole batch without its details",
    document(entry(`<NtryDtls><Btch><NbOfTxs>2</NbOfTxs><TtlAmt Ccy="EUR">30.00</TtlAmt></Btch></NtryDtls>`)),
    [{ amount: 30 }],
  ],
  ["no entry at all", document(""), []],
];
