/** Ways to reach a person, each with a consent of its own. */
export const CHANNELS = ["email", "sms", "call", "wechat"] as const;
export type Channel = (typeof CHANNELS)[number];
