import { isDeepStrictEqual } from "node:util";
import { Fault, type InputError } from "../../shared/fault.ts";
import { filterErrors } from "../../shared/filter/errors.ts";
import { folded } from "../../shared/filter/resolve.ts";
import type { Caller } from "../../shared/http/route.ts";
import { filterFields } from "../../shared/records/filtering.ts";
import { inForce } from "../../shared/records/inforce.ts";
import { type Noun, noun } from "../../shared/records/noun.ts";
import { customKey } from "../../shared/records/values.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { REFERABLE } from "../referable.ts";
import { Pipeline, PipelineInput, type StageSpec } from "./pipeline-schema.ts";
import { endStage, STANDARD_ID, stageOf, standardPipeline, statusOf } from "./rules.ts";
import { OpportunityInput } from "./schema.ts";

import { opportunity, pipeline } from "./table.ts";

export type PipelineRow = RowOf<typeof pipeline>;

export const pipelinesInForce = inForce(pipeline);

/** A pipeline as it is now; the standard one is there before its row is. */
export async function pipelineOf(call: Pick<Caller, "table" | "tenant" | "now">, id: string): Promise<PipelineRow> {
  const row = await call.table.find(pipeline, id);
  if (row || id !== STANDARD_ID) return row ?? call.table.get(pipeline, id);
  return standardPipeline(call.tenant.locale, call.now);
}

/** The pipeline of an opportunity that names none. */
export async function defaultPipelineId({ table }: Pick<Caller, "table">): Promise<string> {
  const all = await pipelinesInForce.of(table);
  return all.find(({ isDefault, mode }) => isDefault && mode === "standard")?.id ?? STANDARD_ID;
}

/** What stages are called by their keys; where pipelines differ, as in the standard one or the oldest. */
export async function stageNames(call: Pick<Caller, "table" | "tenant" | "now">): Promise<ReadonlyMap<string, string>> {
  const all = [await pipelineOf(call, STANDARD_ID), ...(await pipelinesInForce.of(call.table))];
  const byKey = Map.groupBy(
    all.flatMap((row) => row.stages),
    ({ key }) => key,
  );
  return new Map([...byKey].map(([key, [first]]) => [key, first?.name ?? key]));
}

/** What other programs call the stages that end what stands in them. */
const ENDS: Readonly<Record<string, string>> = {
  closedWon: "won|closedwon|win|赢单|成交|签约|已成交|已赢单",
  closedLost: "lost|closedlost|loss|输单|丢单|失败|已输单",
};

const unsigned = (text: string): string => folded(text).replace(/[\s_-]/g, "");

/** The stage of a pipeline that a text names, by its key or as people call it. */
export async function stageCalled(
  call: Pick<Caller, "table" | "tenant" | "now">,
  text: string,
  { pipelineId }: { pipelineId?: unknown },
): Promise<{ value: string } | { wrong: string }> {
  const { stages } = await pipelineOf(call, pipelineId ? String(pipelineId) : await defaultPipelineId(call));
  const wanted = unsigned(text);
  const found =
    stages.find(({ key }) => key === text) ??
    stages.find(({ key, name }) => unsigned(name) === wanted || unsigned(key) === wanted) ??
    stages.find(({ category }) => ENDS[category]?.split("|").includes(wanted));
  return found ? { value: found.key } : { wrong: `${text} is not one of ${stages.map(({ name }) => name).join(", ")}` };
}

const repeated = (keys: readonly string[], path: (n: number) => string): InputError[] =>
  keys.flatMap((key, n) =>
    keys.indexOf(key) === n ? [] : [{ path: path(n), code: "duplicate", message: `${key} stands twice.` }],
  );

/** What an opportunity can be asked for: its fields, and those that the tenant has given it. */
function isField(call: Caller, name: string): boolean {
  const key = customKey(name);
  if (key === undefined) return name in OpportunityInput.shape;
  return (call.tenant.customFields.get(opportunity.noun) ?? []).some((field) => field.key === key);
}

/** Everything that is wrong with stages, each with its place. */
function stageErrors(call: Caller, stages: readonly StageSpec[]): InputError[] {
  const fields = filterFields({ entity: opportunity, custom: REFERABLE }, call.tenant);
  const keys = stages.map(({ key }) => key);
  const first = stages[0];
  const isClosed = first !== undefined && statusOf(first.category) !== "open";
  const message = "The first stage must be an open one: pipeline, best or commit.";
  return [
    ...repeated(keys, (n) => `stages.${n}.key`),
    ...(isClosed ? [{ path: "stages.0.category", code: "invalid", message }] : []),
    ...stages.flatMap(({ requiredFields = [], requiredTasks = [], requiredDocuments = [], entry, exit }, n) => [
      ...requiredFields.flatMap((name, m) => {
        const path = `stages.${n}.requiredFields.${m}`;
        return isField(call, name)
          ? []
          : [{ path, code: "unknown_field", message: `An opportunity has no field ${name}.` }];
      }),
      ...repeated(
        requiredTasks.map(({ key }) => key),
        (m) => `stages.${n}.requiredTasks.${m}.key`,
      ),
      ...repeated(
        requiredDocuments.map(({ key }) => key),
        (m) => `stages.${n}.requiredDocuments.${m}.key`,
      ),
      ...(entry ? filterErrors(entry, fields, `stages.${n}.entry`) : []),
      ...(exit ? filterErrors(exit, fields, `stages.${n}.exit`) : []),
    ]),
  ];
}

/** Stages that were checked, with an end for what is won and one for what is lost. */
function wholeStages(call: Caller, stages: readonly StageSpec[]): StageSpec[] {
  const errors = stageErrors(call, stages);
  if (errors.length > 0) throw new Fault("invalid", errors.map((e) => e.message).join(" "), { errors });
  const ends = (["closedWon", "closedLost"] as const)
    .filter((category) => stages.every((stage) => stage.category !== category))
    .map((category) => endStage(category, call.tenant.locale));
  const taken = ends.find(({ key }) => stages.some((stage) => stage.key === key));
  if (taken) {
    const message = `The key ${taken.key} is that of the stage which the pipeline lacks: ${taken.category}.`;
    throw new Fault("invalid", message, { errors: [{ path: "stages", code: "invalid", message }] });
  }
  return [...stages, ...ends];
}

const hasAny = async ({ table }: Caller, pipelineId: string, stage: string): Promise<boolean> => {
  const sources = [sourceOf(opportunity, "parent", { pipelineId, stage })];
  return (await table.list(opportunity, { sources, limit: 1 })).rows.length > 0;
};

/**
 * A changed pipeline holds at once for all its opportunities: what is asked of their next move, their category, their
 * probability. So a stage in which some stand stays, and stays open or an end.
 */
async function checkUse(call: Caller, before: PipelineRow, stages: readonly StageSpec[]): Promise<void> {
  const lost = before.stages.filter(({ key, category }) => {
    const next = stageOf({ stages: [...stages] }, key);
    return !next || statusOf(next.category) !== statusOf(category);
  });
  const used = await Promise.all(lost.map(({ key }) => hasAny(call, before.id, key)));
  const errors = lost.flatMap(({ key, name }, n): InputError[] => {
    const message = `Opportunities stand in ${name} (${key}): move them first, or keep it as open as it is.`;
    return used[n] ? [{ path: "stages", code: "in_use", message }] : [];
  });
  if (errors.length > 0) throw new Fault("conflict", errors.map((e) => e.message).join(" "), { errors });
}

/** How long something may stand in which stage. */
const timesOf = ({ stages }: PipelineRow) =>
  Object.fromEntries(stages.flatMap(({ key, maxDays }) => (maxDays === undefined ? [] : [[key, maxDays]])));

/** The way of a sale, stage by stage. */
export const pipelineNoun: Noun = noun({
  entity: pipeline,
  module: "pipelines",
  path: "/v1/pipelines",
  input: PipelineInput,
  view: Pipeline.omit({ followAt: true }),
  filters: ["mode", "isDefault"],
  defaults: () => ({ mode: "standard" }),
  prepare: (call, { stages }) => ({ stages: wholeStages(call, stages) }),
  revise: async (call, before, { stages }: { stages?: StageSpec[] }) => {
    if (!stages) return {};
    const whole = wholeStages(call, stages);
    await checkUse(call, before, whole);
    return { stages: whole };
  },
  derive: ({ now }, after, before) =>
    before && !isDeepStrictEqual(timesOf(before), timesOf(after)) ? { followAt: now } : {},
  example: {
    body: {
      name: "项目型销售",
      mode: "project",
      stages: [
        { key: "lead", name: "立项", probabilityBasisPoints: 1_000, category: "pipeline", maxDays: 30 },
        {
          ...{ key: "bid", name: "投标", probabilityBasisPoints: 5_000, category: "best" },
          requiredTasks: [{ key: "survey", name: "现场勘察" }],
          requiredDocuments: [{ key: "tender", name: "招标文件" }],
          entry: { field: "amountMinor", op: "gte", value: 1_000_000 },
        },
        { key: "won", name: "中标", probabilityBasisPoints: 10_000, category: "closedWon" },
        { key: "lost", name: "落标", probabilityBasisPoints: 0, category: "closedLost" },
      ],
    },
  },
  patchExample: { body: { name: "大项目销售" } },
});
