import type * as z from "zod";
import { Fault, type InputError } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import type { Entity, RowOf } from "../../shared/table/entity.ts";
import { accountOwnership } from "../accounts/ownership.ts";
import { account } from "../accounts/table.ts";
import { partner } from "../partners/table.ts";
import { product } from "../products/table.ts";
import { ownership } from "../users/ownership.ts";
import { department, user } from "../users/table.ts";
import { type OrderRow, termErrors, totalOf } from "./rules.ts";
import type { OrderInput } from "./schema.ts";

type Terms = z.output<typeof OrderInput>;
type Named = { path: string; entity: Entity; id: string | undefined };

/** Everything that an order names, with its path. */
function namedBy(terms: Terms): Named[] {
  return [
    { path: "accountId", entity: account, id: terms.accountId },
    { path: "ownerId", entity: user, id: terms.ownerId },
    { path: "departmentId", entity: department, id: terms.departmentId },
    { path: "partnerId", entity: partner, id: terms.partnerId },
    ...(terms.memberIds ?? []).map((id, n) => ({ path: `memberIds.${n}`, entity: user, id })),
    ...terms.lines.map(({ productId: id }, n) => ({ path: `lines.${n}.productId`, entity: product, id })),
    ...(terms.credits ?? []).flatMap(({ userId, partnerId }, n) => [
      { path: `credits.${n}.userId`, entity: user, id: userId },
      { path: `credits.${n}.partnerId`, entity: partner, id: partnerId },
    ]),
  ];
}

/** The rows that are named, by id: one batched request a noun. */
async function namedRows(call: Caller, named: readonly Named[]): Promise<Map<string, RowOf<Entity>>> {
  const groups = Map.groupBy(named, (n) => n.entity);
  const found = await Promise.all(
    [...groups].map(([entity, group]) => call.table.getMany(entity, new Set(group.flatMap((n) => n.id ?? [])), true)),
  );
  return new Map(found.flatMap((rows) => [...rows]));
}

/**
 * What follows from an order's terms (`lines` with product types, total, owner and department), once they hold: sums,
 * shares, and everything named exists and may be seen by the caller. All errors are told together. `given` is what the
 * call itself brings: what it leaves alone is not judged anew.
 */
export async function checkedOrder(call: Caller, terms: Terms, given: Partial<Terms>): Promise<Partial<OrderRow>> {
  const isNew = given === terms;
  const named = namedBy(terms).filter((n) => n.id !== undefined && n.path.split(".")[0]! in given);
  const lines = namedBy({ ...terms, credits: [] }).filter((n) => n.entity === product);
  const rows = await namedRows(call, [...named, ...lines]);
  const unknown = named.flatMap(({ path, entity, id }): InputError[] => {
    const row = rows.get(id ?? "");
    if (row && call.access.sees(entity, row)) return [];
    return [{ path, code: "unknown_reference", message: `There is no ${entity.noun} ${id}.` }];
  });
  const errors = [...termErrors(terms), ...unknown];
  if (errors.length > 0) {
    const code = errors.length === unknown.length ? "unknown_reference" : "invalid";
    throw new Fault(code, errors.map((e) => e.message).join(" "), { errors });
  }
  const about = rows.get(terms.accountId) as RowOf<typeof account> | undefined;
  const owned = isNew && about ? await accountOwnership(call, about, given) : await ownership(call, terms, given);
  return {
    lines: terms.lines.map((line) => ({
      ...line,
      productType: (rows.get(line.productId) as RowOf<typeof product> | undefined)?.productType ?? "",
    })),
    totalMinor: totalOf(terms.lines),
    ...(owned as Pick<OrderRow, "ownerId" | "departmentId">),
  };
}
