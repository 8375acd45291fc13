import { Fault, type InputError } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import { addressProblem } from "../../shared/outside.ts";
import { checkedFields } from "../../shared/records/checked-filter.ts";
import { type Noun, noun } from "../../shared/records/noun.ts";
import { ownership } from "../users/ownership.ts";
import { department, user } from "../users/table.ts";
import { cleansed, numberFaults } from "./rules.ts";
import {
  DirectoryDeliveryInput,
  DirectoryDeliveryView,
  DirectoryEntryInput,
  DirectoryEntryView,
  DirectorySegment,
  DirectorySegmentInput,
  DirectorySourceInput,
  DirectorySourceView,
} from "./schema.ts";
import {
  type DeliveryRow,
  directoryDelivery,
  directoryEntry,
  directorySegment,
  directorySource,
  type SourceRow,
} from "./table.ts";

function sourceFaults({ kind, baseUrl, token }: Partial<SourceRow>): InputError[] {
  if (kind !== "provider") return [];
  const problem = baseUrl && addressProblem(baseUrl);
  if (problem) return [{ path: "baseUrl", code: "invalid", message: `baseUrl ${problem}.` }];
  return Object.entries({ baseUrl, token }).flatMap(([path, value]) =>
    value === undefined ? [{ path, code: "required", message: `${path} is required of a provider.` }] : [],
  );
}

/** Where companies are known from. */
export const directorySourceNoun: Noun = noun({
  entity: directorySource,
  module: "directory",
  path: "/v1/directory-sources",
  input: DirectorySourceInput,
  view: DirectorySourceView,
  filters: ["name", "kind"],
  check: (values) => sourceFaults(values as Partial<SourceRow>),
  derive: ({ now }, { kind, dueAt, archived }) =>
    kind === "provider" && !archived ? { dueAt: dueAt ?? now } : { dueAt: null },
  show: ({ token: _token, cursor: _cursor, runAt: _runAt, ...shown }) => shown,
  example: {
    body: {
      ...{ name: "企业数据商", rank: 1, kind: "provider" },
      ...{ baseUrl: "https://companies.example.com/api", token: "a-token-of-the-provider" },
    },
  },
  patchExample: { body: { rank: 2 } },
});

const COMPANY = { name: "上海云帆软件有限公司", country: "CN", region: "上海市", industry: "软件", size: 800 };

/** A caller who says what a new entry is to be called. Whoever settles the delivery first, the stream or the call, calls it so. */
export type Delivering = Caller & { newEntryId?: string | undefined };

/** What one source says of one company. */
export const directoryDeliveryNoun: Noun = noun({
  entity: directoryDelivery,
  module: "sourcing",
  path: "/v1/directory-deliveries",
  input: DirectoryDeliveryInput,
  view: DirectoryDeliveryView,
  filters: ["sourceId", "name", "registrationNo", "entryId"],
  references: { sourceId: directorySource },
  listed: true,
  labels: {
    noun: ["名录数据", "Directory delivery"],
    fields: {
      sourceId: ["数据来源", "Source"],
      asOf: ["数据时间", "As of"],
      vatNo: ["增值税号", "VAT number"],
      country: ["国家", "Country"],
      size: ["员工人数", "Employees"],
      emailDomains: ["邮箱域名", "Mail domains"],
      entryId: ["名录条目", "Entry"],
    },
  },
  lacks: {
    search: "what it says is found in its entry",
    custom: "it says what a source says and nothing else",
    told: "it hangs on no account",
    owners: "it is a source's",
    referable: "nothing hangs on it",
  },
  title: ({ name }) => name,
  check: (values) => numberFaults(values as Partial<DeliveryRow>),
  prepare: ({ now, newEntryId }: Delivering, { asOf = now }) => {
    if (asOf <= now) return { asOf, ...(newEntryId && { newEntryId }) };
    const message = "asOf must not lie in the future.";
    throw new Fault("invalid", message, { errors: [{ path: "asOf", code: "invalid", message }] });
  },
  derive: (_call, row) => cleansed(row),
  again: async ({ table }, row, { asOf }) =>
    (await import("./places.ts")).toldAlready(table, row as DeliveryRow, asOf !== undefined),
  example: { body: { sourceId: "{directorySourceId}", ...COMPANY } },
  patchExample: { body: { size: 900 } },
});

/** A company as all sources together know it. */
export const directoryEntryNoun: Noun = noun({
  entity: directoryEntry,
  module: "directory",
  path: "/v1/directory-entries",
  input: DirectoryEntryInput,
  view: DirectoryEntryView,
  filters: ["name", "registrationNo", "grade", "industry", "region", "country", "accountId", "ownerId", "departmentId"],
  ranges: ["size"],
  references: { ownerId: user, departmentId: department },
  revise: (call, before, patch) => ownership(call, before, patch),
  derive: async (call, after) => (await import("./grade.ts")).graded(call, after),
  show: ({ said: _said, ...shown }) => shown,
  example: {
    body: {
      sourceId: "{directorySourceId}",
      ...{ name: "Beispiel Maschinenbau GmbH", country: "DE", registrationNo: "HRB 12345", vatNo: "DE136695976" },
      ...{ industry: "Manufacturing", size: 1_200, website: "https://www.beispiel-maschinenbau.de" },
    },
  },
  patchExample: { body: { tags: ["重点"] } },
});

/** The companies that a filter picks, at every moment anew: whom a campaign is aimed at. */
export const directorySegmentNoun: Noun = noun({
  entity: directorySegment,
  module: "directory",
  path: "/v1/directory-segments",
  input: DirectorySegmentInput,
  view: DirectorySegment,
  filters: ["name"],
  prepare: (call, { filter }) => {
    checkedFields(call.access, directoryEntryNoun, filter);
    return {};
  },
  revise: (call, _before, { filter }: { filter?: Parameters<typeof checkedFields>[2] }) => {
    if (filter) checkedFields(call.access, directoryEntryNoun, filter);
    return {};
  },
  example: { body: { name: "华东大型制造业", filter: { all: [{ field: "size", op: "gte", value: 500 }] } } },
  patchExample: { body: { name: "大型制造业" } },
});
