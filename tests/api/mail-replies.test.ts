import { describe, expect, test } from "@jest/globals";
import { lambdas } from "../../functions/modules.ts";
import { arrives, type WrittenMail, writtenMail } from "../support/mails.ts";
import { reaching } from "../support/reached.ts";
import { useStack } from "../support/stack.ts";
import { made } from "../support/tenant.ts";

/** Nothing runs by the clock but what a test runs itself. */
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });

/** A tenant whose campaign of mails has gone to so many people, with a mailbox that answers come to. */
async function campaigned(people: number, more: object = {}) {
  const world = await reaching(stack());
  const { admin, person } = world;
  const reader = await person({ roles: ["admin"], name: "韩梅梅" });
  const box = await made(admin, "/v1/mailboxes", { name: "市场", ownerId: reader.id });
  const cam = await made(admin, "/v1/campaigns", { name: "新品季" });
  const blocks = [{ kind: "paragraph", text: "请看" }];
  const said = { name: "新品", channel: "email", purpose: "marketing", subject: "新品", blocks };
  const { id: templateId } = await made(admin, "/v1/templates", said);
  const readers = await Promise.all(Array.from({ length: people }, () => world.agreed(["email"])));
  const recipients = { contactIds: readers.map(({ id }) => id) };
  const body = { name: "新品发布", templateId, recipients, campaignId: cam.id, mailboxId: box.id, ...more };
  const { id } = await made(admin, "/v1/mail-campaigns", body);
  expect((await admin.post(`/v1/mail-campaigns/${id}/send`, {})).status).toBe(200);
  await stack().settled();
  const sentTo = (n: number) => {
    const [mail] = stack().outbox(readers[n]?.email);
    const replyTo = /<([^>]+)>/.exec(String(mail?.headers?.["reply-to"]))?.[1] ?? String(mail?.headers?.["reply-to"]);
    return { messageId: String(mail?.headers?.["message-id"]).replace(/[<>]/g, ""), replyTo };
  };
  const answers = (n: number, written: Partial<WrittenMail> = {}) => {
    const { messageId, replyTo } = sentTo(n);
    const base = { from: readers[n]?.email ?? "", to: replyTo, subject: "Re: 新品", inReplyTo: messageId };
    return writtenMail(stack(), { ...base, ...written });
  };
  const inbox = async () => (await reader.api.get(`/v1/mailboxes/${box.id}/mails`)).body.items;
  const figures = async () => (await admin.get(`/v1/mail-campaigns/${id}/figures`)).body;
  const members = async () =>
    (await admin.get(`/v1/campaigns/${cam.id}/members`)).body.items.map(({ state }: { state: string }) => state).sort();
  const deliveries = async () => (await admin.get(`/v1/mail-campaigns/${id}/deliveries`)).body.items;
  return { ...world, id, box, reader, readers, templateId, sentTo, answers, inbox, figures, members, deliveries };
}

describe("an answer to a campaign's mail", () => {
  test("comes to its mailbox in one thread, and counts once however often and by whichever way it comes", async () => {
    const { id, box, reader, readers, templateId, answers, sentTo, inbox, figures, members, deliveries } =
      await campaigned(3);
    const tokens = [0, 1].map((n) => sentTo(n).replyTo);
    expect(new Set(tokens).size).toBe(2);
    expect(tokens.every((address) => address.startsWith(`${String(box.id).toLowerCase()}+`))).toBe(true);
    const raw = answers(0, { text: "请报价", messageId: "first@customer.example" });
    await Promise.all([arrives(stack(), raw), arrives(stack(), `Received: by another way\r\n${raw}`)]);
    const repliedAt = async () =>
      (await deliveries()).find(({ personId }: { personId: string }) => personId === readers[0]?.id).repliedAt;
    const firstAt = await repliedAt();
    await stack().advance(60);
    await arrives(stack(), answers(0, { text: "还有一事", messageId: "second@customer.example" }));
    const [second, first, ...others] = await inbox();
    expect([others, first.threadId, second.threadId]).toEqual([[], first.id, first.id]);
    expect(first).toMatchObject({ kind: "person", from: { personId: readers[0]?.id }, ownerId: reader.id });
    expect(first.answersId).toBeUndefined();
    expect(first.answersMessageId).toBe(second.answersMessageId);
    const { all, variants } = await figures();
    expect([all.sent, all.replied, variants]).toEqual([3, 1, [expect.objectContaining({ replied: 1 })]]);
    expect(await members()).toEqual(["reached", "reached", "responded"]);
    expect(await repliedAt()).toBe(firstAt);
    const mine = (await deliveries()).find(({ personId }: { personId: string }) => personId === readers[0]?.id);
    expect(mine).toMatchObject({ repliedAt: expect.any(String), variant: templateId });

    // What the people of the mailbox write to that goes on in the thread, and so does what is answered to them.
    const { body: answer } = await reader.api.post(`/v1/mails/${first.id}/reply`, { text: "已附报价" });
    await stack().settled();
    expect(answer.threadId).toBe(first.id);
    const ours = stack().outbox(readers[0]?.email).at(-1)?.headers?.["message-id"];
    const again = { inReplyTo: String(ours).replace(/[<>]/g, ""), messageId: "third@customer.example" };
    await arrives(stack(), answers(0, { ...again, to: sentTo(0).replyTo, text: "谢谢" }));
    expect((await inbox())[0]).toMatchObject({ threadId: first.id, answersId: answer.id });
    expect((await figures()).all.replied).toBe(1);
    expect((await reader.api.get(`/v1/mail-campaigns/${id}`)).body.mailboxId).toBe(box.id);
  });

  test("is known by its address alone, and of an address that nobody has by whom the mail had gone to", async () => {
    const { readers, sentTo, inbox, figures } = await campaigned(2);
    const written = { from: "secretary@elsewhere.example", name: "秘书", subject: "转复", text: "王总请您来电" };
    await arrives(stack(), writtenMail(stack(), { ...written, to: sentTo(1).replyTo, messageId: "alias@x" }));
    const [mail] = await inbox();
    expect(mail.relatedTo.map(({ id }: { id: string }) => id)).toContain(readers[1]?.id);
    expect([mail.from.personId, mail.answersMessageId]).toEqual([undefined, expect.stringMatching(/^msg_/)]);
    expect((await figures()).all.replied).toBe(1);
  });

  test("that no person wrote, or that names another's mail, counts nothing", async () => {
    const { answers, inbox, figures, box, sentTo } = await campaigned(1);
    const away = { headers: "Auto-Submitted: auto-replied\r\n", text: "休假中", messageId: "away@x" };
    await arrives(stack(), answers(0, away));
    const other = await campaigned(1);
    // A mail of one tenant that names a message of another's is a mail like any.
    const strange = { to: `${String(box.id).toLowerCase()}@${sentTo(0).replyTo.split("@")[1]}`, text: "别处" };
    await arrives(stack(), other.answers(0, { ...strange, messageId: "strange@x" }));
    const [stranger, automatic] = await inbox();
    expect([stranger.kind, stranger.answersMessageId, automatic.kind]).toEqual(["person", undefined, "automatic"]);
    expect([(await figures()).all.replied, (await other.figures()).all.replied]).toEqual([0, 0]);
  });

  test("needs a mailbox that is there and open", async () => {
    const { admin, box, templateId, readers } = await campaigned(1);
    const body = { name: "x", templateId, recipients: { contactIds: [readers[0]?.id] } };
    const wrong = async (mailboxId: unknown) => {
      const reply = await admin.post("/v1/mail-campaigns", { ...body, mailboxId });
      return [reply.status, reply.body.errors?.[0]?.path];
    };
    expect(await wrong("mbx_0000000000NOBODY00")).toEqual([422, "mailboxId"]);
    const draft = await made(admin, "/v1/mail-campaigns", { ...body, mailboxId: box.id });
    await admin.patch(`/v1/mailboxes/${box.id}`, { active: false });
    expect(await wrong(box.id)).toEqual([422, "mailboxId"]);
    const late = await admin.post(`/v1/mail-campaigns/${draft.id}/send`, {});
    expect([late.status, late.body.errors?.[0]?.path]).toEqual([422, "mailboxId"]);
  });
});
