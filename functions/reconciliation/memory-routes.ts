import * as z from "zod";
import { cursorsOf } from "../../shared/http/cursor.ts";
import { pageOf } from "../../shared/http/lists.ts";
import { checkReferences } from "../../shared/http/record.ts";
import type { Call, Caller } from "../../shared/http/route.ts";
import { type Route, route } from "../../shared/http/route.ts";
import { idOf, instant, text } from "../../shared/schema.ts";
import { nextVersion } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { account } from "../accounts/table.ts";
import type { SignalRow } from "./signals.ts";

/** How payers' references are read is loaded by the first call. */
const remembering = () => Promise.all([import("./signals.ts"), import("./memory.ts")]);

const PATH = "/v1/payer-memory";
const ITEMS_DEFAULT = 50;
const KEY_CHARS_MAX = 300;

/** One thing that claims have taught: who writes this as payer pays for this account. */
const Remembered = z.object({
  /** `payer:` and an account number, or `name:` and a name, each as it is compared. */
  key: z.string(),
  kind: z.enum(["accountNo", "name"]),
  value: z.string(),
  accountId: z.string(),
  /** Standing claims that teach it. */
  claims: z.int(),
  createdAt: instant,
  updatedAt: instant,
});

function shown({ key, accountId, claims = 1, createdAt, updatedAt }: SignalRow): z.output<typeof Remembered> {
  const [kind = "", ...value] = key.split(":");
  const told = kind === "payer" ? ("accountNo" as const) : ("name" as const);
  return { key, kind: told, value: value.join(":"), accountId, claims, createdAt, updatedAt };
}

/** Those of accounts that the caller sees: a payer's account number is the account's as its name is. */
async function seen(call: Call<unknown, unknown>, rows: SignalRow[]): Promise<SignalRow[]> {
  const accounts = await call.table.getMany(
    account,
    rows.map(({ accountId }) => accountId),
  );
  return rows.filter(({ accountId }) => {
    const row = accounts.get(accountId);
    return row !== undefined && call.access.sees(account, row);
  });
}

const list = route({
  method: "GET",
  path: PATH,
  permission: "reconciliation.read",
  summary:
    "Lists what claims have taught of payers, by the accounts that they pay for; the caller's scope of accounts holds.",
  query: z.strictObject({
    accountId: idOf(account.prefix).optional(),
    limit: z.coerce.number().int().min(1).max(200).optional(),
    cursor: z.string().max(500).optional(),
  }),
  reply: pageOf(Remembered),
  example: {},
  run: async (call) => {
    const { accountId, limit = ITEMS_DEFAULT, cursor } = call.query;
    const bound = `payer-memory ${accountId ?? ""}`;
    const cursors = cursorsOf(call.tenant.sealingKey, bound);
    const after = cursors.opened(cursor);
    const [{ signal }] = await remembering();
    const sources = [accountId ? sourceOf(signal, "account", { accountId }) : sourceOf(signal, "all")];
    const page = await call.table.list(signal, { sources, limit, after });
    const items = (await seen(call, page.rows)).map(shown);
    return { items, nextCursor: cursors.sealed(page.next) };
  },
});

const revoke = route({
  method: "POST",
  path: `${PATH}/revoke`,
  permission: "reconciliation.write",
  summary:
    "Forgets one thing that claims have taught of a payer, and says how many claims taught it; what was booked by it stays, and a later claim may teach it again.",
  body: z.strictObject({
    key: z
      .string()
      .min(1)
      .max(KEY_CHARS_MAX)
      .refine((key) => key.isWellFormed(), "must not contain control characters or broken surrogate pairs")
      .describe("The key, as the list shows it."),
    accountId: idOf(account.prefix).describe("The account that the payer is no longer taken to pay for."),
    reason: text(500).describe("Why; it is kept with what is forgotten."),
  }),
  reply: z.object({
    key: z.string(),
    accountId: z.string(),
    /** Claims that taught it; 0 where nothing of the kind is remembered. */
    forgottenClaims: z.int(),
  }),
  example: { body: { key: "name:示例付款人", accountId: "{accountId}", reason: "付款人代付了别的客户的款" } },
  run: async (call) => {
    const { key, accountId, reason } = call.body;
    await checkReferences(call, { accountId: account }, { accountId });
    const [{ signal }, { recall }] = await remembering();
    const row = await recall(call.table, { key, accountId });
    const forgottenClaims = row?.claims ?? (row ? 1 : 0);
    if (row && forgottenClaims > 0) {
      const revoked = { by: (call as Caller).actor.principalId, at: call.now, reason };
      await call.table.replace(signal, row, nextVersion(row, call.now, { claims: 0, revoked }));
    }
    return { key, accountId, forgottenClaims };
  },
});

export const memoryRoutes: Route[] = [list, revoke];
