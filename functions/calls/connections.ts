import { crud } from "../../shared/http/crud.ts";
import { checkReferences, fresh } from "../../shared/http/record.ts";
import { rotationRoute, signingSecretOf } from "../../shared/http/rotation.ts";
import { type Route, route } from "../../shared/http/route.ts";
import { enter } from "../../shared/records/directory.ts";
import { idOf } from "../../shared/schema.ts";
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

const create = route({
  method: "POST",
  path: PATH,
  permission: "telephony.write",
  summary:
    "Links a contact centre, which tells of calls and conversations; the secret that it signs with is shown once.",
  body: CallConnectionInput.extend({ id: idOf(callConnection.prefix).optional() }).strict(),
  reply: CallConnectionView,
  status: 201,
  example: { body: { name: "呼叫中心", unknownNumber: "lead" } },
  run: async (call) => {
    await checkReferences(call, references, call.body);
    const { id, ...given } = call.body;
    const signingSecret = signingSecretOf(call);
    const base = fresh(call, callConnection, id);
    // The directory first: an entry that leads to no connection takes nothing in.
    await enter(callConnectionEntry, { ...base, tenantId: call.tenant.id }, call.table.stamp);
    const row = { ...base, ...given, secrets: [{ secret: signingSecret }] };
    await call.table.create(callConnection, row);
    return { ...view(row), signingSecret };
  },
});

const rotate = rotationRoute({
  ...{ entity: callConnection, path: PATH, permission: "telephony.write", reply: CallConnectionView },
  show: view,
});

const [, ...others] = crud({
  entity: callConnection,
  module: "telephony",
  path: PATH,
  input: CallConnectionInput,
  view: CallConnectionView,
  references,
  show: view,
  example: {},
  patchExample: { body: { unknownNumber: "nothing" } },
});

export const connectionRoutes: Route[] = [create, rotate, ...others];
