import * as z from "zod";
import { pageOf } from "../../shared/http/lists.ts";
import { type Caller, route } from "../../shared/http/route.ts";
import type { Card } from "../../shared/records/card.ts";
import { describedFields, FieldView, Labelled, labelled } from "../../shared/records/described.ts";
import type { Label, Noun } from "../../shared/records/noun.ts";
import { customName } from "../../shared/records/values.ts";
import { nouns } from "../nouns.ts";
import { askedOf } from "./asked.ts";
import { wordOfField, wordOfOption } from "./within.ts";

const Action = z.object({
  name: z.string(),
  path: z.string().describe("The path of the call; the method is POST."),
  labels: Labelled,
  summary: z.string(),
  permission: z.string(),
  allowed: z.boolean().describe("Whether the caller has the permission."),
  from: z.array(z.string()).optional().describe("The states from which it may be done."),
  to: z.string().optional().describe("The state that it leads to."),
  body: z.record(z.string(), z.unknown()).optional().describe("The JSON Schema of what it takes."),
  words: z.record(z.string(), Labelled).optional().describe("What the fields and choices of its body are called."),
});

const Run = z.object({
  name: z.string(),
  path: z.string().describe("The path of the call that begins it; the method is POST."),
  labels: Labelled,
  all: Labelled.describe("The records that it is of where no filter chooses."),
  summary: z.string(),
  body: z.record(z.string(), z.unknown()).describe("The JSON Schema of what it takes beside `filter` and `dryRun`."),
  words: z.record(z.string(), Labelled).describe("What the fields and choices of its body are called."),
});

const DEEDS = ["search", "views", "export", "import", "batch", "timeline", "customFields"] as const;

/** A noun as a console draws it for one caller: its lists, forms and buttons. */
export const NounView = z.object({
  noun: z.string(),
  path: z.string(),
  prefix: z.string().describe("With which its ids begin."),
  labels: Labelled,
  several: Labelled.describe("What several of them are called."),
  fields: z.array(FieldView),
  hidden: z.array(z.string()).describe("The fields that the caller's roles hide."),
  filters: z
    .array(z.object({ field: z.string(), ops: z.array(z.string()) }))
    .describe("What its list can be asked by."),
  sorts: z.array(z.string()).describe("What its list can be ordered by; descending with a - before it."),
  sortsWithin: z
    .array(z.object({ field: z.string(), by: z.array(z.string()) }))
    .describe("Orders that a list has once these filters are given."),
  states: z
    .object({
      field: z.string(),
      next: z.record(z.string(), z.array(z.string())),
      changeIn: z.array(z.string()).optional().describe("The states in which it may be changed; any, if left out."),
    })
    .optional(),
  actions: z.array(Action),
  runs: z.array(Run).describe("The runs over many of its records that the caller may begin."),
  permissions: z.object({ read: z.string(), write: z.string() }),
  rights: z.object({
    write: z.boolean(),
    scope: z.string().describe("Whose records the caller sees: own, team, department, subtree or all."),
  }),
  does: z.array(z.enum(DEEDS)).describe("What else the caller can do with its records."),
});
type NounView = z.output<typeof NounView>;

const WORDS = { field: wordOfField, option: wordOfOption };
const RANGE = ["gte", "gt", "lte", "lt"];

/** A field as the caller may see and write it; nothing of one that is hidden, at any depth. */
function seenField(call: Caller, noun: string, field: FieldView, path: string, isFixed: boolean): FieldView[] {
  const rule = call.access.fieldRule(noun, path);
  if (rule === "hidden") return [];
  const isClosed = isFixed || rule === "readOnly" || rule === "masked";
  const parts = field.parts?.flatMap((part) => seenField(call, noun, part, `${path}.${part.field}`, isClosed));
  const isPartClosed = call.access.fixedFields(noun, { [path]: true }).length > 0;
  return [
    {
      ...field,
      readOnly: field.readOnly || isClosed || isPartClosed,
      ...(rule === "masked" && { masked: true }),
      ...(parts && { parts }),
    },
  ];
}

/** Fields of which a tenant names the values are chosen from these. */
const chosenByName = (fields: FieldView[], named: Awaited<ReturnType<NonNullable<Noun["named"]>>>): FieldView[] =>
  fields.map((field) => {
    const names = named[field.field];
    if (!names) return field;
    const options = [...names].map(([value, name]) => ({ value, labels: labelled([name, name], value) }));
    return { ...field, type: "enum", options };
  });

function doesOf({ access }: Caller, { searched, readOnly, custom, module }: Card): NounView["does"] {
  const writes = !readOnly && access.can(`${module}.write`);
  const mayDo: Readonly<Record<NounView["does"][number], boolean>> = {
    search: searched === true && access.can("search.read"),
    views: access.can("views.read"),
    export: access.can("jobs.write"),
    import: writes && access.can("jobs.write"),
    batch: writes,
    timeline: true,
    customFields: custom === true && access.can("fields.read"),
  };
  return DEEDS.filter((deed) => mayDo[deed]);
}

async function viewOf(call: Caller, card: Card): Promise<NounView> {
  const [of, { CALLS }]: [Noun, typeof import("./generated/calls.ts")] = await Promise.all([
    card.load(),
    import("./generated/calls.ts"),
  ]);
  const { access, tenant } = call;
  const { noun, prefix } = of.entity;
  const { filters = [], ranges = [], sorts = [], actions = [], runs = [] } = CALLS[noun] ?? {};
  const all = chosenByName(describedFields(of, WORDS, tenant), (await of.named?.(call)) ?? {});
  const isOpen = (field: string): boolean => !access.isClosed(noun, field);
  const own = (of.custom && tenant.customFields.get(noun)) ?? [];
  const filterable = own.filter((field) => field.filterable && !field.archived).map(({ key }) => customName(key));
  const ops = (field: string): string[] => [
    ...(filters.includes(field) || filterable.includes(field) ? ["eq"] : []),
    ...(ranges.includes(field) ? RANGE : []),
  ];
  const write = `${of.module}.write`;
  return {
    ...{ noun, prefix, path: card.path },
    labels: labelled(of.labels?.noun, noun),
    several: { ...labelled(of.labels?.noun, noun), en: of.entity.plural.replace(/^./, (first) => first.toUpperCase()) },
    fields: all.flatMap((field) => seenField(call, noun, field, field.field, false)),
    hidden: all.map(({ field }) => field).filter((field) => access.fieldRule(noun, field) === "hidden"),
    filters: [...new Set([...filters, ...ranges, ...filterable])]
      .filter(isOpen)
      .map((field) => ({ field, ops: ops(field) })),
    ...ordersOf(of, sorts.filter(isOpen)),
    ...(of.states && { states: statesOf(of.states) }),
    actions: actions.map(({ from, ...action }) => ({
      ...action,
      ...(from && { from: [...from] }),
      ...(action.body && { words: spoken(askedOf(of, action.body)) }),
      allowed: access.can(action.permission),
    })),
    runs: runs
      .filter(({ permissions }) => permissions.every((permission) => access.can(permission)))
      .map(({ permissions: _, ...run }) => ({ ...run, words: spoken(askedOf(of, run.body)) })),
    permissions: { read: `${of.module}.read`, write },
    rights: { write: access.can(write) && !of.readOnly, scope: access.scope(of.entity) ?? "own" },
    does: doesOf(call, card),
  };
}

/** An order is that of an index: of one without conditions always, else once its filters are given. */
function ordersOf({ entity }: Noun, sorts: readonly string[]): Pick<NounView, "sorts" | "sortsWithin"> {
  const indexes = Object.values(entity.indexes).filter(({ when }) => !when);
  const within = indexes.filter(({ by }) => by.length > 0).map(({ by, sorts: field }) => ({ field, by: [...by] }));
  const isFree = (field: string): boolean => indexes.some(({ by, sorts: of }) => of === field && by.length === 0);
  const free = sorts.filter((field) => entity.orders.includes(field) || isFree(field));
  return { sorts: free, sortsWithin: within.filter(({ field }) => sorts.includes(field) && !free.includes(field)) };
}

const spoken = (words: Readonly<Record<string, Label>>): Record<string, Record<string, string>> =>
  Object.fromEntries(Object.entries(words).map(([name, label]) => [name, labelled(label, name)]));

const statesOf = ({ field, next, changeIn }: NonNullable<Noun["states"]>): NonNullable<NounView["states"]> => ({
  ...{ field, next: copied(next) },
  ...(changeIn && { changeIn: [...changeIn] }),
});

const copied = (next: Readonly<Record<string, readonly string[]>>): Record<string, string[]> =>
  Object.fromEntries(Object.entries(next).map(([state, after]) => [state, [...after]]));

export const catalogueRoute = route({
  method: "GET",
  path: "/v1/nouns",
  permission: "self",
  summary:
    "What a console is drawn from: the nouns that the caller may read, each with fields, filters, sorts and actions.",
  query: z.strictObject({ noun: z.string().max(50).optional().describe("One of them, by its name.") }),
  reply: pageOf(NounView),
  example: { query: { noun: "order" } },
  run: async (call) => {
    const { noun } = call.query;
    const readable = nouns.filter((card) => (!noun || card.noun === noun) && call.access.can(`${card.module}.read`));
    return { items: await Promise.all(readable.map((card) => viewOf(call, card))), nextCursor: null };
  },
});
