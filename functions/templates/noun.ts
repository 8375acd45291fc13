import { Fault, type InputError } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import { filterFields } from "../../shared/records/filtering.ts";
import { type Noun, noun } from "../../shared/records/noun.ts";
import { contactNoun } from "../contacts/noun.ts";
import { leadNoun } from "../leads/noun.ts";
import { placeErrors, type TemplateRow } from "./rules.ts";
import { BLOCKS_CHARS_MAX, Template, TemplateInput } from "./schema.ts";
import { template } from "./table.ts";

/** Kinds of fields that a reader can be shown as they are; codes, ids and lists are none. */
const SAYABLE = new Set(["text", "number", "money", "date"]);

/** The fields of people that a template may show: those of contacts and leads, without what its writer may not see. */
function personFields({ access, tenant }: Caller): string[] {
  const fields = [contactNoun, leadNoun].flatMap((of) => [...filterFields(of, tenant)]);
  const isOpen = (name: string): boolean =>
    [contactNoun, leadNoun].every(({ entity }) => !access.isClosed(entity.noun, name));
  return fields.flatMap(([name, { kind }]) => {
    const isOwn = !name.includes(".") || name.startsWith("custom.");
    return isOwn && SAYABLE.has(kind) && isOpen(name) ? [name] : [];
  });
}

function checkPlaces(call: Caller, row: Pick<TemplateRow, "variables"> & Parameters<typeof placeErrors>[0]): object {
  const declared = (row.variables ?? []).map(({ name }) => name);
  const fields = personFields(call);
  const errors = placeErrors(row, new Set([...fields, ...declared]));
  for (const [n, name] of declared.entries()) {
    const path = `variables.${n}.name`;
    if (declared.indexOf(name) !== n) errors.push({ path, code: "invalid", message: `${path} names ${name} twice.` });
    const isField = name.startsWith("custom.");
    if (isField && !fields.includes(name)) {
      errors.push({ path, code: "invalid", message: `${path}: contacts and leads have no field ${name}.` });
    }
  }
  if (errors.length > 0) throw new Fault("invalid", errors.map(({ message }) => message).join(" "), { errors });
  return {};
}

/** A mail has a subject and blocks, a text message has a text. */
function check({ channel, subject, preheader, blocks, text }: Partial<TemplateRow>): InputError[] {
  const given = { subject, preheader, blocks, text };
  const wanted = channel === "sms" ? (["text"] as const) : (["subject", "blocks"] as const);
  const strange = channel === "sms" ? (["subject", "preheader", "blocks"] as const) : (["text"] as const);
  const what = channel === "sms" ? "A text message" : "A mail";
  const errors = [
    ...wanted.flatMap((path) =>
      given[path] === undefined ? [{ path, code: "required", message: `${what} needs ${path}.` }] : [],
    ),
    ...strange.flatMap((path) =>
      given[path] === undefined ? [] : [{ path, code: "invalid", message: `${what} has no ${path}.` }],
    ),
  ];
  if (JSON.stringify(blocks ?? []).length > BLOCKS_CHARS_MAX) {
    const message = `blocks must not have more than ${BLOCKS_CHARS_MAX} characters together.`;
    errors.push({ path: "blocks", code: "too_large", message });
  }
  return errors;
}

/** A text for many people, as everything that handles records by their declaration knows it. */
export const templateNoun: Noun = noun({
  entity: template,
  module: "templates",
  path: "/v1/templates",
  input: TemplateInput,
  view: Template,
  filters: ["name", "channel", "purpose"],
  check: (values) => check(values as Partial<TemplateRow>),
  prepare: (call, input) => ({ ...checkPlaces(call, input), ownerId: call.actor.principalId }),
  revise: (call, before, patch) => checkPlaces(call, { ...before, ...patch }),
  example: {
    body: {
      name: "新品发布",
      channel: "email",
      purpose: "marketing",
      subject: "{{name}}，新品发布会邀请您",
      preheader: "12 月 18 日，上海",
      blocks: [
        { kind: "paragraph", text: "{{name}}，您好！作为{{company}}的合作伙伴，我们诚邀您参加新品发布会。" },
        { kind: "button", label: "立即报名", url: "https://example.com/launch?who={{email}}" },
      ],
      variables: [
        { name: "company", fallback: "贵公司" },
        { name: "email", fallback: "guest" },
      ],
    },
  },
  patchExample: { body: { preheader: "12 月 19 日，上海" } },
});
