import { Fault, type InputError } from "../../shared/fault.ts";
import type { Filter } from "../../shared/filter/filter.ts";
import { patchOf } from "../../shared/http/crud.ts";
import { issuesOf } from "../../shared/http/issues.ts";
import type { Caller } from "../../shared/http/route.ts";
import { checkedFields } from "../../shared/records/checked-filter.ts";
import { filterFields } from "../../shared/records/filtering.ts";
import type { Noun } from "../../shared/records/noun.ts";
import type { AnyRow, Entity } from "../../shared/table/entity.ts";
import { webhook } from "../hooks/table.ts";
import { couponTemplate } from "../prices/table.ts";
import { segment } from "../segments/table.ts";
import { template } from "../templates/table.ts";
import { user } from "../users/table.ts";
import type { Definition, Step, StepOf, Subject, Test } from "./definition.ts";
import { CHANNELS } from "./definition.ts";
import { accountIndexOf, nounNamed } from "./facts.ts";
import { graphErrors } from "./rules.ts";

const NO_BEHAVIOUR = "This needs the permission behaviour.read.";

const invalid = (path: string, message: string, code = "invalid"): InputError => ({ path, code, message });

/** What a check refuses, as errors at a path. */
async function toldAt(path: string, check: () => unknown): Promise<InputError[]> {
  try {
    await check();
    return [];
  } catch (error) {
    if (!(error instanceof Fault) || error.status >= 500) throw error;
    return error.errors?.length ? [...error.errors] : [invalid(path, error.detail, error.code)];
  }
}

/** A noun that whoever publishes may read, or what is wrong with it. */
async function readable({ access }: Caller, name: string, path: string): Promise<Noun | InputError> {
  const of = await nounNamed(name);
  if (!of) return invalid(path, `There is no noun ${name} that journeys work on.`, "unknown_reference");
  const permission = `${of.module}.read`;
  return access.can(permission) ? of : invalid(path, `This needs the permission ${permission}.`, "forbidden");
}

const isError = (found: Noun | InputError | undefined): found is InputError => found !== undefined && "code" in found;

/** Whether a record of a noun leads to a person. */
const leadsToPerson = (of: Noun, people: Definition["of"]): boolean => {
  const names = Object.keys(of.entity.schema.shape);
  const wanted = people === "lead" ? ["leadId"] : ["contactId", "accountId", "accountIds"];
  if (of.entity.noun === people || names.includes("personId") || names.includes("relatedIds")) return true;
  return wanted.some((name) => names.includes(name)) || (people === "contact" && of.entity.noun === "account");
};

/** The nouns of a definition's subjects, as far as it has them. */
async function subjectsOf(
  call: Caller,
  { of, trigger }: Definition,
): Promise<(subject: Subject) => Promise<Noun | undefined>> {
  return async (subject) => {
    if (subject === "person") return nounNamed(of);
    if (subject === "account") return nounNamed("account");
    const noun = trigger.kind === "record" || trigger.kind === "date" ? trigger.noun : undefined;
    const found = noun === undefined || noun === of ? undefined : await readable(call, noun, "trigger.noun");
    return isError(found) ? undefined : found;
  };
}

type Subjects = Awaited<ReturnType<typeof subjectsOf>>;

async function subjectErrors(call: Caller, subjects: Subjects, of: Subject, path: string): Promise<Noun | InputError> {
  const noun = await subjects(of);
  if (!noun) return invalid(path, "Nothing but a person begins this journey; there is no record.");
  return readable(call, noun.entity.noun, path);
}

const filterErrors = (call: Caller, of: Noun, filter: Filter, path: string): Promise<InputError[]> =>
  toldAt(path, () => checkedFields(call.access, of, filter, path));

async function testErrors(call: Caller, subjects: Subjects, test: Test, path: string): Promise<InputError[]> {
  if (test.kind === "is") {
    const of = await subjectErrors(call, subjects, test.of, `${path}.of`);
    return isError(of) ? [of] : filterErrors(call, of, test.filter, `${path}.filter`);
  }
  if (test.kind === "did") {
    return call.access.can("behaviour.read") ? [] : [invalid(path, NO_BEHAVIOUR, "forbidden")];
  }
  const of = await readable(call, test.noun, `${path}.noun`);
  if (isError(of)) return [of];
  if (!accountIndexOf(of)) return [invalid(`${path}.noun`, `Records of ${test.noun} hang on no account.`)];
  return test.filter ? filterErrors(call, of, test.filter, `${path}.filter`) : [];
}

const testsErrors = async (call: Caller, subjects: Subjects, tests: readonly Test[], path: string) =>
  (await Promise.all(tests.map((test, n) => testErrors(call, subjects, test, `${path}.${n}`)))).flat();

async function dateErrors(call: Caller, subjects: Subjects, of: Subject, field: string, path: string) {
  const noun = await subjectErrors(call, subjects, of, `${path}.of`);
  if (isError(noun)) return [noun];
  return fieldErrors(call, noun, field, `${path}.field`);
}

/** A field must hold a day or an instant, and be one that whoever publishes may see. */
function fieldErrors(call: Caller, of: Noun, field: string, path: string): InputError[] {
  const kind = filterFields(of, call.tenant).get(field)?.kind;
  if (kind !== "date" && kind !== "instant")
    return [invalid(path, `${field} is no day or instant of ${of.entity.noun}.`)];
  return call.access.isClosed(of.entity.noun, field) ? [invalid(path, `You may not see ${field}.`, "forbidden")] : [];
}

async function referenceErrors(call: Caller, entity: Entity, id: string | undefined, path: string) {
  if (id === undefined) return [];
  const row = (await call.table.find(entity, id)) as AnyRow | undefined;
  if (row && !row.archived && call.access.sees(entity, row)) return [];
  return [invalid(path, `There is no ${entity.noun} ${id}.`, "unknown_reference")];
}

async function segmentErrors(call: Caller, of: Definition["of"], id: string, path: string, isList: boolean) {
  const unknown = await referenceErrors(call, segment, id, path);
  const row = unknown.length > 0 ? undefined : await call.table.find(segment, id);
  if (!row) return unknown;
  if (row.of !== of) return [invalid(path, `The people of this segment are of the noun ${row.of}.`)];
  if (!isList && row.kind === "rule" && !row.tracked) {
    return [invalid(path, "Nobody notes who comes into this segment; set tracked on it first.")];
  }
  return isList && row.kind !== "manual" ? [invalid(path, "A filter says who belongs to it; name a list.")] : [];
}

async function templateErrors(call: Caller, { kind, templateId }: StepOf<"mail" | "sms">, path: string) {
  const unknown = await referenceErrors(call, template, templateId, path);
  const row = unknown.length > 0 ? undefined : await call.table.find(template, templateId);
  if (!row || row.channel === CHANNELS[kind]) return unknown;
  return [invalid(path, `This is a template for ${row.channel}; name one for ${CHANNELS[kind]}.`)];
}

async function triggerErrors(call: Caller, { of, trigger }: Definition): Promise<InputError[]> {
  if (trigger.kind === "manual") return [];
  if (trigger.kind === "event")
    return call.access.can("behaviour.read") ? [] : [invalid("trigger", NO_BEHAVIOUR, "forbidden")];
  if (trigger.kind === "segment") return segmentErrors(call, of, trigger.segmentId, "trigger.segmentId", false);
  const noun = await readable(call, trigger.noun, "trigger.noun");
  if (isError(noun)) return [noun];
  if (!leadsToPerson(noun, of)) return [invalid("trigger.noun", `A ${trigger.noun} leads to no ${of}.`)];
  const field = trigger.kind === "date" ? fieldErrors(call, noun, trigger.field, "trigger.field") : [];
  return [...field, ...(trigger.filter ? await filterErrors(call, noun, trigger.filter, "trigger.filter") : [])];
}

/** The permission that a step's work needs. */
const NEEDS: Partial<Record<Step["kind"], string>> = {
  mail: "templates.read",
  sms: "templates.read",
  task: "activities.write",
  segment: "segments.write",
  touch: "leads.write",
  coupon: "coupons.write",
  webhook: "hooks.read",
  handToSales: "activities.write",
};

/** A webhook must be there, and be told what whoever publishes may see. */
async function webhookErrors(call: Caller, of: Definition["of"], step: StepOf<"webhook">, path: string) {
  const noun = await nounNamed(of);
  const known = noun ? filterFields(noun, call.tenant) : new Map();
  const wrong = (step.fields ?? []).flatMap((name, n) => {
    if (!known.has(name)) return [invalid(`${path}.fields.${n}`, `There is no field ${name} of ${of}.`)];
    const isClosed = call.access.isClosed(of, name);
    return isClosed ? [invalid(`${path}.fields.${n}`, `You may not see ${name}.`, "forbidden")] : [];
  });
  return [...(await referenceErrors(call, webhook, step.webhookId, `${path}.webhookId`)), ...wrong];
}

async function writeErrors(
  call: Caller,
  subjects: Subjects,
  { of, values }: { of: Subject; values: Record<string, unknown> },
  path: string,
): Promise<InputError[]> {
  const noun = await subjectErrors(call, subjects, of, `${path}.of`);
  if (isError(noun)) return [noun];
  const permission = `${noun.module}.write`;
  if (noun.readOnly || !call.access.can(permission)) {
    return [invalid(`${path}.of`, `This needs the permission ${permission}.`, "forbidden")];
  }
  const fixed = call.access
    .fixedFields(noun.entity.noun, values)
    .map((name) => invalid(`${path}.values.${name}`, `You may not change ${name}.`, "read_only"));
  const parsed = patchOf(noun.input, noun.entity.schema).safeParse(values, { reportInput: true });
  return [...fixed, ...(parsed.success ? [] : issuesOf(parsed.error, `${path}.values`))];
}

async function stepErrors(call: Caller, definition: Definition, subjects: Subjects, step: Step, path: string) {
  const { of } = definition;
  const need = NEEDS[step.kind];
  if (need && !call.access.can(need)) return [invalid(path, `This needs the permission ${need}.`, "forbidden")];
  switch (step.kind) {
    case "waitUntil":
      return step.date ? dateErrors(call, subjects, step.date.of, step.date.field, `${path}.date`) : [];
    case "waitFor":
    case "condition":
      return testsErrors(call, subjects, step.when, `${path}.when`);
    case "mail":
    case "sms":
      return templateErrors(call, step, `${path}.templateId`);
    case "setFields":
      return writeErrors(call, subjects, step, path);
    case "segment":
      return segmentErrors(call, of, step.segmentId, `${path}.segmentId`, true);
    case "task":
    case "handToSales": {
      const isLead = of === "lead" || step.kind === "task" || step.status === undefined;
      const status = isLead ? [] : [invalid(`${path}.status`, "Only leads have a status.")];
      return [...status, ...(await referenceErrors(call, user, step.ownerId, `${path}.ownerId`))];
    }
    case "touch":
      return of === "lead" ? [] : [invalid(`${path}.kind`, "Touches are told of leads.")];
    case "webhook":
      return webhookErrors(call, of, step, path);
    case "coupon":
      return referenceErrors(call, couponTemplate, step.templateId, `${path}.templateId`);
    default:
      return [];
  }
}

/** Everything that keeps a journey from being published by this caller, each at its path. */
export async function publishErrors(call: Caller, definition: Definition): Promise<InputError[]> {
  const subjects = await subjectsOf(call, definition);
  const { entry = [], goals = [], exits = [], steps } = definition;
  const ends = [
    ...goals.map(({ when }, n) => ({ when, path: `goals.${n}.when` })),
    ...exits.map(({ when }, n) => ({ when, path: `exits.${n}.when` })),
  ];
  const found = await Promise.all([
    triggerErrors(call, definition),
    testsErrors(call, subjects, entry, "entry"),
    ...ends.map(({ when, path }) => testsErrors(call, subjects, when, path)),
    ...steps.map((step, n) => stepErrors(call, definition, subjects, step, `steps.${n}`)),
  ]);
  return [...graphErrors(definition), ...found.flat()];
}

/** Refuses what cannot be published, with all that is wrong with it. */
export async function checkPublishable(call: Caller, definition: Definition): Promise<void> {
  const errors = await publishErrors(call, definition);
  if (errors.length > 0) throw new Fault("invalid", errors.map(({ message }) => message).join(" "), { errors });
}
