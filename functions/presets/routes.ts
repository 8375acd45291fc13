import * as z from "zod";
import { notFound } from "../../shared/fault.ts";
import { type Call, type Route, route } from "../../shared/http/route.ts";
import type { Label } from "../../shared/records/noun.ts";
import type { Mode } from "./mode.ts";
import { MODE_DATA } from "./modes.ts";
import { MODES, PresetView } from "./schema.ts";
import { type PresetRow, preset, presetId } from "./table.ts";

const PATH = "/v1/presets";

type AnyCall = Call<unknown, unknown>;

const both = ([zh, en]: Label) => ({ "zh-CN": zh, en });

async function modeOf({ params }: AnyCall): Promise<Mode> {
  const mode = MODES.find((one) => one === params.mode);
  if (!mode) throw notFound(preset.noun, params.mode ?? "");
  return MODE_DATA[mode]();
}

async function shownMode(call: AnyCall, mode: Mode, row: PresetRow | undefined): Promise<z.output<typeof PresetView>> {
  const { partId, partsOf } = await import("./apply.ts");
  const known = new Map(row?.parts.map((part) => [part.key, part]));
  const parts = await Promise.all(
    partsOf(call, mode).map(async (part) => {
      const { key, path } = part;
      const { state = "available" as const, note } = known.get(key) ?? {};
      return { key, path, id: await partId(mode.mode, part), state, ...(note && { note }) };
    }),
  );
  const { state = "available" as const, installedAt, removedAt } = row ?? {};
  return {
    ...{ mode: mode.mode, label: both(mode.label), summary: both(mode.summary), state },
    ...(installedAt && { installedAt }),
    ...(removedAt && { removedAt }),
    ...{ reports: [...mode.reports], parts },
  };
}

const list = route({
  method: "GET",
  path: PATH,
  permission: "presets.read",
  summary: "The business modes: what each brings, and which of them the tenant has.",
  reply: z.object({ items: z.array(PresetView) }),
  example: {},
  run: async (call: AnyCall) => ({
    items: await Promise.all(
      MODES.map(async (mode) =>
        shownMode(call, await MODE_DATA[mode](), await call.table.find(preset, presetId(mode))),
      ),
    ),
  }),
});

const doing = (name: "install" | "remove", summary: string): Route =>
  route({
    method: "POST",
    path: `${PATH}/{mode}/${name}`,
    permission: "presets.write",
    summary,
    reply: PresetView,
    example: { params: { mode: "membership" } },
    run: async (call: AnyCall) => {
      const mode = await modeOf(call);
      const apply = await import("./apply.ts");
      return shownMode(call, mode, await apply[name](call, mode));
    },
  });

export const routes: Route[] = [
  list,
  doing(
    "install",
    "Brings a mode's pipelines, fields, value model, views, roles and rules, each once; what cannot be made is named.",
  ),
  doing("remove", "Puts away what a mode has brought. What people have changed or work with stays, and is named."),
];
