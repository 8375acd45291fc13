import * as z from "zod";
import { Fault } from "../../shared/fault.ts";
import { changed, fresh, load } from "../../shared/http/record.ts";
import { type Route, route } from "../../shared/http/route.ts";
import { idOf } from "../../shared/schema.ts";
import type { Entity } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { checkActsAs } from "./grants.ts";
import { issueKey } from "./keys.ts";
import { ApiKeyInput, ApiKeyView, NewApiKey } from "./schema.ts";
import { apiKey } from "./table.ts";

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
        const holder = await load(call as never, owner);
        checkActsAs(call as never, holder);
        const base = fresh(call as never, apiKey, call.body.id);
        const { row, key } = issueKey(base, call.tenant.id, holder.id, call.body.name, call.secret());
        await call.table.create(apiKey, row);
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
        const holder = await load(call as never, owner);
        const sources = [sourceOf(apiKey, "owner", { principalId: holder.id })];
        return { items: await Array.fromAsync(call.table.each(apiKey, { sources })) };
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
        const key = await call.table.get(apiKey, call.params.keyId ?? "");
        if (key.principalId !== call.params.id) throw new Fault("not_found", `There is no API key ${key.id} here.`);
        if (key.revokedAt) return key;
        return call.table.replace(apiKey, key, changed(call as never, key, { revokedAt: call.now }));
      },
    }),
  ];
}
