import { createHmac } from "node:crypto";
import { decimalAmount } from "../../../shared/money.ts";
import { BOOKINGS, type Delivery, type Notice } from "./day.ts";

/** Where a bank delivers, and the secret that it signs with. */
export type Feed = { url: string; secret: string; now(): Date };

/** What a delivery is answered with. */
export type Receipt = { received: number; duplicates: number; rejected: { index: number; detail: string }[] };

/** `v1,<base64>` over `id.seconds.body`, after the Standard Webhooks specification. */
export function signatureOf(secret: string, id: string, seconds: number, body: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  return `v1,${createHmac("sha256", key).update(`${id}.${seconds}.${body}`).digest("base64")}`;
}

/** Signs a body and delivers it. */
export async function deliver(feed: Feed, id: string, contentType: string, body: string): Promise<Receipt> {
  const seconds = Math.floor(feed.now().getTime() / 1_000);
  const headers = {
    "content-type": contentType,
    "webhook-id": id,
    "webhook-timestamp": String(seconds),
    "webhook-signature": signatureOf(feed.secret, id, seconds, body),
  };
  const response = await fetch(feed.url, { method: "POST", headers, body });
  if (response.status !== 202) throw new Error(`The webhook answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as Receipt;
}

const minor = (yuan: number): number => Math.round(yuan * 100);

/** Our numbers carry the year of the demo's first day. */
const named = (text: string, year: string): string =>
  text.replaceAll("{HT}", `HT-${year}`).replaceAll("{INV}", `INV-${year}`);

/** The bank's reference of a booking: the day and its place in it. */
export function bankReferenceOf(notice: Notice, bookedOn: string): string | undefined {
  if (notice.isNameless) return undefined;
  return `${bookedOn.replaceAll("-", "")}${String(BOOKINGS.indexOf(notice) + 1).padStart(4, "0")}`;
}

function canonical(notice: Notice, bookedOn: string, year: string): object {
  const original = BOOKINGS.find((other) => other.shows === notice.takesBack);
  return {
    bankReference: bankReferenceOf(notice, bookedOn),
    bookedOn,
    direction: notice.isDebit ? "debit" : "credit",
    amountMinor: minor(notice.amount),
    currency: "CNY",
    virtualAccountNo: notice.virtualAccountNo,
    payer: notice.payer && { name: notice.payer },
    remittance: notice.text && named(notice.text, year),
    references: notice.references?.map((reference) => named(reference, year)),
    remittanceLines: notice.lines?.map(({ number, amount, deducted, code, reason }) => ({
      ...{ reference: named(number, year), amountMinor: minor(amount) },
      deduction: deducted && { code, text: reason, amountMinor: minor(deducted) },
    })),
    reversalOf: original && bankReferenceOf(original, bookedOn),
  };
}

const escaped = (text: string): string => text.replace(/[&<>]/g, (c) => `&#${c.charCodeAt(0)};`);
const leaf = (name: string, text: string | undefined): string => (text ? `<${name}>${escaped(text)}</${name}>` : "");
const tag = (name: string, ...inner: string[]): string =>
  inner.join("") === "" ? "" : `<${name}>${inner.join("")}</${name}>`;
const money = (yuan: number): string => `<Amt Ccy="CNY">${decimalAmount(minor(yuan), "CNY")}</Amt>`;

function entry(notice: Notice, bookedOn: string, year: string): string {
  const party = notice.isDebit ? "Cdtr" : "Dbtr";
  const charges = notice.charges
    ? tag("Chrgs", tag("Rcrd", money(notice.charges), "<CdtDbtInd>DBIT</CdtDbtInd><ChrgInclInd>true</ChrgInclInd>"))
    : "";
  const details = tag(
    "TxDtls",
    charges,
    tag(
      "RltdPties",
      tag(party, tag("Pty", leaf("Nm", notice.payer))),
      tag("CdtrAcct", tag("Id", tag("Othr", leaf("Id", notice.virtualAccountNo)))),
    ),
    tag("RmtInf", leaf("Ustrd", notice.text && named(notice.text, year))),
  );
  return tag(
    "Ntry",
    money(notice.amount),
    leaf("CdtDbtInd", notice.isDebit ? "DBIT" : "CRDT"),
    "<Sts><Cd>BOOK</Cd></Sts>",
    tag("BookgDt", leaf("Dt", bookedOn)),
    leaf("AcctSvcrRef", bankReferenceOf(notice, bookedOn)),
    tag("NtryDtls", details),
  );
}

/** The bookings as an ISO 20022 notification to the account owner. */
function camt054(id: string, accountNo: string, entries: string[], bookedOn: string): string {
  const account = tag("Acct", tag("Id", tag("Othr", leaf("Id", accountNo))));
  const at = leaf("CreDtTm", `${bookedOn}T17:45:00`);
  const notification = tag("Ntfctn", leaf("Id", id), at, account, ...entries);
  const head = tag("GrpHdr", leaf("MsgId", id), at);
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08">' +
    `${tag("BkToCstmrDbtCdtNtfctn", head, notification)}</Document>`
  );
}

/** A delivery of the day as it goes over the wire. */
export function bodyOf(delivery: Delivery, accountNo: string, bookedOn: string): { contentType: string; body: string } {
  const year = bookedOn.slice(0, 4);
  if (delivery.format === "json") {
    const transactions = delivery.notices.map((notice) => canonical(notice, bookedOn, year));
    return { contentType: "application/json", body: JSON.stringify({ transactions }) };
  }
  const entries = delivery.notices.map((notice) => entry(notice, bookedOn, year));
  const id = `N${bookedOn.replaceAll("-", "")}`;
  return { contentType: "application/xml", body: camt054(id, accountNo, entries, bookedOn) };
}
