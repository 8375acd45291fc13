import { Fault, type InputError, invalidField } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import { inboundAddress } from "../../shared/mailin/addresses.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { mailbox } from "../mailboxes/table.ts";
import { template } from "../templates/table.ts";
import type { MailText } from "./mail-schema.ts";
import type { mailCampaign } from "./table.ts";

type MailRow = RowOf<typeof mailCampaign>;
type Chosen = Pick<MailRow, "templateId" | "variants">;

const named = ({ templateId, variants = [] }: Chosen): { id: string; path: string }[] => [
  { id: templateId, path: "templateId" },
  ...variants.map((one, n) => ({ id: one.templateId, path: `variants.${n}.templateId` })),
];

/** The texts of a campaign as its templates are now, and their one purpose; throws where they do not go together. */
export async function textsOf(call: Caller, row: Chosen): Promise<{ texts: MailText[]; purpose: MailRow["purpose"] }> {
  const all = named(row);
  const found = await call.table.getMany(
    template,
    all.map(({ id }) => id),
    true,
  );
  const errors: InputError[] = [];
  const wrong = (path: string, message: string) => errors.push({ path, code: "invalid", message });
  const purpose = found.get(row.templateId)?.purpose ?? "marketing";
  for (const [n, { id, path }] of all.entries()) {
    const one = found.get(id);
    if (!one) wrong(path, `There is no template ${id}.`);
    else if (one.channel !== "email") wrong(path, `The template ${id} is of text messages; name one of mails.`);
    else if (one.purpose !== purpose) wrong(path, "All templates of a campaign have one purpose.");
    if (all.findIndex((other) => other.id === id) !== n) wrong(path, `${path} names the template ${id} twice.`);
  }
  if (errors.length > 0) throw new Fault("invalid", errors.map(({ message }) => message).join(" "), { errors });
  const texts = all.flatMap(({ id }) => {
    const one = found.get(id);
    if (!one) return [];
    const { version, subject, preheader, blocks, variables } = one;
    return [{ templateId: id, version, subject, preheader, blocks, variables }];
  });
  return { texts, purpose };
}

/** Throws where answers to a campaign would come nowhere. */
export async function checkAnswers({ table }: Caller, { mailboxId }: Pick<MailRow, "mailboxId">): Promise<void> {
  if (!mailboxId) return;
  if (!inboundAddress(mailboxId)) throw invalidField("mailboxId", "This stage receives no mail.");
  const box = await table.find(mailbox, mailboxId);
  if (!box || box.archived) throw invalidField("mailboxId", `There is no mailbox ${mailboxId}.`, "unknown_reference");
  if (box.active === false) throw invalidField("mailboxId", `The mailbox ${box.name} is closed; open it first.`);
}
