import { outsideCrud } from "../../shared/http/outside-crud.ts";
import type { Route } from "../../shared/http/route.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { WriteKeyInput, WriteKeyView } from "./schema.ts";
import { writeKey, writeKeyEntry } from "./table.ts";

export const PATH = "/v1/write-keys";

const view = (row: RowOf<typeof writeKey>) => ({
  ...row,
  eventsPath: `${PATH}/${row.id}/events`,
  scriptPath: `${PATH}/${row.id}/script`,
});

export const keyRoutes: Route[] = outsideCrud({
  entity: writeKey,
  entry: writeKeyEntry,
  module: "behaviour",
  path: PATH,
  input: WriteKeyInput,
  view: WriteKeyView,
  filters: ["name"],
  show: view,
  permission: "behaviour.write",
  summary: "Makes a key with which the pages of some sites send what their visitors do; it stands in the page.",
  example: { body: { name: "官网" } },
  patchExample: { body: { name: "官网与商城" } },
});
