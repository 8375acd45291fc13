import type { Noun } from "../../shared/records/noun.ts";

/** The names of what all campaigns by message have, be they mails or texts. */
export const FIELDS = {
  purpose: ["目的", "Purpose"],
  recipients: ["收件人", "Recipients"],
  recipientCount: ["收件人数", "Number of recipients"],
  counted: ["统计结果", "Counted"],
  reached: ["可触达", "Reached"],
  refusedBecause: ["未发送原因", "Not sent because"],
  sentAt: ["发送时间", "Sent at"],
  sentBy: ["发送人", "Sent by"],
  endedAt: ["结束时间", "Ended at"],
  queued: ["已提交", "Queued"],
  withheld: ["未获同意", "Without consent"],
  heldOut: ["留白人数", "Held out"],
  lacking: ["缺少变量", "Lacking a value"],
  doubled: ["地址重复", "At the same address"],
  stoppedBecause: ["停止原因", "Stopped because"],
} as const;

export const OPTIONS = {
  marketing: ["营销", "Marketing"],
  service: ["服务", "Service"],
  counting: ["统计人数中", "Counting"],
  sending: ["发送中", "Sending"],
  sent: ["已发送", "Sent"],
  stopped: ["已停止", "Stopped"],
  draft: ["草稿", "Draft"],
} as const;

export const LACKS: NonNullable<Noun["lacks"]> = {
  search: "it is found by its name in its list",
  custom: "it is sent and done with",
  told: "it hangs on no account",
  referable: "nothing hangs on it",
};
