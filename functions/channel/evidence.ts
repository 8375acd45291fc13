import type { Caller } from "../../shared/http/route.ts";
import { type Likeness, likenessesOf, lookedUpKeys } from "../../shared/records/duplicates.ts";
import type { Compared } from "../../shared/search/duplicates.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import type { account } from "../accounts/table.ts";
import { duplicatesOf } from "../duplicates.ts";
import { opportunity } from "../opportunities/table.ts";
import { registrationPolicy } from "../partners/table.ts";
import type { Evidence } from "./schema.ts";
import {
  comparedRegistration,
  dealRegistration,
  HELD_BY,
  isHolding,
  isStanding,
  registrationPartition,
} from "./table.ts";

/** Records of one kind that are looked at; a name that more have tells nobody apart. */
const LOOKED_AT_MAX = 30;

type Row = RowOf<typeof dealRegistration>;
type Account = RowOf<typeof account>;

const why = (reasons: readonly Likeness[]): Pick<Evidence, "reasons" | "strong"> => ({
  reasons: [...new Set(reasons.map(({ kind }) => kind))],
  strong: reasons.some(({ strong }) => strong),
});

/** The registration that holds the same customer now, as the table itself says it. */
async function holders(call: Caller, row: Row): Promise<Row[]> {
  const ids = await Promise.all(
    Object.entries(HELD_BY).map(([field, of]) => {
      const value = of(row);
      return value ? call.table.idOfUnique(dealRegistration, field, value) : undefined;
    }),
  );
  const others = ids.filter((id): id is string => id !== undefined && id !== row.id);
  return [...(await call.table.getMany(dealRegistration, others, true)).values()];
}

/** Other registrations of the same customer that stand, and those that hold it. */
async function registrations(call: Caller, row: Row): Promise<Evidence[]> {
  const compared = comparedRegistration(row);
  const pages = await Promise.all(
    lookedUpKeys(compared).map((key) =>
      call.table.list(dealRegistration, {
        sources: [{ index: "parent", partitions: [registrationPartition(key)], entries: true }],
        limit: LOOKED_AT_MAX,
        examine: LOOKED_AT_MAX,
      }),
    ),
  );
  const found = [...pages.flatMap((page) => page.rows), ...(await holders(call, row))];
  const others = [...new Map(found.map((other) => [other.id, other])).values()];
  return others.flatMap((other): Evidence[] => {
    const reasons = likenessesOf(compared, comparedRegistration(other));
    if (other.id === row.id || !isStanding(other) || reasons.length === 0) return [];
    const { id, name: title, submittedAt, partnerId } = other;
    const since = submittedAt && { submittedAt };
    return [{ noun: "dealRegistration", id, title, ...why(reasons), ...since, holds: isHolding(other), partnerId }];
  });
}

/** The open sales to an account that are not the partner's own. */
async function sales(call: Caller, row: Row, { id }: Account, reasons: readonly Likeness[]): Promise<Evidence[]> {
  const { rows } = await call.table.list(opportunity, {
    sources: [sourceOf(opportunity, "account", { accountId: id })],
    range: { from: "opp#", to: "opp#\uffff" },
    descending: true,
    limit: LOOKED_AT_MAX,
    keep: ({ status, archived, partnerId }) => status === "open" && !archived && partnerId !== row.partnerId,
  });
  return rows.map((sale) => ({
    ...{ noun: "opportunity" as const, id: sale.id, title: sale.name, ...why(reasons) },
    ...(sale.partnerId && { partnerId: sale.partnerId }),
  }));
}

/** Open sales to the accounts that are like the customer, and those of them that are the tenant's own. */
async function customers(call: Caller, row: Row): Promise<Evidence[]> {
  const [{ protectedTiers }, like] = await Promise.all([
    registrationPolicy.held(call.table),
    duplicatesOf(call, comparedRegistration(row)),
  ]);
  const accounts = like.filter(({ noun }) => noun === "account");
  const found = await Promise.all(
    accounts.map(async ({ row: about, reasons }): Promise<Evidence[]> => {
      const of = about as Account;
      const isOwn = of.tier !== undefined && protectedTiers.includes(of.tier);
      const own = isOwn ? [{ noun: "account" as const, id: of.id, title: of.name, ...why(reasons) }] : [];
      return [...own, ...(await sales(call, row, of, reasons))];
    }),
  );
  return found.flat();
}

/** What speaks against a registration now, what is certain first. */
export async function evidenceOf(call: Caller, row: Row): Promise<Evidence[]> {
  const found = (await Promise.all([registrations(call, row), customers(call, row)])).flat();
  return found.toSorted((a, b) => Number(b.strong) - Number(a.strong) || (a.id < b.id ? -1 : 1));
}

/** The account that surely is the customer; none where there are several, or none. */
export async function accountOf(call: Caller, compared: Compared): Promise<string | undefined> {
  const like = await duplicatesOf(call, compared);
  const same = like.filter(({ noun, reasons }) => noun === "account" && reasons.some(({ strong }) => strong));
  return same.length === 1 ? same[0]?.row.id : undefined;
}
