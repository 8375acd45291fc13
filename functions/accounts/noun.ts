import type * as z from "zod";
import { Fault } from "../../shared/fault.ts";
import { changed } from "../../shared/http/record.ts";
import type { Caller } from "../../shared/http/route.ts";
import { type Noun, noun } from "../../shared/records/noun.ts";
import { accountBearer, signalActions } from "../reconciliation/signals.ts";
import { REFERABLE } from "../referable.ts";
import { ownership } from "../users/ownership.ts";
import { department, user } from "../users/table.ts";
import { Account, AccountInput } from "./schema.ts";
import { account } from "./table.ts";

type Given = z.output<typeof AccountInput>;

/** Tries at telling a group's head, which others may be changing at the same time. */
const TRIES_MAX = 10;

/** The group's head learns that it has a group, before the first account names it: a mark too many does no harm. */
async function markParent(call: Caller, { parentId }: Pick<Given, "parentId">): Promise<void> {
  for (let tried = 1; parentId; tried++) {
    const parent = await call.table.get(account, parentId);
    if (parent.hasChildren) return;
    try {
      await call.table.replace(account, parent, changed(call, parent, { hasChildren: true }));
      return;
    } catch (error) {
      if (!(error instanceof Fault) || error.code !== "stale" || tried === TRIES_MAX) throw error;
    }
  }
}

/** A customer company, as everything that handles records by their declaration knows it. */
export const accountNoun: Noun = noun({
  entity: account,
  module: "accounts",
  path: "/v1/accounts",
  input: AccountInput,
  view: Account,
  filters: ["ownerId", "departmentId", "parentId", "registrationNo", "name"],
  references: { ownerId: user, departmentId: department, parentId: account },
  custom: REFERABLE,
  listed: true,
  search: ({ name, payerNames = [], registrationNo }) => [
    { field: "name", text: name, kind: "name" },
    ...payerNames.map((text) => ({ field: "payerNames", text, kind: "name" as const })),
    ...(registrationNo ? [{ field: "registrationNo", text: registrationNo, kind: "number" as const }] : []),
  ],
  prepare: async (call, input) => {
    await markParent(call as never, input);
    return ownership(call as never, input);
  },
  revise: async (call, before, patch: Partial<Given>) => {
    await markParent(call, patch);
    return ownership(call, before, patch);
  },
  alongside: (call, after, before) => signalActions(call.now, accountBearer(after), before && accountBearer(before)),
  example: { body: { name: "上海某某科技有限公司", payerNames: ["上海某某科技"] } },
  patchExample: { body: { payerNames: ["上海某某科技", "某某科技"] } },
});
