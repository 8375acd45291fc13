import { invalidField } from "../../shared/fault.ts";
import { crud } from "../../shared/http/crud.ts";
import type { Route } from "../../shared/http/route.ts";
import { ADDRESS_FORMS, robotUrl } from "../../shared/notify/webhook.ts";
import { ChatGroupInput, ChatGroupView } from "./schema.ts";
import { chatGroup } from "./table.ts";

/** The group chats that may be told something; who enters one decides what leaves the company by it. */
export const chatRoutes: Route[] = crud({
  entity: chatGroup,
  module: "chats",
  path: "/v1/chat-groups",
  input: ChatGroupInput,
  view: ChatGroupView,
  filters: ["name", "kind"],
  derive: (_call, { kind, url, secret }) => {
    const known = robotUrl(kind, url);
    if (!known) throw invalidField("url", `A ${kind} robot's address is ${ADDRESS_FORMS[kind]}`);
    if (kind === "wecom" && secret) throw invalidField("secret", "A WeCom robot's messages are not signed.");
    return { url: known };
  },
  show: ({ url: _url, secret, ...row }) => ({ ...row, isSigned: secret !== undefined }),
  example: {
    body: {
      name: "管理层日报",
      kind: "wecom",
      url: "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa",
    },
  },
  patchExample: { body: { name: "管理层早报" } },
});
