import type { Label } from "../../shared/records/noun.ts";
import type { MODES } from "./schema.ts";

/** Says a text in the language of the tenant. */
export type Say = (zh: string, en: string) => string;

/** Something that a mode brings: the body of the call that makes it. `key` names it in the mode, for good. */
export type Part = { key: string; path: string; body: Record<string, unknown> };

/** A business mode, as data. */
export type Mode = {
  mode: (typeof MODES)[number];
  label: Label;
  summary: Label;
  reports: readonly string[];
  parts(say: Say): readonly Part[];
};

type Field = { key: string; label: string; type: string; options?: readonly string[] };

/** Fields of the tenant's own on a noun. */
export const fieldsOn = (noun: string, fields: readonly Field[]): Part[] =>
  fields.map((field) => ({ key: `${noun}.${field.key}`, path: "/v1/custom-fields", body: { noun, ...field } }));

/** A view that everybody may use. */
export const viewOf = (key: string, body: { name: string; noun: string; filter: object; sort?: string }): Part => ({
  ...{ key, path: "/v1/views" },
  body: { ...body, sharedWith: { everybody: true } },
});

type Stage = [key: string, name: string, percent: number, category: string, more?: object];

/** A pipeline; its chances are told in percent. */
export const pipelineOf = (mode: string, name: string, stages: readonly Stage[]): Part => ({
  ...{ key: "pipeline", path: "/v1/pipelines" },
  body: {
    ...{ name, mode },
    stages: stages.map(([key, called, percent, category, more]) => ({
      ...{ key, name: called, probabilityBasisPoints: percent * 100, category, ...more },
    })),
  },
});

type Metric = [key: string, label: string, side: string, formula: string, fullAt: number, weight: number];

/** A value model; without another one it is the tenant's default. */
export const valueModelOf = (name: string, metrics: readonly Metric[], dropBasisPoints?: number): Part => ({
  ...{ key: "value", path: "/v1/value-models" },
  body: {
    ...{ name, ...(dropBasisPoints && { dropBasisPoints }) },
    metrics: metrics.map(([key, label, side, formula, fullAt, weight]) => ({
      key,
      label,
      side,
      formula,
      fullAt,
      weight,
    })),
  },
});
