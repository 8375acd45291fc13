/**
 * A changed pipeline holds at once for all its opportunities. They keep the key of a stage and nothing of what the
 * stage says, so probability, category and what a move requires are always the pipeline's own, and a change costs one
 * write however many opportunities there are. Therefore a stage in which some stand can be neither taken away nor made
 * an end. A requirement must be met before a stage is come into or gone past, by whatever path the stage is written;
 * going back is free. Of two who move at once one wins by the record's version.
 */
import { Fault, type InputError } from "../../shared/fault.ts";
import { type Filter, fieldsOf } from "../../shared/filter/filter.ts";
import { fieldValue, matchesFilter } from "../../shared/filter/match.ts";
import { folded, resolveFilter } from "../../shared/filter/resolve.ts";
import type { Caller } from "../../shared/http/route.ts";
import { filterFields } from "../../shared/records/filtering.ts";
import type { AnyRow, RowOf } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { REFERABLE } from "../referable.ts";
import { entityOf } from "../related.ts";
import type { StageSpec } from "./pipeline-schema.ts";
import type { PipelineRow } from "./pipelines.ts";
import { stageOf, statusOf } from "./rules.ts";
import { opportunity } from "./table.ts";

type Row = RowOf<typeof opportunity>;
type Step = { stage: StageSpec; isEntered: boolean; isLeft: boolean };

/**
 * The stages whose requirements a move has to meet: those that it leaves, goes past and comes into on its way forward. A
 * sale that is lost is asked for what the stage of the lost ones requires, one that goes back for nothing.
 */
export function stepsOf({ stages }: Pick<PipelineRow, "stages">, from: string | undefined, to: StageSpec): Step[] {
  if (to.category === "closedLost") return [{ stage: to, isEntered: true, isLeft: false }];
  const at = stages.findIndex(({ key }) => key === from);
  const left = stages[at];
  if (left && statusOf(left.category) !== "open") return [];
  const until = to.category === "closedWon" ? stages.length : stages.indexOf(to);
  if (until <= at) return [];
  const passed = stages.slice(Math.max(at, 0), until).filter(({ category }) => statusOf(category) === "open");
  return [
    ...passed.map((stage) => ({ stage, isEntered: stage !== left, isLeft: true })),
    { stage: to, isEntered: true, isLeft: false },
  ];
}

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);

/** The parts of a rule that do not hold; of one that is all of several, each by itself. */
function broken(call: Caller, rule: Filter, row: Row): Filter[] {
  const fields = filterFields({ entity: opportunity, custom: REFERABLE }, call.tenant);
  const { timeZone } = call.tenant;
  const context = { now: call.now, timeZone, me: call.actor.principalId, myDepartment: call.actor.departmentId };
  return ("all" in rule ? rule.all : [rule]).filter((part) => {
    try {
      return !matchesFilter(resolveFilter(part, fields, context), row);
    } catch (error) {
      // A rule about a field that is gone holds for nothing; its pipeline has to be put right.
      if (error instanceof Fault && error.code === "invalid") return true;
      throw error;
    }
  });
}

const said = (part: Filter): string =>
  "field" in part ? `${part.field} ${part.op} ${JSON.stringify(part.value ?? true)}` : JSON.stringify(part);

function ruleErrors(call: Caller, row: Row, { stage, isEntered, isLeft }: Step): InputError[] {
  const rules = [
    ...(isEntered && stage.entry ? [{ code: "entry_rule", rule: stage.entry, to: "comes into" }] : []),
    ...(isLeft && stage.exit ? [{ code: "exit_rule", rule: stage.exit, to: "leaves" }] : []),
  ];
  return rules.flatMap(({ code, rule, to }) =>
    broken(call, rule, row).map((part) => ({
      ...{ path: fieldsOf(part)[0] ?? code, code },
      message: `What ${to} ${stage.name} must have ${said(part)}.`,
    })),
  );
}

const isCalled = (text: unknown, { key, name }: { key: string; name: string }): boolean =>
  typeof text === "string" && [key, name].some((wanted) => folded(text).includes(folded(wanted)));

const isSubject = (text: unknown, { key, name }: { key: string; name: string }): boolean =>
  typeof text === "string" && [key, name].some((wanted) => folded(text.trim()) === folded(wanted));

/** Everything of another noun that is about an opportunity. */
async function about(call: Caller, noun: string, by: string, id: string): Promise<AnyRow[]> {
  const entity = await entityOf(noun);
  if (!entity) return [];
  const sources = [sourceOf(entity, "parent", { [by]: id })];
  return (await Array.fromAsync(call.table.each(entity, { sources }))) as AnyRow[];
}

/** What the steps of a move require and the opportunity lacks: fields, rules, tasks, documents, each once. */
export async function missingFor(call: Caller, steps: readonly Step[], row: Row): Promise<InputError[]> {
  const stages = steps.map(({ stage }) => stage);
  const tasks = stages.flatMap(({ requiredTasks = [], name }) => requiredTasks.map((task) => ({ task, in: name })));
  const files = stages.flatMap(({ requiredDocuments = [], name }) =>
    requiredDocuments.map((task) => ({ task, in: name })),
  );
  const [activities, attached] = await Promise.all([
    tasks.length > 0 ? about(call, "activity", "relatedIds", row.id) : [],
    files.length > 0 ? about(call, "file", "relatedId", row.id) : [],
  ]);
  const done = activities.filter(({ state, archived }) => state === "done" && !archived);
  const ready = attached.filter(({ state, archived }) => state === "ready" && !archived);
  const errors = [
    ...stages.flatMap(({ requiredFields = [], name }) =>
      requiredFields
        .filter((field) => isEmpty(fieldValue(row, field)))
        .map((path) => ({ path, code: "required", message: `${path} is required for ${name}.` })),
    ),
    ...tasks
      .filter(({ task }) => !done.some(({ subject }) => isSubject(subject, task)))
      .map(({ task, in: stage }) => ({
        ...{ path: `requiredTasks.${task.key}`, code: "task_not_done" },
        message: `The task ${task.name} (${task.key}) of ${stage} is not done.`,
      })),
    ...files
      .filter(({ task }) => !ready.some(({ name }) => isCalled(name, task)))
      .map(({ task, in: stage }) => ({
        ...{ path: `requiredDocuments.${task.key}`, code: "document_missing" },
        message: `The document ${task.name} (${task.key}) of ${stage} is not attached.`,
      })),
    ...steps.flatMap((step) => ruleErrors(call, row, step)),
  ];
  return errors.filter((one, n) => errors.findIndex(({ path, code }) => path === one.path && code === one.code) === n);
}

/** Throws where an opportunity may not come into its stage, naming everything that is missing. */
export async function checkMove(call: Caller, of: PipelineRow, from: string | undefined, row: Row): Promise<void> {
  const to = stageOf(of, row.stage) as StageSpec;
  const errors = await missingFor(call, stepsOf(of, from, to), row);
  if (to.category === "closedLost" && !row.lostReason) {
    errors.push({ path: "lostReason", code: "required", message: "lostReason is required: why was it lost?" });
  }
  if (errors.length === 0) return;
  throw new Fault("stage_blocked", errors.map(({ message }) => message).join(" "), { errors });
}
