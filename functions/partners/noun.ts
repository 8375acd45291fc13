import { type Noun, noun } from "../../shared/records/noun.ts";
import { REFERABLE } from "../referable.ts";
import { user } from "../users/table.ts";
import { PartnerInput, PartnerView } from "./schema.ts";
import { partner } from "./table.ts";

/** A reseller or agent, as everything that handles records by their declaration knows it. */
export const partnerNoun: Noun = noun({
  entity: partner,
  module: "partners",
  path: "/v1/partners",
  input: PartnerInput,
  view: PartnerView,
  filters: ["name", "tier", "type"],
  references: { managerId: user },
  custom: REFERABLE,
  listed: true,
  lacks: { told: "it hangs on no account", owners: "everybody sees it", referable: "orders name it themselves" },
  labels: {
    noun: ["伙伴", "Partner"],
    fields: {
      rateBasisPoints: ["折扣率", "Rate"],
      termsNumber: ["条款版本", "Version of its terms"],
      type: ["伙伴类型", "Type"],
      territories: ["区域", "Territories"],
      contractFromOn: ["合同开始", "Contract from"],
      contractToOn: ["合同结束", "Contract to"],
      managerId: ["渠道经理", "Partner manager"],
      payoutAccount: ["收款账户", "Payout account"],
    },
  },
  search: ({ name, email, phone, registrationNo }) => [
    { field: "name", text: name, kind: "name" },
    ...(email ? [{ field: "email", text: email, kind: "email" as const }] : []),
    ...(phone ? [{ field: "phone", text: phone, kind: "phone" as const }] : []),
    ...(registrationNo ? [{ field: "registrationNo", text: registrationNo, kind: "number" as const }] : []),
  ],
  writing: async () => (await import("./writing.ts")).writing,
  example: {
    body: {
      ...{ name: "杭州数智渠道有限公司", email: "channel@example.com", territories: ["浙江"] },
      payoutAccount: { name: "杭州数智渠道有限公司", accountNo: "571900001234", bankCode: "308331012345" },
    },
  },
  patchExample: { body: { locale: "zh-CN" } },
});
