import type * as z from "zod";
import { fresh } from "../../shared/http/record.ts";
import type { Call } from "../../shared/http/route.ts";
import { sha256 } from "../../shared/http/seal.ts";
import type { Locale } from "../../shared/notify/format.ts";
import { transition } from "../../shared/records/transition.ts";
import { beside, commit, creation } from "../../shared/records/write.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { write } from "../../shared/table/table.ts";
import { activityNoun } from "../activities/noun.ts";
import { pdfOf } from "../documents/paper.ts";
import { accept } from "../quotes/actions.ts";
import { quoteNoun } from "../quotes/noun.ts";
import { factsOf } from "./facts.ts";
import { ownerTold } from "./mail.ts";
import { checkOpen, type Opened } from "./opened.ts";
import { consentText } from "./page.ts";
import { numberOnPaper, quoteSheet } from "./quote-sheet.ts";
import type { AcceptInput, QuestionInput } from "./schema.ts";
import { quoteAcceptance } from "./table.ts";

type Evidence = RowOf<typeof quoteAcceptance>;

/** The acceptance by this very address and person: sent once more, it is told again and done once. */
async function acceptedBy({ caller, row, link }: Opened, email: string): Promise<Evidence | undefined> {
  const all = await caller.table.collect(quoteAcceptance, { quoteId: row.id }, "acceptance#");
  return all.find((one) => one.linkId === link.id && one.email === email && one.revision === row.revision);
}

const shownAs = ({ totalMinor, currency }: Evidence, number: string): object => ({
  status: "accepted",
  ...{ number, totalMinor, currency },
});

/** The customer takes the quote: order, evidence and message in the transaction that accepts it. */
export async function accepted(
  at: Opened,
  { name, email }: z.output<typeof AcceptInput>,
  locale: Locale,
): Promise<object> {
  const { caller, row, link } = at;
  const before = at.standing === "accepted" ? await acceptedBy(at, email) : undefined;
  if (before) return shownAs(before, numberOnPaper({ row, locale }));
  checkOpen(at);
  const facts = await factsOf(caller, row, locale);
  const { totalMinor, currency } = row;
  const evidence = {
    ...fresh(caller, quoteAcceptance),
    ...{ quoteId: row.id, revision: row.revision, linkId: link.id, name, email, totalMinor, currency },
    consentText: consentText(facts),
    documentHash: sha256(await pdfOf(quoteSheet(facts))),
  };
  const { change } = await transition({ ...caller, body: {} } as Call<unknown>, quoteNoun, accept, row);
  const told = await ownerTold(caller, row, "accepted", { event: `quoteAccepted:${evidence.id}`, name, email });
  await commit(caller, beside(change, [write.create(quoteAcceptance, evidence), ...told]));
  return shownAs(evidence, numberOnPaper(facts));
}

/** The customer asks: whoever sells has a task, and is told. */
export async function asked(
  { caller, row, link }: Opened,
  { name, email, question }: z.output<typeof QuestionInput>,
): Promise<object> {
  const { locale } = caller.tenant;
  const subject = `${name}: ${numberOnPaper({ row, locale })}`;
  const task = await creation(caller, activityNoun, {
    ...{ kind: "task", subject, body: `${question}\n\n${name} <${email}>` },
    relatedTo: [{ noun: "quote", id: row.id }],
    ...(row.ownerId && { ownerId: row.ownerId }),
    ...(row.departmentId && { departmentId: row.departmentId }),
  });
  const event = `quoteQuestion:${link.id}:${task.after.id}`;
  const told = await ownerTold(caller, row, "asks", { event, name, email, text: question });
  await commit(caller, beside(task, told));
  return { received: true };
}
