import { crud } from "../../shared/http/crud.ts";
import { fresh } from "../../shared/http/record.ts";
import { type Route, route } from "../../shared/http/route.ts";
import { enter } from "../../shared/records/directory.ts";
import { idOf } from "../../shared/schema.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { WriteKeyInput, WriteKeyView } from "./schema.ts";
import { writeKey, writeKeyEntry } from "./table.ts";

export const PATH = "/v1/write-keys";

const view = (row: RowOf<typeof writeKey>) => ({
  ...row,
  eventsPath: `${PATH}/${row.id}/events`,
  scriptPath: `${PATH}/${row.id}/script`,
});

const create = route({
  method: "POST",
  path: PATH,
  permission: "behaviour.write",
  summary: "Makes a key with which the pages of some sites send what their visitors do; it stands in the page.",
  body: WriteKeyInput.extend({ id: idOf(writeKey.prefix).optional() }).strict(),
  reply: WriteKeyView,
  status: 201,
  example: { body: { name: "官网" } },
  run: async (call) => {
    const { id, ...given } = call.body;
    const base = fresh(call, writeKey, id);
    // The directory first: an entry that leads to no key takes nothing in.
    await enter(writeKeyEntry, { ...base, tenantId: call.tenant.id }, call.table.stamp);
    return view(await call.table.create(writeKey, { ...base, ...given }));
  },
});

const [, ...others] = crud({
  entity: writeKey,
  module: "behaviour",
  path: PATH,
  input: WriteKeyInput,
  view: WriteKeyView,
  filters: ["name"],
  show: view,
  example: {},
  patchExample: { body: { name: "官网与商城" } },
});

export const keyRoutes: Route[] = [create, ...others];
