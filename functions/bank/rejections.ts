import { createHash } from "node:crypto";
import { listRoute } from "../../shared/http/lists.ts";
import type { Route } from "../../shared/http/route.ts";
import { base32 } from "../../shared/ids.ts";
import type { Table } from "../../shared/table/table.ts";
import type { Rejection } from "./intake/index.ts";
import { BankRejection } from "./schema.ts";
import { bankRejection } from "./table.ts";

/** Rejections that are kept of one delivery; the bank is told of all of them. */
const KEPT_MAX = 200;

/** The id follows from what was refused and why: told again, it is the same row. */
const idOf = (connectionId: string, { code, detail, raw }: Rejection): string =>
  `brj_${base32(
    createHash("sha256")
      .update(JSON.stringify([connectionId, code, raw ?? detail]))
      .digest(),
  ).slice(0, 20)}`;

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
  const kept = rejected.filter(isForPeople).sort((a, b) => Number(isNews(b)) - Number(isNews(a)));
  const news = kept.filter(isNews).length;
  for (const [n, rejection] of kept.slice(0, KEPT_MAX).entries()) {
    const { code, detail, raw } = rejection;
    const base = { id: idOf(connectionId, rejection), version: 1, createdAt: now, updatedAt: now };
    await table.createOnce(bankRejection, {
      ...base,
      ...{ connectionId, code, detail, raw },
      ...(n === 0 && news > 0 && { inDelivery: news }),
    });
  }
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
