import { outsideCrud } from "../../shared/http/outside-crud.ts";
import type { Route } from "../../shared/http/route.ts";
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

const forms = outsideCrud({
  entity: leadForm,
  entry: leadFormEntry,
  module: "assignment",
  path: PATH,
  input: LeadFormInput,
  view: LeadFormView,
  filters: ["name", "poolId"],
  references,
  show: view,
  permission: "assignment.write",
  summary: "Makes a web form that brings leads in; its id is public and stands in the page.",
  example: {
    body: { name: "官网 试用申请", channel: "website", consentText: "我同意接收产品资讯", consentChannels: ["email"] },
  },
  patchExample: { body: { campaign: "2026 秋" } },
});

export const formRoutes: Route[] = forms;
