import type { Caller } from "../../shared/http/route.ts";
import type { AnyRow } from "../../shared/table/entity.ts";
import { contactNoun } from "../contacts/noun.ts";
import type { Definition } from "./definition.ts";
import { recordsOf } from "./facts.ts";

export const PREFIXES = { contact: "con_", lead: "led_" } as const;

/** Whom to choose among the people of an account: those who decide before others, those who can be written to before the rest. */
const RANKS: readonly unknown[] = ["decider", "champion", "influencer", "user"];

function rankOf(row: AnyRow): [number, number, string] {
  const at = RANKS.indexOf(row.decisionRole);
  return [row.email ? 0 : 1, at < 0 ? RANKS.length : at, `${row.createdAt} ${row.id}`];
}

function firstOf(rows: readonly AnyRow[]): AnyRow | undefined {
  const ranked = rows.map((row) => ({ row, rank: rankOf(row) }));
  ranked.sort((a, b) => {
    const at = a.rank.findIndex((part, n) => part !== b.rank[n]);
    return at < 0 ? 0 : (a.rank[at] as string) < (b.rank[at] as string) ? -1 : 1;
  });
  return ranked[0]?.row;
}

/** The person that a record is about: itself, one whom it names, or for contacts the first of its account. */
export async function personOf(
  call: Caller,
  of: Definition["of"],
  record: { noun: string; row: AnyRow },
): Promise<string | undefined> {
  const { noun, row } = record;
  if (noun === of) return row.id;
  const named = [of === "contact" ? row.contactId : row.leadId, row.personId, row.relatedIds].flat();
  const one = named.find((id) => typeof id === "string" && id.startsWith(PREFIXES[of]));
  if (one !== undefined || of === "lead") return one as string | undefined;
  const accountId = noun === "account" ? row.id : [row.accountId, row.accountIds].flat()[0];
  if (typeof accountId !== "string") return undefined;
  return firstOf(await Array.fromAsync(recordsOf(call, contactNoun, accountId)))?.id;
}
