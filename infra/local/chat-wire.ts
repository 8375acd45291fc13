import type { IncomingMessage } from "node:http";
import { json, type Reply, readBody } from "./http.ts";
import type { Outbox } from "./outbox.ts";

const REQUEST_BYTES_MAX = 65_536;

type Robots = {
  markdown?: { title?: string; content?: string; text?: string };
  card?: { header?: { title?: { content?: string } }; elements?: { content?: string }[] };
};

/** The robots of WeCom, DingTalk and Feishu: what groups are told ends in the outbox, under the robot's address. */
export async function chatWire(request: IncomingMessage, outbox: Outbox): Promise<Reply> {
  const { markdown, card } = JSON.parse((await readBody(request, REQUEST_BYTES_MAX)).toString()) as Robots;
  await outbox.delay();
  if (outbox.failure === "down") return json(503, { errcode: -1, errmsg: "system busy" });
  if (outbox.failure === "throttle") return json(200, { errcode: 45_009, errmsg: "api freq out of limit" });
  if (outbox.failure === "reject") return json(200, { errcode: 93_000, errmsg: "invalid webhook url" });
  const address = (request.url ?? "").replace(/^\/chat\//, "https://").replace(/&timestamp=.*$/, "");
  const text = markdown?.content ?? markdown?.text ?? card?.elements?.[0]?.content ?? "";
  const subject = markdown?.title ?? card?.header?.title?.content ?? "";
  outbox.keep({ channel: "chat", from: "", to: [address], subject, text, html: "", attachments: [] });
  return json(200, { errcode: 0, errmsg: "ok", code: 0, msg: "success" });
}
