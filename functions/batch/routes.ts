import * as z from "zod";
import { Fault, invalidField } from "../../shared/fault.ts";
import { Filter } from "../../shared/filter/filter.ts";
import { patchOf } from "../../shared/http/crud.ts";
import { issuesOf } from "../../shared/http/issues.ts";
import { checkReferences } from "../../shared/http/record.ts";
import { type Caller, type Route, route } from "../../shared/http/route.ts";
import { aNoun, spoken } from "../../shared/http/words.ts";
import type { Card } from "../../shared/records/card.ts";
import type { Noun } from "../../shared/records/noun.ts";
import { idOf, text } from "../../shared/schema.ts";
import { COMPARABLE } from "../duplicates.ts";
import { checkFilter, viewSource } from "../jobs/asked.ts";
import { OPERATIONS, type Operation, planIds } from "../jobs/named.ts";
import { JobView } from "../jobs/schema.ts";
import { refuse, start } from "../jobs/start.ts";
import { job } from "../jobs/table.ts";
import { checkedRules } from "../merging/choice.ts";
import { nouns } from "../nouns.ts";
import { user } from "../users/table.ts";

/** Records that one call names. */
export const IDS_MAX = 1_000;
const TAGS_MAX = 50;

/** What is compared with each other can become one. */
const isMergeable = ({ noun }: Card): boolean => COMPARABLE.some(({ entity }) => entity.noun === noun);

const UPDATED = "For update: what a PATCH of one record takes.";
const CHOSEN =
  "For merge: whose value of a field stays, as `target` (the record that takes the others in) or `from` (the one taken in, where it has a value); of other fields lists are united and gaps filled.";

function bodyOf(card: Card) {
  const operations = OPERATIONS.filter((one) => one !== "merge" || isMergeable(card));
  const body = z.strictObject({
    ids: z.array(idOf(card.prefix)).min(1).max(IDS_MAX).optional(),
    viewId: text(60).optional(),
    filter: Filter.optional(),
    operation: z.enum(operations),
    fields: z
      .record(z.string(), z.unknown())
      .meta({ description: isMergeable(card) ? `${UPDATED} ${CHOSEN}` : UPDATED })
      .optional(),
    /** For `assign`. */
    ownerId: idOf(user.prefix).optional(),
    /** For `tag` and `untag`. */
    tags: z.array(text(50)).min(1).max(TAGS_MAX).optional(),
    /** For `merge`: the record that takes the others in. */
    targetId: idOf(card.prefix).optional(),
    /** For `merge` instead: those that are the same by a strong sign, each into the oldest of its likes. */
    by: z.literal("duplicates").optional(),
  });
  return isMergeable(card) ? body : (body.omit({ targetId: true, by: true }) as typeof body);
}

type Body = z.output<ReturnType<typeof bodyOf>>;

/** Exactly one of them says which records are meant. */
function checkChosen({ ids, viewId, filter }: Body): void {
  const given = [ids, viewId, filter].filter((one) => one !== undefined);
  if (given.length !== 1) throw invalidField("ids", "Name the records by one of ids, viewId and filter.", "required");
}

type Given = "fields" | "ownerId" | "tags" | "targetId" | "by";

const NEEDS: Partial<Record<Body["operation"], Given>> = {
  update: "fields",
  assign: "ownerId",
  tag: "tags",
  untag: "tags",
};

/** Merging needs one of two, and a record that stands to merge into. */
async function mergingOf(call: Caller, of: Noun, { targetId, by, fields }: Body): Promise<Operation> {
  const chosen = { operation: "merge" as const, ...(fields && { fields: checkedRules(call, of, fields) }) };
  if (by && targetId === undefined) return { ...chosen, by };
  if (by || targetId === undefined) throw invalidField("targetId", "merge needs one of targetId and by.", "required");
  await checkReferences(call, { targetId: of.entity }, { targetId });
  return { ...chosen, targetId };
}

/** Refuses what other operations take. */
function checkIdle(body: Body, needs: readonly (Given | undefined)[]): void {
  const idle = (["fields", "ownerId", "tags", "targetId", "by"] as const).filter(
    (name) => !needs.includes(name) && body[name] !== undefined,
  );
  refuse(idle.map((path) => ({ path, code: "unknown_field", message: `${body.operation} takes no ${path}.` })));
}

/** Amounts and the like are each record's own, and some the product's alone. */
function checkOwn(of: Noun, patch: object): void {
  const each = spoken(of.entity.noun);
  const told = [
    ...(of.single ?? []).map((field) => [field, `is changed ${each} by ${each}, not by a batch`] as const),
    ...(of.kept ?? []).map((field) => [field, "is kept by the product and cannot be written"] as const),
  ];
  refuse(
    told.flatMap(([field, why]) =>
      field in patch ? [{ path: `fields.${field}`, code: "read_only", message: `${field} ${why}.` }] : [],
    ),
  );
}

/** What an operation needs must be there, fit the noun, and be the caller's to change. */
async function operationOf(call: Caller, of: Noun, body: Body): Promise<Operation> {
  const { operation } = body;
  const need = NEEDS[operation];
  if (need && body[need] === undefined) throw invalidField(need, `${operation} needs ${need}.`, "required");
  checkIdle(body, operation === "merge" ? ["targetId", "by", "fields"] : [need]);
  if (operation === "merge") return mergingOf(call, of, body);
  const shape = of.input.shape;
  const field = need === "ownerId" || need === "tags" ? need : undefined;
  if (field && !(field in shape)) throw invalidField("operation", `${aNoun(of.entity.noun)} has no ${field}.`);
  const patch = operation === "update" ? (body.fields ?? {}) : field ? { [field]: body[field] } : {};
  const fixed = call.access.fixedFields(of.entity.noun, patch);
  if (fixed.length > 0) throw new Fault("forbidden", `You may not change ${fixed.join(", ")}.`);
  if (operation === "update") {
    checkOwn(of, patch);
    const parsed = patchOf(of.input, of.entity.schema).safeParse(patch, { reportInput: true });
    if (!parsed.success) refuse(issuesOf(parsed.error, "fields"));
    await checkReferences(call, of.references ?? {}, patch);
    return { operation, fields: parsed.data as Record<string, unknown> };
  }
  if (operation === "assign") {
    await checkReferences(call, { ownerId: user }, { ownerId: body.ownerId });
    return { operation, ownerId: body.ownerId ?? "" };
  }
  if (operation === "tag" || operation === "untag") return { operation, tags: body.tags ?? [] };
  return { operation };
}

/** Of the records that are named, one at least must be there: a call for none is a mistake, and not a job. */
async function checkSome(call: Caller, of: Noun, ids: readonly string[]): Promise<void> {
  const found = await call.table.getMany(of.entity, ids);
  if ([...found.values()].some((row) => call.access.sees(of.entity, row))) return;
  throw new Fault("unknown_reference", `There is no such ${of.entity.noun}.`, {
    errors: [{ path: "ids", code: "unknown_reference", message: `There is no ${of.entity.noun} ${ids[0]}.` }],
  });
}

function exampleOf(card: Card): object {
  const ids = [`{${card.noun}Id}`];
  if (isMergeable(card)) return { ids, operation: "merge", by: "duplicates", fields: { name: "target", tags: "from" } };
  // What everybody sees has no owner.
  if (!card.scoped) return { ids, operation: "restore" };
  return { ids, operation: "assign", ownerId: "{userId}" };
}

function batchRoute(card: Card): Route {
  return route({
    method: "POST",
    path: `${card.path}/batch`,
    permission: `${card.module}.write`,
    summary: `Does one thing with many ${card.plural}, in the background: those named by ids, a view or a filter.`,
    body: bodyOf(card),
    reply: JobView,
    status: 202,
    noun: job.noun,
    example: { body: exampleOf(card) },
    run: async (call) => {
      const { ids, viewId, filter } = call.body;
      checkChosen(call.body);
      const of = await card.load();
      const operation = await operationOf(call, of, call.body);
      const id = call.newId(job.prefix);
      if (ids) {
        const unique = [...new Set(ids)];
        await checkSome(call, of, unique);
        const cursor = await planIds({ tenantId: call.tenant.id, jobId: id }, unique, operation);
        return start(call, { kind: "batch", of, params: operation, cursor, id });
      }
      const view = viewId ? await viewSource(call, viewId) : undefined;
      if (view && view.noun !== of.entity.noun)
        throw invalidField("viewId", `This view shows records of ${view.noun}.`);
      const chosen = view?.filter ?? (filter as Filter);
      checkFilter(call, of, chosen);
      return start(call, { kind: "batch", of, params: { ...operation, filter: chosen }, id });
    },
  });
}

export const routes: Route[] = nouns.filter((card) => !card.readOnly).map(batchRoute);
