import * as z from "zod";
import { Fault, invalidField } from "../../shared/fault.ts";
import { action, type Moved } from "../../shared/records/transition.ts";
import { idOf } from "../../shared/schema.ts";
import { changeableMail, readableMail } from "./content.ts";
import { MailView, ReplyInput, related } from "./schema.ts";
import { mail } from "./table.ts";

/** Times that an action is made anew where an answer comes in at that moment. */
const TRIES = 5;

/** What writes and sends is loaded with the first mail that leaves. */
const writing = () => import("./write-mail.ts");

const send = action(mail, {
  name: "send",
  label: { "zh-CN": "发送", en: "Send" },
  summary:
    "Sends a draft, to each of its people once; answers come into its thread. Marketing without the consent of all is refused, and nothing is sent.",
  to: "sent",
  find: readableMail,
  example: {},
  run: async (call, row): Promise<Moved> => (await writing()).sent(call, row),
});

const reply = action(mail, {
  name: "reply",
  label: { "zh-CN": "回复", en: "Reply" },
  summary:
    "Answers it from its mailbox, within its thread; of one that was sent it writes to the same people once more.",
  from: ["received", "sent"],
  body: ReplyInput,
  reply: MailView,
  find: readableMail,
  tries: TRIES,
  example: { body: { text: "您好，报价单已附上，请查收。" }, after: ["send"] },
  run: async (call, row): Promise<Moved> => (await writing()).answered(call, row),
});

const discard = action(mail, {
  name: "discard",
  label: { "zh-CN": "丢弃", en: "Discard" },
  summary: "Puts a draft aside: it is never sent, and stays readable.",
  to: "discarded",
  find: readableMail,
  repeats: true,
  example: {},
});

const relate = action(mail, {
  name: "relate",
  label: { "zh-CN": "归档到", en: "Archive to" },
  summary: "Archives it by hand to other records, in place of those that it is archived to; undo-relate takes it back.",
  body: z.strictObject({
    relatedTo: related.describe("The records that it belongs to; none, where it belongs to nobody."),
  }),
  find: changeableMail,
  tries: TRIES,
  example: { body: { relatedTo: [{ noun: "account", id: "{accountId}" }] } },
  run: async (call, row): Promise<Moved> => {
    const { relatedTo } = call.body;
    // Whoever archives it names what they see; what follows on later paths is the product's.
    await (await import("../related.ts")).related(call, relatedTo, (n) => `relatedTo.${n}.id`);
    return { fields: { relatedTo, relatedBefore: row.relatedTo ?? [], archivedBy: "hand" } };
  },
});

const undoRelate = action(mail, {
  name: "undo-relate",
  label: { "zh-CN": "撤销归档", en: "Undo archiving" },
  summary: "Archives it again to what it was archived to before somebody did so by hand.",
  find: changeableMail,
  tries: TRIES,
  example: { after: ["relate"] },
  run: (_call, { relatedBefore }): Moved => {
    if (!relatedBefore)
      throw new Fault("invalid_state", "Nobody has archived it by hand since; there is nothing to undo.");
    return { fields: { relatedTo: relatedBefore, relatedBefore: null, archivedBy: "address" } };
  },
});

const assign = action(mail, {
  name: "assign",
  label: { "zh-CN": "分派", en: "Assign" },
  summary: "Gives it to somebody who reads its mailbox.",
  body: z.strictObject({ ownerId: idOf("usr").describe("Whose it is from now on.") }),
  find: readableMail,
  tries: TRIES,
  example: { body: { ownerId: "{userId}" } },
  run: async (call, row): Promise<Moved> => {
    const { ownerId } = call.body;
    const owned = await (await writing()).readerNamed(call, row, ownerId);
    if (!owned) throw invalidField("ownerId", `${ownerId} does not read this mailbox; add them to its readers first.`);
    return { fields: owned };
  },
});

export const mailActions = [send, reply, discard, relate, undoRelate, assign];
