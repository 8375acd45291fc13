import { outsideCrud } from "../../shared/http/outside-crud.ts";
import type { Route } from "../../shared/http/route.ts";
import { leadPool } from "../assignment/table.ts";
import { user } from "../users/table.ts";
import { CallConnectionInput, CallConnectionView } from "./schema.ts";
import { type ConnectionRow, callConnection, callConnectionEntry } from "./table.ts";

const PATH = "/v1/call-connections";
const references = { poolId: leadPool, ownerId: user };

const view = ({ secrets: _secrets, ...row }: ConnectionRow) => ({
  ...row,
  webhookPath: `/v1/webhooks/calls/${row.id}`,
});

export const connectionRoutes: Route[] = outsideCrud({
  entity: callConnection,
  entry: callConnectionEntry,
  module: "telephony",
  path: PATH,
  input: CallConnectionInput,
  view: CallConnectionView,
  references,
  show: view,
  permission: "telephony.write",
  summary:
    "Links a contact centre, which tells of calls and conversations; the secret that it signs with is shown once.",
  example: { body: { name: "呼叫中心", unknownNumber: "lead" } },
  signs: () => true,
  patchExample: { body: { unknownNumber: "nothing" } },
});
