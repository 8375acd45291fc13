import type { Label } from "../../shared/records/noun.ts";

/** What the fields and states are called that what partners bring has in common. */
export const CHANNEL_FIELDS = {
  customerName: ["客户名称", "Customer"],
  submittedAt: ["提交时间", "Submitted at"],
  decidedAt: ["决定时间", "Decided at"],
  decidedBy: ["决定人", "Decided by"],
  reason: ["理由", "Reason"],
} as const satisfies Readonly<Record<string, Label>>;

export const CHANNEL_STATES = {
  submitted: ["已提交", "Submitted"],
  conflict: ["冲突待裁定", "In conflict"],
  reviewed: ["已审阅", "Reviewed"],
  confirmed: ["已确认", "Confirmed"],
  rejected: ["已驳回", "Rejected"],
  withdrawn: ["已撤回", "Withdrawn"],
  expired: ["已到期", "Expired"],
} as const satisfies Readonly<Record<string, Label>>;
