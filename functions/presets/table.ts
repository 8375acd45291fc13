import { entity, type RowOf } from "../../shared/table/entity.ts";
import { Preset } from "./schema.ts";

/** One a mode; see `presetId`. */
export const preset = entity({
  noun: "preset",
  plural: "presets",
  prefix: "pse",
  schema: Preset,
  scoped: false,
});
export type PresetRow = RowOf<typeof preset>;
export const presetId = (mode: string): string => `${preset.prefix}_${mode}`;
