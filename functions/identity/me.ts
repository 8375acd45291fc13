import * as z from "zod";
import { Fault } from "../../shared/fault.ts";
import { type Call, type Route, route } from "../../shared/http/route.ts";
import { commit, replacement } from "../../shared/records/write.ts";
import { locale } from "../../shared/schema.ts";
import { permissionsOf } from "../permissions.ts";
import { tenant as tenantEntity } from "../tenants/table.ts";
import { roleNames } from "../users/held.ts";
import { userNoun } from "../users/noun.ts";
import { user } from "../users/table.ts";

const Me = z.object({
  kind: z.string(),
  principalId: z.string(),
  name: z.string().optional(),
  email: z.string().optional(),
  locale: locale.optional(),
  departmentId: z.string().optional(),
  personId: z.string().optional().describe("The person who acts for a partner."),
  roles: z.array(z.string()),
  permissions: z.array(z.string()).describe("What one may do, whatever gives the right."),
  tenant: z.object({ id: z.string(), name: z.string(), locale, timeZone: z.string(), currency: z.string() }),
});

const me = route({
  method: "GET",
  path: "/v1/me",
  permission: "self",
  summary: "Who one is: name, language, roles, what one may do, and one's tenant.",
  reply: Me,
  example: {},
  run: async ({ access, actor, tenant, table }) => {
    const personId = actor.personId ?? actor.principalId;
    const [person, row] = await Promise.all([
      personId.startsWith(`${user.prefix}_`) ? table.find(user, personId) : undefined,
      table.get(tenantEntity, tenant.id),
    ]);
    return {
      ...actor,
      ...(person && { name: person.name, email: person.email, locale: person.locale }),
      roles: roleNames(tenant, actor.roles),
      permissions: permissionsOf(access),
      tenant: row,
    };
  },
});

const signOut = route({
  method: "POST",
  path: "/v1/me/sign-out",
  permission: "self",
  summary: "Ends all sign-ins of one's own, on every device; API keys stay.",
  reply: z.object({ signedOutAt: z.string() }),
  example: {},
  run: async (call: Call<unknown, unknown>) => {
    const personId = call.actor.personId ?? call.actor.principalId;
    if (!personId.startsWith(`${user.prefix}_`)) {
      throw new Fault("invalid_state", "A partner's key comes of no sign-in; revoke the key instead.");
    }
    const before = await call.table.get(user, personId);
    await commit(call, await replacement(call, userNoun, before, { signedOutAt: call.now }, { as: "sign-out" }));
    return { signedOutAt: call.now };
  },
});

export const ownRoutes: Route[] = [me, signOut];
