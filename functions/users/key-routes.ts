import * as z from "zod";
import { Fault, notFound } from "../../shared/fault.ts";
import { changed, fresh, load } from "../../shared/http/record.ts";
import { type Route, route } from "../../shared/http/route.ts";
import { idOf } from "../../shared/schema.ts";
import type { AnyRow, Entity, RowOf } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { isOutlived } from "./departures.ts";
import { guard, type Person } from "./guards.ts";
import { issueKey } from "./keys.ts";
import { PARTNER } from "./roles.ts";
import { ApiKeyInput, ApiKeyView, NewApiKey } from "./schema.ts";
import { apiKey } from "./table.ts";

type Holder = AnyRow & { roles?: string[]; departures?: number; departedAt?: string };

/** Who a key acts as: a partner has the role of partners. */
const personOf = (holder: Holder): Person => ({ ...holder, roles: holder.roles ?? [PARTNER] }) as Person;

/** A key as its holder's list has it: those of the time before its holder left have ended. */
const shownKey = (holder: Holder, key: RowOf<typeof apiKey>) =>
  isOutlived(holder, key) ? { ...key, revokedAt: key.revokedAt ?? holder.departedAt } : key;

/** The API keys of a user or a partner: `owner` is the noun that they act as. */
export function keyRoutes(owner: Entity, path: string, module: string): Route[] {
  return [
    route({
      method: "POST",
      path: `${path}/{id}/api-keys`,
      permission: `${module}.write`,
      summary: `Issues an API key that acts as this ${owner.noun}; the key is shown once.`,
      body: ApiKeyInput.extend({ id: idOf(apiKey.prefix).optional() }).strict(),
      reply: NewApiKey,
      status: 201,
      example: { params: { id: "{id}" }, body: { name: "integration" } },
      run: async (call) => {
        const holder = (await load(call, owner)) as Holder;
        if (holder.archived) throw new Fault("invalid_state", `The ${owner.noun} ${holder.id} has left.`);
        await guard(call, { kind: "acting", as: personOf(holder) });
        const base = fresh(call, apiKey, call.body.id);
        const { row, key } = issueKey(base, call.tenant.id, holder.id, call.body.name, call.secret());
        await call.table.create(apiKey, { ...row, ...(holder.departures && { departures: holder.departures }) });
        return { id: row.id, key };
      },
    }),
    route({
      method: "GET",
      path: `${path}/{id}/api-keys`,
      permission: `${module}.write`,
      summary: `Lists the API keys of a ${owner.noun}, with their last use.`,
      reply: z.object({ items: z.array(ApiKeyView) }),
      example: { params: { id: "{id}" } },
      run: async (call) => {
        const holder = (await load(call, owner)) as Holder;
        const sources = [sourceOf(apiKey, "owner", { principalId: holder.id })];
        const keys = await Array.fromAsync(call.table.each(apiKey, { sources }));
        return { items: keys.map((key) => shownKey(holder, key)) };
      },
    }),
    route({
      method: "POST",
      path: `${path}/{id}/api-keys/{keyId}/revoke`,
      permission: `${module}.write`,
      summary: "Revokes an API key; it is refused from the next call on.",
      reply: ApiKeyView,
      example: { params: { id: "{id}", keyId: "{keyId}" } },
      run: async (call) => {
        const holder = (await load({ ...call, ifMatch: undefined }, owner)) as Holder;
        const key = await call.table.get(apiKey, call.params.keyId ?? "");
        if (key.principalId !== holder.id) throw notFound(apiKey.noun, key.id);
        await guard(call, { kind: "person", before: personOf(holder) });
        if (key.revokedAt) return key;
        return call.table.replace(apiKey, key, changed(call, key, { revokedAt: call.now }));
      },
    }),
  ];
}
