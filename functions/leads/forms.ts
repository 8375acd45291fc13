import { crud } from "../../shared/http/crud.ts";
import { checkReferences, fresh } from "../../shared/http/record.ts";
import { type Route, route } from "../../shared/http/route.ts";
import { enter } from "../../shared/records/directory.ts";
import { idOf } from "../../shared/schema.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { leadPool } from "../assignment/table.ts";
import { department, user } from "../users/table.ts";
import { LeadFormInput, LeadFormView } from "./form.ts";
import { leadForm, leadFormEntry } from "./table.ts";

const PATH = "/v1/lead-forms";
const references = { ownerId: user, departmentId: department, poolId: leadPool };

const view = (row: RowOf<typeof leadForm>) => ({
  ...row,
  definitionPath: `${PATH}/${row.id}/definition`,
  submissionPath: `${PATH}/${row.id}/submissions`,
});

const create = route({
  method: "POST",
  path: PATH,
  permission: "assignment.write",
  summary: "Makes a web form that brings leads in; its id is public and stands in the page.",
  body: LeadFormInput.extend({ id: idOf(leadForm.prefix).optional() }).strict(),
  reply: LeadFormView,
  status: 201,
  example: {
    body: { name: "官网 试用申请", channel: "website", consentText: "我同意接收产品资讯", consentChannels: ["email"] },
  },
  run: async (call) => {
    await checkReferences(call, references, call.body);
    const { id, ...given } = call.body;
    const base = fresh(call, leadForm, id);
    // The directory first: an entry that leads to no form takes nothing in.
    await enter(leadFormEntry, { ...base, tenantId: call.tenant.id }, call.table.stamp);
    return view(await call.table.create(leadForm, { ...base, ...given }));
  },
});

const [, ...others] = crud({
  entity: leadForm,
  module: "assignment",
  path: PATH,
  input: LeadFormInput,
  view: LeadFormView,
  filters: ["name", "poolId"],
  references,
  show: view,
  example: {},
  patchExample: { body: { campaign: "2026 秋" } },
});

export const formRoutes: Route[] = [create, ...others];
