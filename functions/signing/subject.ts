import type { Call, Caller } from "../../shared/http/route.ts";
import { sha256 } from "../../shared/http/seal.ts";
import { type NounAction, transition } from "../../shared/records/transition.ts";
import type { Change } from "../../shared/records/write.ts";
import type { AnyRow, RowOf } from "../../shared/table/entity.ts";
import { order } from "../orders/table.ts";
import { quote } from "../quotes/table.ts";
import type { EnvelopeRow } from "./rules.ts";

export type Subject = RowOf<typeof quote> | RowOf<typeof order>;

/** What of a quote or an order its customer signs: a signature counts for these terms and for no others. */
const TERMS = [
  ...["accountId", "currency", "lines", "instalments", "totalMinor", "contractNo", "kind", "orderKind", "baseOrderId"],
  ...[
    "startsOn",
    "endsOn",
    "freeMonths",
    "autoRenewMonths",
    "noticeDays",
    "discountBasisPoints",
    "validUntil",
    "revision",
  ],
];

/** A value with the fields of its objects in one order, whichever the database gives them in. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (value === null || typeof value !== "object") return value;
  const fields = Object.entries(value).filter(([, of]) => of !== undefined);
  return fields.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, of]) => [name, ordered(of)]);
}

/** SHA-256 of the terms of a record; what is left out of it and what is empty are the same. */
export const termsHashOf = (row: AnyRow): string =>
  sha256(JSON.stringify(TERMS.map((name) => [name, ordered(row[name] ?? null)])));

/** The state in which a record can be signed. */
const SIGNED_IN = { quote: "approved", order: "draft" } as const;

type Kind = keyof typeof SIGNED_IN;
export const kindOf = ({ quoteId }: Pick<EnvelopeRow, "quoteId">): Kind => (quoteId ? "quote" : "order");

/** The quote or order of an envelope, as it is now. */
export const subjectOf = async ({ table }: Pick<Caller, "table">, { quoteId, orderId = "" }: EnvelopeRow) =>
  (quoteId ? await table.find(quote, quoteId) : await table.find(order, orderId)) as Subject | undefined;

/** True where a record can be signed: in that state, at work, and held back by no approval. */
export const isSignable = (kind: Kind, row: Subject): boolean =>
  row.status === SIGNED_IN[kind] && !row.archived && !row.approvalId;

/** True where a record still says what was sent to be signed, and can be. */
export const stands = (envelope: EnvelopeRow, row: Subject | undefined): row is Subject =>
  row !== undefined && isSignable(kindOf(envelope), row) && termsHashOf(row) === envelope.termsHash;

/** What a signature makes of a record: an accepted quote with its order, a signed order with its receivables. */
export async function signedChange(call: Caller, envelope: EnvelopeRow, row: Subject): Promise<Change> {
  const body = envelope.quoteId ? {} : undefined;
  const [noun, spec] = await (envelope.quoteId ? quoteWay() : orderWay());
  const { change } = await transition({ ...call, body } as Call<unknown>, noun, spec as NounAction, row as AnyRow);
  return change;
}

async function quoteWay() {
  const [{ quoteNoun }, { accept }] = await Promise.all([import("../quotes/noun.ts"), import("../quotes/actions.ts")]);
  return [quoteNoun, accept] as const;
}

async function orderWay() {
  const [{ orderNoun }, { sign }] = await Promise.all([import("../orders/noun.ts"), import("../orders/actions.ts")]);
  return [orderNoun, sign] as const;
}
