import * as z from "zod";
import { instant } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";
import { MODES } from "../tenants/schema.ts";

export { MODES };

/**
 * What became of a part of a preset: it is there, or was there before; it could not be made; it was put away; or it stays,
 * since somebody has changed it or works with it.
 */
export const PART_STATES = ["there", "refused", "removed", "kept"] as const;

export const PresetPart = z.object({
  key: z.string(),
  /** The collection that it stands in, and its id there. */
  path: z.string(),
  id: z.string(),
  state: z.enum(PART_STATES),
  /** Why it was refused, or is kept. */
  note: z.string().optional(),
  /** What its fields were when it was made: what differs later, somebody has changed. */
  made: z.record(z.string(), z.unknown()).optional(),
});
export type PresetPart = z.output<typeof PresetPart>;

export const PRESET_STATES = ["installed", "removed"] as const;

/** A business mode as a tenant has it. */
export const Preset = z.object({
  ...recordFields,
  mode: z.enum(MODES),
  state: z.enum(PRESET_STATES),
  installedAt: instant.optional(),
  removedAt: instant.optional(),
  parts: z.array(PresetPart),
});

const text = z.object({ "zh-CN": z.string(), en: z.string() });

export const PresetView = z.object({
  mode: z.enum(MODES),
  label: text,
  summary: text,
  state: z.enum(["available", ...PRESET_STATES]),
  installedAt: instant.optional(),
  removedAt: instant.optional(),
  /** Reports of the catalogue that tell most in this mode. */
  reports: z.array(z.string()),
  /** What it brings, and what became of that. */
  parts: z.array(
    z.object({
      key: z.string(),
      path: z.string(),
      id: z.string(),
      state: z.enum([...PART_STATES, "available"]),
      note: z.string().optional(),
    }),
  ),
});
