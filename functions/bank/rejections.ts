import { hashedId } from "../../shared/hashed.ts";
import { listRoute } from "../../shared/http/lists.ts";
import type { Route } from "../../shared/http/route.ts";
import type { Table } from "../../shared/table/table.ts";
import { together } from "../../shared/together.ts";
import type { Rejection } from "./intake/index.ts";
import { BankRejection } from "./schema.ts";
import { bankRejection } from "./table.ts";

/** Rejections that are kept of one delivery; the bank is told of all of them. */
const KEPT_MAX = 200;
/** Rejections that are kept side by side: a call has half a minute for all of them. */
const KEPT_AT_ONCE = 20;

/** The id follows from what was refused and why: told again, it is the same row. */
const idOf = (connectionId: string, { code, detail, raw }: Rejection): string =>
  hashedId("brj", JSON.stringify([connectionId, code, raw ?? detail]));

/** What is not booked yet is told again when it is; it is nothing for people. */
const isForPeople = ({ code }: Rejection): boolean => code !== "not_booked";
/** Nobody need hear of money that is known already in another grouping. */
const isNews = ({ code }: Rejection): boolean => code !== "already_told";

/** Keeps what could not be stored, so that finance sees it and not the bank alone. */
export async function keepRejections(
  table: Table,
  connectionId: string,
  rejected: readonly Rejection[],
  now: string,
): Promise<void> {
  const people = new Map(rejected.filter(isForPeople).map((rejection) => [idOf(connectionId, rejection), rejection]));
  if (people.size === 0) return;
  const all = [...people].sort(([, a], [, b]) => Number(isNews(b)) - Number(isNews(a)));
  const head = all.slice(0, KEPT_MAX);
  const known = await table.getMany(
    bankRejection,
    head.map(([id]) => id),
    true,
  );
  const fresh = head.filter(([id]) => !known.has(id));
  const news = all.filter(([id, rejection]) => isNews(rejection) && !known.has(id)).length;
  const keep = ([id, { code, detail, raw }]: [string, Rejection], inDelivery?: number): Promise<boolean> => {
    const base = { id, version: 1, createdAt: now, updatedAt: now };
    return table.createOnce(bankRejection, { ...base, connectionId, code, detail, raw, inDelivery });
  };
  // The count stands on the first row that is really made: one that another delivery has just made brings no message.
  let next = 0;
  for (let told = false; !told && next < fresh.length && isNews(fresh[next]![1]); next++)
    told = await keep(fresh[next]!, news);
  await together(fresh.slice(next), KEPT_AT_ONCE, (rejection) => keep(rejection));
}

const list = listRoute({
  entity: bankRejection,
  path: "/v1/bank-rejections",
  permission: "bank.read",
  view: BankRejection,
  filters: ["connectionId", "code"],
  ranges: ["createdAt"],
});

export const rejectionRoutes: Route[] = [list];
