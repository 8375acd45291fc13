import { Fault, invalidField } from "../../shared/fault.ts";
import { cleared, fresh, type Named } from "../../shared/http/record.ts";
import type { Caller } from "../../shared/http/route.ts";
import type { Writing } from "../../shared/records/noun.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { write } from "../../shared/table/table.ts";
import { todayOf } from "../../shared/today.ts";
import { accountOwnership } from "../accounts/ownership.ts";
import type { account } from "../accounts/table.ts";
import type { product } from "../products/table.ts";
import { ownership } from "../users/ownership.ts";
import { checkMove } from "./gate.ts";
import { alertAt, sinceOf, staleFrom } from "./late.ts";
import type { StageSpec } from "./pipeline-schema.ts";
import { defaultPipelineId, type PipelineRow, pipelineOf } from "./pipelines.ts";
import { scoreOf } from "./qualification.ts";
import type { Qualified } from "./qualification-schema.ts";
import { firstStage, stageOf, statusOf } from "./rules.ts";
import type { OpportunityInput } from "./schema.ts";
import { type opportunity, type qualificationTemplate, stageMove } from "./table.ts";

type Row = RowOf<typeof opportunity>;
type Wanted = NonNullable<Row["products"]>;

/** Products with their types, as the catalogue has them now. */
const typed = (products: Wanted | null | undefined, named: Named): { products?: Wanted } =>
  products
    ? {
        products: products.map((one) => {
          const type = (named.get(one.productId) as RowOf<typeof product> | undefined)?.productType;
          return { ...one, ...(type !== undefined && { productType: type }) };
        }),
      }
    : {};

/** What the answers come to; cleared with them. */
function scored(given: Qualified | null | undefined, named: Named): { qualificationScore?: number | null } {
  if (!given) return given === null ? { qualificationScore: null } : {};
  return { qualificationScore: scoreOf(named.get(given.templateId) as RowOf<typeof qualificationTemplate>, given) };
}

/** The stage of an opportunity of which none is told: it follows from its status and from where it stood. */
function followed(of: PipelineRow, after: Row, before?: Row): StageSpec {
  const same = stageOf(of, after.stage ?? after.openStage);
  if (same && statusOf(same.category) === after.status) return same;
  const earlier = before && stageOf(of, before.openStage);
  return earlier && statusOf(earlier.category) === after.status ? earlier : firstStage(of, after.status);
}

/** The stage that a row is to stand in; throws where stage and status contradict each other. */
function stageFor(of: PipelineRow, after: Row, before?: Row): StageSpec {
  const isTold = after.stage !== undefined && after.stage !== before?.stage;
  if (!isTold) return followed(of, after, before);
  const told = stageOf(of, after.stage);
  if (!told) {
    const keys = of.stages.map(({ key }) => key).join(", ");
    throw invalidField("stage", `The pipeline ${of.name} has the stages ${keys}.`, "unknown_stage");
  }
  if (after.status !== (before?.status ?? "open") && statusOf(told.category) !== after.status) {
    throw invalidField("status", `What stands in ${told.name} is ${statusOf(told.category)}, not ${after.status}.`);
  }
  return told;
}

/** What follows from the stage: the status, since when, until when, what was closed when. */
async function staged(call: Caller, after: Row, before?: Row): Promise<object> {
  const pipelineId = after.pipelineId ?? (await defaultPipelineId(call));
  const isSettled = before?.stage !== undefined && before.pipelineId === pipelineId;
  const isSame = isSettled && before.stage === after.stage && before.status === after.status;
  if (isSame) return {};
  const of = await pipelineOf(call, pipelineId);
  const to = stageFor(of, after, before);
  const status = statusOf(to.category);
  // Told by its status alone, a loss without a reason is a body that lacks a field.
  if (status === "closedLost" && !after.lostReason && after.stage !== to.key) {
    throw invalidField("lostReason", "lostReason is required: why was it lost?", "required");
  }
  // One that was made before there were pipelines comes to where it stands already.
  const isPlaced = before !== undefined && before.stage === undefined && after.stage === undefined;
  const from = isSettled ? before.stage : of.stages[0]?.key;
  if (!isPlaced && from !== to.key) await checkMove(call, of, from, { ...after, stage: to.key, status });
  const sinceAt = isPlaced ? before.createdAt : call.now;
  const isClosing = status !== "open" && before?.status !== status;
  return {
    ...{ pipelineId, stage: to.key, status, stageAt: sinceAt === after.createdAt ? null : sinceAt },
    staleAt: (status === "open" ? staleFrom(sinceAt, to.maxDays, call.tenant.timeZone) : undefined) ?? null,
    ...(status === "open" ? { openStage: to.key, closedAt: null, closedOn: null } : {}),
    ...(isClosing && { closedAt: call.now, closedOn: todayOf(call) }),
  };
}

/** What follows from the stage, and when the owner is to be told of something. */
async function derive(call: Caller, after: Row, before?: Row): Promise<object> {
  const more = await staged(call, after, before);
  return { ...more, alertAt: alertAt(cleared({ ...after, ...more }), call.tenant.timeZone) ?? null };
}

/** The move that a change was, if it was one. */
function moveOf(call: Caller, after: Row, before?: Row) {
  const { id: opportunityId, pipelineId, stage: to, amountMinor, currency = call.tenant.currency } = after;
  if (!pipelineId || !to || (before?.stage === to && before.pipelineId === pipelineId)) return [];
  const sinceAt = before && sinceOf(before);
  const stayedSeconds = sinceAt && Math.floor((Date.parse(call.now) - Date.parse(sinceAt)) / 1_000);
  const types = (after.products ?? []).flatMap(({ productType }) => productType ?? []);
  const move = {
    ...{ opportunityId, pipelineId, to, movedAt: call.now, movedBy: call.actor.principalId, currency },
    movedOn: todayOf(call),
    ...(before?.stage && { from: before.stage }),
    ...(before && sinceAt !== undefined && { sinceAt, stayedSeconds: Number(stayedSeconds) }),
    ...(amountMinor !== undefined && { amountMinor }),
    ...(after.ownerId && { ownerId: after.ownerId }),
    ...(after.departmentId && { departmentId: after.departmentId }),
    ...(after.team && { teamIds: after.team.map(({ userId }) => userId) }),
    ...(types.length > 0 && { productTypes: [...new Set(types)] }),
    ...(after.competitors && { competitors: after.competitors }),
  };
  return [write.create(stageMove, { ...fresh(call, stageMove), ...move })];
}

/** Whoever names another pipeline and no stage comes into the stage of the same key, or into the first. */
function replaced(before: Row, patch: Partial<Row>): object {
  const isOther = patch.pipelineId !== undefined && patch.pipelineId !== before.pipelineId;
  return isOther && patch.stage === undefined ? { stage: null, openStage: before.stage } : {};
}

/** What happens wherever an opportunity is written. */
export const writing: Writing<typeof opportunity, typeof OpportunityInput> = {
  prepare: async (call, input, named) => ({
    ...typed(input.products, named),
    ...scored(input.qualification, named),
    ...(await accountOwnership(call, named.get(input.accountId) as RowOf<typeof account>, input)),
  }),
  revise: async (call, before, patch: Partial<Row>, named) => {
    if (patch.pipelineId === null || patch.stage === null) {
      throw new Fault("invalid", "An opportunity always stands in a stage of a pipeline.", {
        errors: (["pipelineId", "stage"] as const)
          .filter((path) => patch[path] === null)
          .map((path) => ({ path, code: "invalid", message: `${path} cannot be cleared.` })),
      });
    }
    return {
      ...typed(patch.products, named),
      ...scored(patch.qualification, named),
      ...replaced(before, patch),
      ...(await ownership(call, before, patch)),
    };
  },
  derive,
  alongside: (call, after, before) => moveOf(call, after, before),
};
