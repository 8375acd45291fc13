import type { RowOf } from "../../shared/table/entity.ts";
import type { Category, StageSpec } from "./pipeline-schema.ts";
import type { opportunity, pipeline } from "./table.ts";

type PipelineRow = RowOf<typeof pipeline>;
type Status = RowOf<typeof opportunity>["status"];

type Locale = "zh-CN" | "en";

/** The pipeline that every tenant begins with. It asks for nothing. */
export const STANDARD_ID = "pip_standard";
/** What keys of stages are of, where facts are told apart by them. */
export const STAGE = "stage";

const NAMES: Record<Locale, { pipeline: string; won: string; lost: string; open: readonly string[] }> = {
  "zh-CN": { pipeline: "标准销售流程", won: "赢单", lost: "输单", open: ["新建", "已确认", "方案", "谈判"] },
  en: { pipeline: "Standard", won: "Won", lost: "Lost", open: ["New", "Qualified", "Proposal", "Negotiation"] },
};

const OPEN = [
  { key: "new", probabilityBasisPoints: 1_000, category: "pipeline" },
  { key: "qualified", probabilityBasisPoints: 2_500, category: "pipeline" },
  { key: "proposal", probabilityBasisPoints: 5_000, category: "best" },
  { key: "negotiation", probabilityBasisPoints: 7_500, category: "commit" },
] as const;

const END = {
  closedWon: { key: "won", probabilityBasisPoints: 10_000, category: "closedWon" },
  closedLost: { key: "lost", probabilityBasisPoints: 0, category: "closedLost" },
} as const;

/** A stage for what was won, or for what was lost. */
export const endStage = (category: keyof typeof END, locale: Locale): StageSpec => ({
  ...END[category],
  name: category === "closedWon" ? NAMES[locale].won : NAMES[locale].lost,
});

/** The standard pipeline as it stands before anybody has changed it. */
export const standardPipeline = (locale: Locale, at: string): RowOf<typeof pipeline> => ({
  ...{ id: STANDARD_ID, version: 1, createdAt: at, updatedAt: at },
  ...{ name: NAMES[locale].pipeline, mode: "standard" },
  stages: [
    ...OPEN.map((stage, n) => ({ ...stage, name: NAMES[locale].open[n] ?? stage.key })),
    endStage("closedWon", locale),
    endStage("closedLost", locale),
  ],
});

/** Whether what stands in a stage of this category is still open. */
export const statusOf = (category: Category): Status =>
  category === "closedWon" || category === "closedLost" ? category : "open";

export const stageOf = ({ stages }: Pick<PipelineRow, "stages">, key: string | undefined): StageSpec | undefined =>
  stages.find((stage) => stage.key === key);

/** The first stage in which something stands so. */
export const firstStage = ({ stages }: Pick<PipelineRow, "stages">, status: Status): StageSpec =>
  stages.find(({ category }) => statusOf(category) === status) as StageSpec;
