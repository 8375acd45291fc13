import * as z from "zod";
import { crud } from "../../shared/http/crud.ts";
import { type Route, route } from "../../shared/http/route.ts";
import { actionRoutes } from "../../shared/records/transition.ts";
import { permissionsOf } from "../permissions.ts";
import { userActions } from "./actions.ts";
import { forgetting } from "./context.ts";
import { roleNames } from "./held.ts";
import { keyRoutes } from "./key-routes.ts";
import { departmentNoun, roleNoun, userNoun } from "./noun.ts";
import { user } from "./table.ts";

const me = route({
  method: "GET",
  path: "/v1/users/me",
  permission: "users.read",
  summary: "Who this credential is, with roles, department and what it may do.",
  reply: z.object({
    kind: z.string(),
    principalId: z.string(),
    departmentId: z.string().optional(),
    roles: z.array(z.string()),
    tenantId: z.string(),
    permissions: z.array(z.string()).describe("What it may do, whatever gives it the right."),
  }),
  example: {},
  run: async ({ access, actor, tenant }) => ({
    ...actor,
    roles: roleNames(tenant, actor.roles),
    permissions: permissionsOf(access),
  }),
});

export const routes: Route[] = [
  me,
  ...forgetting(crud(departmentNoun)),
  ...crud(userNoun),
  ...actionRoutes(userNoun, userActions),
  ...keyRoutes(user, "/v1/users", "users"),
  ...forgetting(crud(roleNoun)),
];
