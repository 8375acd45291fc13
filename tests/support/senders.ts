import { reaching } from "./reached.ts";
import type { ApiReply, TestStack } from "./stack.ts";
import { made } from "./tenant.ts";

/**
 * Every file that writes messages, and whom it writes to: "inside" tells users and partners alone; `service` is the file
 * that says what the service is; `doors` are the calls by which it may send marketing.
 */
export const WRITERS: Readonly<Record<string, "inside" | { service: string } | { doors: readonly Door[] }>> = {
  "functions/activities/tell.ts": "inside",
  "functions/approvals/tell.ts": "inside",
  "functions/broadcasts/tell.ts": "inside",
  "functions/assignment/recycle.ts": "inside",
  "functions/jobs/events.ts": "inside",
  "functions/messages/finance.ts": "inside",
  "functions/messages/paidout.ts": "inside",
  "functions/messages/tell.ts": "inside",
  "functions/messages/undecided.ts": "inside",
  "functions/opportunities/tell.ts": "inside",
  "functions/projects/drive.ts": "inside",
  "functions/users/admins.ts": "inside",
  "functions/reports/refused.ts": "inside",
  "functions/surveys/visitor.ts": "inside",
  "functions/tickets/tell.ts": "inside",
  "functions/time/over.ts": "inside",
  "functions/consents/mail.ts": { service: "functions/consents/mail.ts" },
  "functions/gatherings/follow.ts": { service: "functions/gatherings/told.ts" },
  "functions/invoices/noun.ts": { service: "functions/invoices/mail.ts" },
  "functions/jobs/invoices.ts": { service: "functions/invoices/mail.ts" },
  "functions/jobs/statements.ts": { service: "functions/jobs/statements.ts" },
  "functions/offers/mail.ts": { service: "functions/offers/mail.ts" },
  "functions/projects/link-mail.ts": { service: "functions/projects/link-mail.ts" },
  "functions/reports/run.ts": { service: "functions/reports/recipients.ts" },
  "functions/signing/mail.ts": { service: "functions/signing/mail.ts" },
  "functions/surveys/ask.ts": { service: "functions/surveys/ask.ts" },
  "functions/tickets/reply-mail.ts": { service: "functions/tickets/reply-mail.ts" },
  "functions/broadcasts/turn.ts": { doors: ["mailCampaign", "smsCampaign"] },
  "functions/journeys/effects.ts": { doors: ["journeyMail", "journeyText"] },
  "functions/mailboxes/compose.ts": { doors: ["mail"] },
  "functions/templates/routes.ts": "inside",
};

export const DOORS = ["mailCampaign", "smsCampaign", "journeyMail", "journeyText", "mail"] as const;
export type Door = (typeof DOORS)[number];
export type Purpose = "marketing" | "service";

type Reached = { id: string; email: string; phone: string };
/** One way to send something to a person; what it answers, where it is a call that is refused without consent. */
type Opened = { channel: "email" | "sms"; send(person: Reached): Promise<ApiReply> };

const REFUSING: readonly Door[] = ["mailCampaign", "smsCampaign", "mail"];
/** True for a door that answers 403; behind the others nobody waits for an answer, and the step is passed. */
export const answers = (door: Door): boolean => REFUSING.includes(door);

const TEXTS = {
  email: { channel: "email", subject: "您好", blocks: [{ kind: "paragraph", text: "请看" }] },
  sms: { channel: "sms", text: "请看" },
};

/** A tenant whose every door is open, for one purpose. */
export async function doorsOf(stack: TestStack, purpose: Purpose) {
  const world = await reaching(stack);
  const { admin, person } = world;
  const reader = await person({ roles: ["admin"], name: "韩梅梅" });
  const template = async (channel: "email" | "sms"): Promise<string> =>
    (await made(admin, "/v1/templates", { name: "门", purpose, ...TEXTS[channel] })).id;
  const campaign = async (path: string, body: object): Promise<ApiReply> => {
    const { id } = await made(admin, path, { name: "门", ...body });
    return admin.post(`${path}/${id}/send`, path.includes("sms") ? undefined : {});
  };
  const journey = async (kind: "mail" | "sms"): Promise<Opened> => {
    const channel = kind === "mail" ? "email" : "sms";
    const steps = [{ key: "say", kind, templateId: await template(channel) }];
    const body = { name: "门", of: "contact", trigger: { kind: "manual" }, steps };
    const { id } = await made(admin, "/v1/journeys", body);
    await admin.post(`/v1/journeys/${id}/publish`);
    return { channel, send: (to) => admin.post(`/v1/journeys/${id}/enrolments`, { personId: to.id }) };
  };
  const open: Record<Door, () => Promise<Opened>> = {
    mailCampaign: async () => {
      const templateId = await template("email");
      const send = (to: Reached) => campaign("/v1/mail-campaigns", { templateId, recipients: { contactIds: [to.id] } });
      return { channel: "email", send };
    },
    smsCampaign: async () => ({
      channel: "sms",
      send: (to) => campaign("/v1/sms-campaigns", { purpose, text: "请看", recipients: { contactIds: [to.id] } }),
    }),
    journeyMail: () => journey("mail"),
    journeyText: () => journey("sms"),
    mail: async () => {
      const box = await made(admin, "/v1/mailboxes", { name: "商务", ownerId: reader.id });
      const send = async (to: Reached): Promise<ApiReply> => {
        const said = { subject: "您好", text: "请看", reason: { kind: purpose, purpose } };
        const { id } = await made(reader.api, "/v1/mails", { mailboxId: box.id, to: [{ contactId: to.id }], ...said });
        return reader.api.post(`/v1/mails/${id}/send`);
      };
      return { channel: "email", send };
    },
  };
  return { ...world, open };
}
