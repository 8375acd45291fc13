import { setting } from "../../shared/records/setting.ts";
import { ErasurePolicy } from "./schema.ts";

/** What erasures of people leave as it is. */
export const erasurePolicy = setting({
  noun: "erasurePolicy",
  plural: "erasure policies",
  prefix: "erp",
  id: "erp_tenant",
  schema: ErasurePolicy,
  path: "/v1/erasure-policy",
  reading: "privacy.read",
  writing: "privacy.write",
  tells: "Which records an erasure of a person leaves as they are, for how long, and why.",
  replaces: "Says which records an erasure leaves as they are. Left out, vouchers of account are kept for ten years.",
  example: { holds: [{ noun: "receivable", years: 10, reason: "AO § 147" }] },
});
