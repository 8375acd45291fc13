import { Fault } from "../../shared/fault.ts";
import { type Noun, noun } from "../../shared/records/noun.ts";
import { contact } from "../contacts/table.ts";
import { lead } from "../leads/table.ts";
import { department, user } from "../users/table.ts";
import { Consent, ConsentInput } from "./schema.ts";
import { consent } from "./table.ts";

/** What somebody agreed to, as everything that handles records by their declaration knows it. It is evidence: whose it is may change, and nothing else. */
export const consentNoun: Noun = noun({
  entity: consent,
  module: "consents",
  path: "/v1/consents",
  input: ConsentInput,
  view: Consent,
  filters: ["channel", "purpose", "state", "ownerId", "departmentId"],
  aliases: { contactId: "personId", leadId: "personId" },
  references: { contactId: contact, leadId: lead, ownerId: user, departmentId: department },
  listed: true,
  labels: {
    noun: ["同意", "Consent"],
    fields: {
      purpose: ["目的", "Purpose"],
      evidence: ["凭证", "Evidence"],
      recordedBy: ["记录人", "Recorded by"],
      keptUntil: ["保留至", "Kept until"],
      erasedAt: ["清除时间", "Erased at"],
      personId: ["当事人", "Person"],
    },
    options: {
      email: ["邮件", "E-mail"],
      sms: ["短信", "Text message"],
      call: ["电话", "Call"],
      wechat: ["微信", "WeChat"],
      given: ["已同意", "Given"],
      withdrawn: ["已撤回", "Withdrawn"],
      requested: ["待确认", "Requested"],
    },
  },
  lacks: {
    search: "it is found by its person",
    custom: "it says what was agreed to and nothing else",
    told: "it hangs on a person and not on an account",
    referable: "nothing hangs on it",
  },
  title: ({ channel, purpose, state }) => `${channel} · ${purpose} · ${state}`,
  checkArchive: ({ state, recordedBy }) => {
    if (state !== "withdrawn" || recordedBy.startsWith(`${user.prefix}_`)) return;
    throw new Fault(
      "invalid_state",
      "They have withdrawn it themselves; record what they say since, with its evidence.",
    );
  },
  writing: async () => (await import("./writing.ts")).writing,
  example: {
    body: {
      contactId: "{contactId}",
      channel: "sms",
      purpose: "marketing",
      state: "given",
      evidence: { textVersion: "newsletter/3", source: "展会登记", at: "2026-11-01T08:00:00Z" },
    },
  },
  patchExample: { body: { ownerId: "{userId}" } },
});
