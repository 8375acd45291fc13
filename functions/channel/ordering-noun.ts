import type * as z from "zod";
import { type Noun, noun } from "../../shared/records/noun.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { partner } from "../partners/table.ts";
import { product } from "../products/table.ts";
import { ownership } from "../users/ownership.ts";
import { department, user } from "../users/table.ts";
import { PartnerOrder, PartnerOrderInput } from "./ordering-schema.ts";
import { ofPartner } from "./rules.ts";
import { partnerOrder } from "./table.ts";
import { whose } from "./whose.ts";
import { CHANNEL_FIELDS, CHANNEL_STATES } from "./words.ts";

type Row = RowOf<typeof partnerOrder>;

/** What a partner orders, as it is until it is confirmed and becomes an order. */
export const partnerOrderNoun: Noun = noun({
  entity: partnerOrder,
  module: "channel",
  path: "/v1/partner-orders",
  input: PartnerOrderInput,
  view: PartnerOrder,
  listed: true,
  labels: {
    noun: ["伙伴订货", "Partner order"],
    fields: {
      ...CHANNEL_FIELDS,
      activationCode: ["激活码", "Activation code"],
      activationCodeId: ["激活码编号", "Activation code's ID"],
      toSeats: ["升级后席位", "Seats afterwards"],
      fromSeats: ["原有席位", "Seats before"],
      rateBasisPoints: ["折扣率", "Rate"],
    },
    options: { ...CHANNEL_STATES, normal: ["普通订货", "Products"], upgrade: ["升级", "Upgrade"] },
  },
  title: ({ customerName }) => customerName,
  lacks: {
    custom: "partners write it, and fields of a tenant's own are no business of theirs",
    told: "it hangs on no account",
    referable: "what becomes of it is named, and it is not",
  },
  search: ({ customerName }) => [{ field: "customerName", text: customerName, kind: "name" }],
  filters: ["partnerId", "state", "kind", "customerName"],
  references: { partnerId: partner, ownerId: user, departmentId: department, "lines.productId": product },
  states: {
    field: "state",
    next: {
      draft: ["submitted", "withdrawn"],
      submitted: ["confirmed", "rejected", "withdrawn"],
      confirmed: ["withdrawn"],
    },
    changeIn: ["draft"],
    archiveIn: ["draft", "rejected", "withdrawn"],
    instead: { change: "what was submitted is not changed; withdraw it and order anew" },
  },
  defaults: () => ({ state: "draft" }),
  prepare: async (call, input: z.output<typeof PartnerOrderInput>, named) => {
    const of = await whose(call, input);
    const { priced } = await import("./ordering.ts");
    const wanted = { ...input, ...of, currency: input.currency ?? call.tenant.currency };
    // The code is looked into and not kept: which one it was is.
    return { ...of, ...(await priced(call, wanted, named)), activationCode: undefined };
  },
  revise: async (call, before: Row, patch: Partial<z.output<typeof PartnerOrderInput>>) => {
    const of = { ...ofPartner(call, patch, before), ...(await ownership(call, before, patch)) };
    const { priced } = await import("./ordering.ts");
    const wanted = { ...before, ...patch, partnerId: before.partnerId, currency: patch.currency ?? before.currency };
    return { ...of, ...(await priced(call, wanted, undefined, before)), activationCode: null };
  },
  example: {
    body: {
      ...{ partnerId: "{partnerId}", customerName: "宁波示例制造有限公司", kind: "normal" },
      lines: [{ productId: "{productId}", quantity: 10 }],
    },
  },
  patchExample: { body: { note: "请本周发货" } },
});
