import { Fault, type InputError } from "../../shared/fault.ts";
import { issuesOf } from "../../shared/http/issues.ts";
import type { Noun } from "../../shared/records/noun.ts";
import type { AnyRow } from "../../shared/table/entity.ts";
import { damageOf } from "../../shared/table/readable.ts";
import type { Table } from "../../shared/table/table.ts";
import { checkTakesIn } from "../accounts/hierarchy.ts";
import { account } from "../accounts/table.ts";
import { accountBearer } from "../reconciliation/signals.ts";
import { fieldNames } from "./choice.ts";
import { absorbedFields } from "./rules.ts";

type Row = Record<string, unknown>;

/** What an account has besides: the names under which either has paid lead to it, and it is in no group of its own. */
function ofAccount(target: AnyRow, from: AnyRow, fields: Row): Row {
  const payerNames = [...((fields.payerNames as string[] | undefined) ?? [])];
  for (const name of [target.name, from.name] as string[]) {
    const known = accountBearer({ id: target.id, name: String(fields.name), payerNames }).keys;
    const isKnown = accountBearer({ id: from.id, name }).keys.every((key) => known.includes(key));
    if (!isKnown) payerNames.push(name);
  }
  const parents = [fields.parentId, from.parentId].filter((id) => id !== target.id && id !== from.id);
  return {
    ...fields,
    ...(payerNames.length > 0 && { payerNames }),
    parentId: parents.find((id) => id !== undefined),
    hasChildren: target.hasChildren ?? from.hasChildren,
  };
}

/** What a contact has besides: where the other one works stays known. */
function ofContact(target: AnyRow, from: AnyRow, fields: Row): Row {
  const employments = (fields.employments ?? []) as { accountId: string }[];
  const places = [target, from].map(({ accountId, role }) => ({
    accountId: String(accountId),
    ...(role ? { role } : {}),
  }));
  const others = places.filter(
    ({ accountId }) => accountId !== fields.accountId && !employments.some((known) => known.accountId === accountId),
  );
  return others.length > 0 ? { ...fields, employments: [...employments, ...others] } : fields;
}

const BESIDES: Record<string, typeof ofAccount> = { account: ofAccount, contact: ofContact };

/** The fields of the record that stays after another was taken in. */
export function absorbed(of: Noun, target: AnyRow, from: AnyRow, choice: Record<string, string> = {}): Row {
  const chosen = (field: string): boolean | undefined => {
    const id = choice[field];
    return id === from.id ? true : id === undefined ? undefined : false;
  };
  const fields = absorbedFields(target, from, fieldNames(of), chosen);
  return BESIDES[of.entity.noun]?.(target, from, fields) ?? fields;
}

/** Only a record that stands may take part, and what has become customers' own cannot be taken in. */
export function checkStands(of: Noun, row: AnyRow, isTarget: boolean): void {
  const { noun } = of.entity;
  if (row.mergedInto) throw new Fault("invalid_state", `The ${noun} ${row.id} was merged into ${row.mergedInto}.`);
  if (row.archived) throw new Fault("invalid_state", `The ${noun} ${row.id} is archived; restore it first.`);
  if (isTarget || row.status !== "converted") return;
  throw new Fault("invalid_state", `The ${noun} ${row.id} has been converted; let it be the one that stays.`);
}

/** Refuses what the record that stays could not carry to its end where it will stand. */
export const checkPlace = async (table: Table, of: Noun, merged: AnyRow, from: AnyRow): Promise<void> =>
  of.entity.noun === account.noun ? checkTakesIn(table, merged, from) : undefined;

/** Refuses what would hold more than a field takes: nothing is dropped silently. */
export function checkFits(of: Noun, merged: Row): void {
  const errors = fieldNames(of).flatMap((field): InputError[] => {
    const value = merged[field];
    if (!Array.isArray(value) || of.input.shape[field]?.safeParse(value).success) return [];
    const message = `Together they have ${value.length} ${field}, more than one record takes; choose one by fields.`;
    return [{ path: `fields.${field}`, code: "too_many", message }];
  });
  if (errors.length > 0) throw new Fault("conflict", errors.map((e) => e.message).join(" "), { errors });
  const damage = damageOf(of.entity, merged);
  if (!damage) return;
  const wrong = issuesOf(damage, "fields");
  const detail = `Together they would be no ${of.entity.noun} that can be read: ${wrong.map((e) => e.message).join(" ")}`;
  throw new Fault("conflict", detail, { errors: wrong });
}
