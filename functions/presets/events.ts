import { Access } from "../../shared/auth/access.ts";
import type { Actor } from "../../shared/auth/actor.ts";
import { callerOf } from "../../shared/events/caller.ts";
import { type Emission, type Handler, handle, type Work, when } from "../../shared/events/event.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { tenant } from "../tenants/table.ts";
import { currentContext } from "../users/context.ts";
import { preset, presetId } from "./table.ts";

type Opening = NonNullable<RowOf<typeof tenant>["opening"]>;

const NAME = "presets";

/** Brings what a tenant was opened with, as its first administrator would; a mode that it has, or had, is left alone. */
async function equip(work: Work, { modes, administratorId }: Opening): Promise<void> {
  const [{ install }, { MODE_DATA }] = await Promise.all([import("./apply.ts"), import("./modes.ts")]);
  const context = await currentContext(work.tenant.id, work.table);
  const actor: Actor = { kind: "user", tenantId: context.id, principalId: administratorId, roles: ["admin"] };
  const by = { ...callerOf(work, NAME), actor, tenant: context, access: new Access(actor, context) };
  for (const mode of modes) {
    if (await work.table.find(preset, presetId(mode))) continue;
    await install(by, await MODE_DATA[mode]());
  }
}

export const emits: Emission[] = [
  when(tenant, "tenant.equipped", ({ before, after }) => before === undefined && after?.opening !== undefined),
];

export const handles: Handler[] = [
  handle(
    tenant,
    "tenant.equipped",
    "rest",
    "brings the modes that a tenant was opened with",
    async ({ after }, work) => {
      if (after?.opening) await equip(work, after.opening);
    },
  ),
];
