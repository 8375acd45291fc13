import type * as z from "zod";
import { projected } from "../../shared/auth/access.ts";
import { Fault, invalidField } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import { SUBJECT_CHARS_MAX } from "../../shared/mailin/read.ts";
import { plainBlocks } from "../../shared/notify/mail.ts";
import type { AnyRow } from "../../shared/table/entity.ts";
import { contact } from "../contacts/table.ts";
import { lead } from "../leads/table.ts";
import { reasonOf, rendered } from "../templates/rendering.ts";
import { template } from "../templates/table.ts";
import type { MailAddress, MailInput } from "./schema.ts";
import type { ContentRow, MailRow } from "./table.ts";

type Person = Parameters<typeof rendered>[1];
type Given = Pick<z.output<typeof MailInput>, "subject" | "text" | "templateId" | "variables">;
type Words = Pick<ContentRow, "subject" | "text" | "blocks"> & Pick<MailRow, "reason">;

/** The one contact or lead that a template is filled in for, as the writer may see them. */
async function personOf(call: Caller, to: readonly MailAddress[]): Promise<Person> {
  const [id = ""] = to.flatMap(({ personId }) => personId ?? []);
  const of = id.startsWith(`${lead.prefix}_`) ? lead : contact;
  const row = to.length === 1 && id ? await call.table.find(of, id) : undefined;
  if (row && call.access.sees(of, row)) return projected(call.access, of.noun, row as AnyRow) as Person;
  throw invalidField(
    "to",
    "A template is filled in for one contact or lead; name one alone, or write subject and text.",
  );
}

async function ofTemplate(
  call: Caller,
  { templateId = "", variables = {} }: Given,
  to: readonly MailAddress[],
): Promise<Words> {
  call.access.need("templates.read", "A mail by a template");
  const row = await call.table.find(template, templateId);
  if (!row || row.archived) {
    throw invalidField("templateId", `There is no template ${templateId}.`, "unknown_reference");
  }
  if (row.channel !== "email") throw invalidField("templateId", `${row.name} is a text message and no mail.`);
  const filled = rendered(row, await personOf(call, to), variables, call.tenant.locale);
  if (filled.missing.length > 0) {
    const errors = filled.missing.map((name) => ({
      ...{ path: `variables.${name}`, code: "required" },
      message: `The template needs a value for ${name}: the person has none, and it has no fallback.`,
    }));
    throw new Fault("invalid", errors.map(({ message }) => message).join(" "), { errors });
  }
  const { subject, blocks, locale } = filled;
  return {
    ...{ subject: subject.slice(0, SUBJECT_CHARS_MAX), text: plainBlocks(blocks, locale), blocks: [...blocks] },
    reason: reasonOf(row),
  };
}

/** What a mail says: what its writer says, or a template filled in for its reader. */
export async function wordsOf(call: Caller, given: Given, to: readonly MailAddress[]): Promise<Words> {
  const { subject, text, templateId } = given;
  if (templateId) {
    const path = subject === undefined ? (text === undefined ? undefined : "text") : "subject";
    if (path) throw invalidField(path, "Give subject and text, or templateId, and not both.");
    return ofTemplate(call, given, to);
  }
  if (subject === undefined) throw invalidField("subject", "Say what it is about, or name a template.", "required");
  if (text === undefined) throw invalidField("text", "Say something, or name a template.", "required");
  return { subject, text };
}
