import { type Fact, source } from "../../shared/facts/fact.ts";
import { archived, count, createdOn, share, text, where } from "../reported.ts";
import { partner } from "./table.ts";

/** The partners as they are now. */
export const partnerFact: Fact = {
  name: "partners",
  label: ["伙伴", "Partners"],
  permissions: ["partners.read"],
  on: "createdOn",
  of: "partner",
  dimensions: {
    createdOn,
    tier: text(["伙伴等级", "Tier"]),
    type: text(["伙伴类型", "Type"]),
    archived,
  },
  measures: {
    partners: count(["伙伴数", "Partners"], ["所有伙伴", "All partners"]),
    registered: count(
      ["已登记", "Registered"],
      ["有登记号的伙伴", "Partners with a registration number"],
      "registrationNo",
    ),
    reachable: count(["可邮件联系", "Reachable"], ["有邮箱的伙伴", "Partners with an e-mail"], "email"),
    reachableRate: share(
      ["可联系率", "Reachable share"],
      ["可邮件联系 ÷ 伙伴数", "Reachable in all"],
      "reachable",
      "partners",
    ),
  },
  sources: [
    source(partner, (row) => [
      {
        partners: 1,
        registered: where(row.registrationNo !== undefined),
        reachable: where(row.email !== undefined),
      },
    ]),
  ],
};
