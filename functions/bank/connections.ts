import * as z from "zod";
import { Fault } from "../../shared/fault.ts";
import { crud } from "../../shared/http/crud.ts";
import { changed, checkReferences, fresh, load } from "../../shared/http/record.ts";
import { type Call, type Route, route } from "../../shared/http/route.ts";
import { idOf } from "../../shared/schema.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { systemTable } from "../../shared/table/table.ts";
import { account } from "../accounts/table.ts";
import { department } from "../users/table.ts";
import { newSigningSecret } from "./intake/signature.ts";
import { BankConnectionInput, BankConnectionView } from "./schema.ts";
import { bankConnection, connectionEntry } from "./table.ts";

const PATH = "/v1/bank-connections";
/** After a rotation the old secret is accepted this long, unless the caller names another time. */
const ROTATION_HOURS_DEFAULT = 24;
const ROTATION_HOURS_MAX = 168;
/** Secrets of one connection that are accepted at a time; of more the oldest end at once. */
const SECRETS_MAX = 3;

const view = (row: RowOf<typeof bankConnection>) => ({ ...row, webhookPath: `/v1/webhooks/bank/${row.id}` });

const Created = z.object({ id: z.string(), webhookPath: z.string(), signingSecret: z.string() });

/** What a connection and its virtual accounts name. */
const references = {
  departmentId: department,
  "virtualAccounts.departmentId": department,
  "virtualAccounts.accountId": account,
};

const secretOf = (call: Call<unknown, unknown>): string =>
  newSigningSecret((size) => Buffer.from(call.secret(size), "base64url"));

/** Notes which tenant a connection is of; an entry of its own that an earlier, broken-off call left is good. */
async function enter(entry: RowOf<typeof connectionEntry>, call: Call<unknown, unknown>): Promise<void> {
  const system = systemTable(call.table.stamp);
  const found = await system.find(connectionEntry, entry.id);
  if (!found) await system.create(connectionEntry, entry);
  else if (found.tenantId !== entry.tenantId) {
    throw new Fault("duplicate", `The id ${entry.id} is taken; choose another.`);
  }
}

const create = route({
  method: "POST",
  path: PATH,
  permission: "bank.write",
  summary: "Links a bank account or feed; the signing secret is shown once.",
  body: BankConnectionInput.extend({ id: idOf(bankConnection.prefix).optional() }).strict(),
  reply: Created,
  status: 201,
  example: { body: { name: "招商银行 基本户", bankName: "招商银行", accountNo: "755900001234", currency: "CNY" } },
  run: async (call) => {
    await checkReferences(call, references, call.body);
    const signingSecret = secretOf(call);
    const { id, ...given } = call.body;
    const base = fresh(call, bankConnection, id);
    const row = { ...base, ...given, secrets: [{ secret: signingSecret }], tells: {} };
    // The directory first: an entry that leads to no connection refuses every call.
    await enter({ ...base, tenantId: call.tenant.id }, call);
    await call.table.create(bankConnection, row);
    return { ...view(row), signingSecret };
  },
});

const rotate = route({
  method: "POST",
  path: `${PATH}/{id}/rotate-secret`,
  permission: "bank.write",
  summary:
    "Makes a new signing secret, shown once; earlier ones are accepted for graceHours more at most, and with 0 no longer. Of more than three the oldest end.",
  body: z.strictObject({ graceHours: z.int().min(0).max(ROTATION_HOURS_MAX).optional() }),
  reply: Created,
  example: { params: { id: "{id}" }, body: { graceHours: 24 } },
  run: async (call) => {
    const row = await load(call, bankConnection);
    const graceMs = (call.body.graceHours ?? ROTATION_HOURS_DEFAULT) * 3_600_000;
    const until = new Date(Date.parse(call.now) + graceMs).toISOString();
    const old = row.secrets
      .map((s) => ({ ...s, until: s.until && s.until < until ? s.until : until }))
      .filter((s) => s.until > call.now)
      .slice(0, SECRETS_MAX - 1);
    const signingSecret = secretOf(call);
    const after = changed(call, row, { secrets: [{ secret: signingSecret }, ...old] });
    return { ...view(await call.table.replace(bankConnection, row, after)), signingSecret };
  },
});

const [, ...others] = crud({
  entity: bankConnection,
  module: "bank",
  path: PATH,
  input: BankConnectionInput,
  view: BankConnectionView,
  filters: ["departmentId", "currency", "accountNo"],
  references,
  show: view,
  example: {},
  patchExample: { body: { name: "招商银行 基本户(上海)" } },
});

export const connectionRoutes: Route[] = [create, rotate, ...others];
