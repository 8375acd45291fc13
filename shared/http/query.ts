import type { Access } from "../auth/access.ts";
import { fieldsOf } from "../records/custom.ts";
import { comparableValue } from "../records/fields.ts";
import { isEmailField, phoneFieldsOf } from "../records/phones.ts";
import { checkUsable } from "../records/usable.ts";
import { customKey, valueAt } from "../records/values.ts";
import { samePhone } from "../search/phones.ts";
import type { AnyRow, Entity } from "../table/entity.ts";
import type { ListQuery } from "../table/list.ts";
import { type Cursors, cursorsOf } from "./cursor.ts";
import type { Ordered } from "./ordered.ts";
import { planKeys, planOrder } from "./plan.ts";
import { COMPARE, queryFault, readListQuery, type Value, type Wanted } from "./query-string.ts";
import type { ListDeclaration, ListQuestion } from "./route.ts";

const INSTANT = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;

/** Money is compared by its minor units, an instant by when it is, in whichever way it is written. */
function comparable(value: unknown): unknown {
  if (typeof value === "string") return INSTANT.test(value) ? Date.parse(value) : value;
  return typeof value === "object" && value !== null && "amountMinor" in value ? value.amountMinor : value;
}

/** What is asked of: telephone numbers and addresses of mail are compared as such. */
type Asked = { entity: Entity; phones: ReadonlySet<string> };

/**
 * A field that holds several values has each of them. A custom value is equal without regard to case and width, as its
 * marker and its place in the index are.
 */
function has(value: unknown, wanted: Value, field: string, { entity, phones }: Asked): boolean {
  if (phones.has(field)) return typeof value === "string" && samePhone(value, String(wanted));
  if (isEmailField(entity, field)) return comparableValue(value ?? "") === comparableValue(wanted);
  if (customKey(field) === undefined) return Array.isArray(value) ? value.includes(wanted) : value === wanted;
  const one = (v: unknown): boolean => {
    return v !== undefined && comparableValue(comparable(v)) === comparableValue(comparable(wanted));
  };
  return Array.isArray(value) ? value.some(one) : one(value);
}

function matches(row: AnyRow, wanted: Wanted, asked: Asked): boolean {
  const { archived = false, ...equal } = wanted.equal;
  if ((row.archived === true) !== archived) return false;
  for (const [field, value] of Object.entries(equal)) {
    if (!has(valueAt(row, field), value, field, asked)) return false;
  }
  return wanted.ranges.every(({ field, op, value }) => {
    const has = comparable(valueAt(row, field));
    return has !== undefined && COMPARE[op]?.(has as Value, comparable(value) as Value) === true;
  });
}

type Questions = { questions: (ListQuestion & { is: boolean })[]; rest: Record<string, string> };

/** The questions of a query string, and what else it asks. */
function questionsIn({ questions: known = {} }: ListDeclaration, query: Record<string, string>): Questions {
  const named = Object.keys(query).filter((name) => Object.hasOwn(known, name));
  const wrong = named.filter((name) => query[name] !== "true" && query[name] !== "false");
  if (wrong.length > 0) {
    throw queryFault(wrong.map((path) => ({ path, code: "invalid", message: `${path} must be true or false.` })));
  }
  const questions = named.map((name) => ({ ...(known[name] as ListQuestion), is: query[name] === "true" }));
  return { questions, rest: Object.fromEntries(Object.entries(query).filter(([name]) => !named.includes(name))) };
}

const cursorBinding = (list: ListDeclaration, access: Access, query: Record<string, string>): string => {
  const { cursor: _, limit: __, ...rest } = query;
  return JSON.stringify([
    list.entity.noun,
    access.tenant.id,
    access.fingerprint(list.entity),
    Object.entries(rest).sort(),
  ]);
};

/** `equal` and `ofItems` are the filters' values, on rows and on what rows hold. */
type Compiled = {
  /** Set where the order is one that the noun declares and no index has. */
  order?: Ordered;
  list: ListQuery<AnyRow>;
  equal: Record<string, Value>;
  ofItems: Record<string, Value>;
  seal: Cursors["sealed"];
};

/** Compiles a request's query to key queries within the caller's scope; `undefined` when nothing can be seen. */
export function compileList(
  list: ListDeclaration,
  access: Access,
  query: Record<string, string>,
  today = "",
): Compiled | undefined {
  const { entity } = list;
  const { questions, rest } = questionsIn(list, query);
  const wanted = readListQuery(list, fieldsOf(access.tenant, entity.noun), rest);
  checkUsable(
    access,
    entity.noun,
    questions.flatMap(({ of }) => [...of]),
  );
  checkUsable(access, entity.noun, [...Object.keys(wanted.equal), ...wanted.ranges.map((r) => r.field), wanted.sort]);
  const bound = cursorBinding(list, access, query);
  const cursors = cursorsOf(
    access.tenant.sealingKey,
    bound,
    "This cursor is not of this list; use the nextCursor of the same query.",
  );
  const after = cursors.opened(query.cursor);
  const keys = planKeys(entity, access, wanted) ?? planOrder(entity, access, wanted);
  if (!keys) {
    const message = `Sorting by ${wanted.sort} needs a filter that has this order.`;
    throw queryFault([{ path: "sort", code: "unknown_filter", message }]);
  }
  if (keys.sources.length === 0) return undefined;
  const asked = { entity, phones: new Set(phoneFieldsOf(entity, access.tenant)) };
  const { order, ...places } = { order: undefined, ...keys };
  return {
    ...(order && { order }),
    list: {
      ...places,
      descending: wanted.descending,
      limit: wanted.limit,
      after,
      keep: (row) =>
        matches(row, wanted, asked) &&
        questions.every(({ holds, is }) => holds(row, today) === is) &&
        access.sees(entity, row),
    },
    equal: wanted.equal,
    ofItems: wanted.ofItems,
    seal: cursors.sealed,
  };
}
