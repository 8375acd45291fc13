import * as z from "zod";
import { checkedIssuer, discovered, UnusableIssuer } from "../../shared/auth/discovery.ts";
import { config } from "../../shared/config.ts";
import { Fault, invalidField } from "../../shared/fault.ts";
import { changed, checkVersion, fresh } from "../../shared/http/record.ts";
import { type Call, type Route, route } from "../../shared/http/route.ts";
import { settingRoutes } from "../../shared/http/settings.ts";
import { idOf } from "../../shared/schema.ts";
import { systemTable, tenantTable } from "../../shared/table/table.ts";
import { ownRoutes } from "./me.ts";
import { wholeSignOn } from "./rules.ts";
import { SignIn, SignOn, SignOnInput } from "./schema.ts";
import { SIGN_ON_ID, signInPolicy, signOn, signOnEntry, signOnEntryId } from "./table.ts";

const PATH = "/v1/single-sign-on";
const SCOPE = "openid email profile";

type AnyCall = Call<unknown, unknown>;

/** What the deployment's first issuer takes, and what the tenant's own does where it has one. */
async function askedIssuer(call: AnyCall, tenantId: string | undefined) {
  if (tenantId !== undefined) {
    const table = await tenantTable(tenantId, call.table.stamp);
    const own = await table.find(signOn, SIGN_ON_ID, false);
    if (own && !own.off) return wholeSignOn(own);
  }
  const [first] = config().issuers;
  if (!first) throw new Fault("not_found", "Nobody signs in here with a browser; calls bear an API key.");
  const { issuer, clientId = first.audience, scope = SCOPE } = first;
  return { issuer, clientId, scope, bearer: "accessToken" as const };
}

const signIn = route({
  method: "GET",
  path: "/v1/sign-in",
  permission: "public",
  summary:
    "Where a browser signs somebody in: with the tenant's own issuer, if one is named that has one, or the product's.",
  query: z.strictObject({
    tenant: idOf("ten").optional().describe("The tenant, where people sign in as its company's."),
  }),
  reply: SignIn,
  example: {},
  run: async (call) => {
    const { issuer, clientId, scope, bearer } = await askedIssuer(call, call.query.tenant);
    try {
      const { jwksUri: _, ...endpoints } = await discovered(issuer);
      return { issuer, clientId, scope, bearer, ...endpoints };
    } catch (error) {
      if (!(error instanceof UnusableIssuer)) throw error;
      throw new Fault("unavailable", `The issuer cannot be asked: ${error.message}`);
    }
  },
});

const read = route({
  method: "GET",
  path: PATH,
  permission: "identity.read",
  summary: "The issuer of the tenant's own, with which its people sign in; off where it has none.",
  reply: SignOn.partial(),
  example: {},
  run: async (call) => (await call.table.find(signOn, SIGN_ON_ID)) ?? { off: true },
});

/** Takes the issuer and audience for this tenant. Another's that no longer names them has let them go. */
async function take(call: AnyCall, issuer: string, audience: string): Promise<void> {
  const system = systemTable(call.table.stamp);
  const id = signOnEntryId(issuer, audience);
  const entry = { ...fresh(call, signOnEntry, id), tenantId: call.tenant.id };
  const before = await system.find(signOnEntry, id);
  if (!before) return void (await system.create(signOnEntry, entry));
  if (before.tenantId === call.tenant.id) return;
  const others = await tenantTable(before.tenantId, call.table.stamp);
  const held = await others.find(signOn, SIGN_ON_ID);
  if (held && !held.off && held.issuer === issuer && wholeSignOn(held).audience === audience) {
    throw new Fault(
      "conflict",
      "This issuer and audience are another tenant's; have the issuer make a client of your own.",
    );
  }
  await system.replace(signOnEntry, before, changed(call, before, { tenantId: call.tenant.id }));
}

/** What is to be in force is asked at once whether it can be, and becomes this tenant's. */
async function takeUp(
  call: AnyCall,
  { issuer, clientId, audience = clientId }: z.output<typeof SignOnInput>,
): Promise<void> {
  if (config().issuers.some((of) => of.issuer === issuer && of.audience === audience)) {
    throw invalidField("issuer", "This is how everybody signs in already.", "invalid");
  }
  try {
    await checkedIssuer(issuer);
  } catch (error) {
    if (!(error instanceof UnusableIssuer)) throw error;
    throw invalidField("issuer", `The issuer cannot be used: ${error.message}`, "unusable");
  }
  await take(call, issuer, audience);
}

const put = route({
  method: "PUT",
  path: PATH,
  permission: "identity.write",
  summary:
    "Has the tenant's people sign in with an issuer of its own, which is asked at once whether it can be used, or ends that.",
  body: SignOnInput.strict(),
  reply: SignOn,
  example: { body: { issuer: "https://login.example.com", clientId: "cashloop", off: true } },
  run: async (call) => {
    if (!call.body.off) await takeUp(call, call.body);
    const before = await call.table.find(signOn, SIGN_ON_ID);
    if (!before) return call.table.create(signOn, { ...fresh(call, signOn, SIGN_ON_ID), ...call.body });
    checkVersion(call, signOn, before);
    const { id, version, createdAt, updatedAt } = before;
    const whole = { id, version, createdAt, updatedAt, ...call.body };
    return call.table.replace(signOn, before, changed(call, whole, {}));
  },
});

export const routes: Route[] = [signIn, read, put, ...settingRoutes(signInPolicy), ...ownRoutes];
