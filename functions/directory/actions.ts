import { Fault } from "../../shared/fault.ts";
import { loaded } from "../../shared/http/record.ts";
import { action, type Moved } from "../../shared/records/transition.ts";
import { creation } from "../../shared/records/write.ts";
import { accountNoun } from "../accounts/noun.ts";
import { account } from "../accounts/table.ts";
import { sameBy } from "../duplicates.ts";
import { ConvertInput } from "./schema.ts";
import { directoryEntry, directorySource } from "./table.ts";

const pull = action(directorySource, {
  name: "pull",
  label: { "zh-CN": "立即拉取", en: "Ask now" },
  summary: "Has a provider asked now, and not when it is due; what was broken off goes on.",
  permission: "directory.configure",
  example: { body: undefined },
  check: (_call, { kind }) => {
    if (kind !== "provider") throw new Fault("invalid_state", "A list is delivered and not asked.");
  },
  run: ({ now }) => ({ fields: { dueAt: now } }),
});

const convert = action(directoryEntry, {
  name: "convert",
  label: { "zh-CN": "转为客户", en: "Make an account" },
  summary: "Makes it an account, or ties it to the one that has its number or that is named. Done once.",
  repeats: (_call, { accountId }) => accountId !== undefined,
  body: ConvertInput,
  example: { body: {} },
  run: async (call, row): Promise<Moved> => {
    const { accountId, ownerId = row.ownerId } = call.body;
    if (accountId) {
      const named = await loaded({ ...call, ifMatch: undefined, writes: false }, account, accountId);
      return { fields: { accountId: named.id } };
    }
    const [known] = await sameBy(call, account, "registrationNo", row.registrationNo);
    if (known) return { fields: { accountId: known.id } };
    call.access.need("accounts.write", "This conversion");
    const { name, registrationNo, industry, size, website, phone, emailDomains, region, tags } = row;
    const said = { name, registrationNo, industry, size, website, phone, emailDomains, region, tags };
    const given = Object.entries({ ...said, ownerId, source: "directory" }).filter(([, value]) => value !== undefined);
    const change = await creation(call, accountNoun, Object.fromEntries(given));
    return { fields: { accountId: change.after.id }, beside: change.actions };
  },
});

export const directorySourceActions = [pull];
export const directoryEntryActions = [convert];
