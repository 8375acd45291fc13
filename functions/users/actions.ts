import { Fault } from "../../shared/fault.ts";
import { action } from "../../shared/records/transition.ts";
import { user } from "./table.ts";

/** What an administrator does about somebody's way in. */
export const userActions = [
  action(user, {
    name: "invite",
    label: { "zh-CN": "再次邀请", en: "Invite again" },
    summary: "Sends the invitation to sign in once more; whoever has a mail address was sent one when they were made.",
    repeats: false,
    check: (_call, row) => {
      if (!row.email)
        throw new Fault("invalid_state", "There is no mail address; set one first, and an invitation is sent.");
    },
    run: ({ now }) => ({ fields: { invitedAt: now } }),
  }),
  action(user, {
    name: "sign-out",
    label: { "zh-CN": "全部退出登录", en: "Sign out everywhere" },
    summary: "Ends all sign-ins of somebody, on every device; API keys stay.",
    repeats: false,
    run: ({ now }) => ({ fields: { signedOutAt: now } }),
  }),
];
