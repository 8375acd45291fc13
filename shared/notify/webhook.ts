import { createHmac } from "node:crypto";
import type { Config } from "../config.ts";
import { brokenOff, untilAsked } from "./called.ts";
import type { Outcome } from "./send.ts";

/** The group chats whose robots take messages by a webhook. */
export const CHAT_KINDS = ["wecom", "dingtalk", "feishu"] as const;
export type ChatKind = (typeof CHAT_KINDS)[number];

/** A group's robot: where it listens, and what its messages are signed with, where it asks for that. */
export type Robot = { kind: ChatKind; url: string; secret?: string };
/** What a group is told: a title, and lines in the little Markdown that all of them show. */
export type ChatText = { title: string; lines: readonly string[] };

type Address = { hosts: readonly string[]; path: RegExp; key?: string };

/** Where robots listen, and nowhere else: whatever a tenant enters, no other address is ever called. */
const ADDRESSES: Readonly<Record<ChatKind, Address>> = {
  wecom: { hosts: ["qyapi.weixin.qq.com"], path: /^\/cgi-bin\/webhook\/send$/, key: "key" },
  dingtalk: { hosts: ["oapi.dingtalk.com"], path: /^\/robot\/send$/, key: "access_token" },
  feishu: {
    hosts: ["open.feishu.cn", "open.larksuite.com"],
    path: /^\/open-apis\/bot\/v2\/hook\/[A-Za-z0-9-]{10,100}$/,
  },
};

/** How the address of a robot looks, for whoever enters one. */
export const ADDRESS_FORMS: Readonly<Record<ChatKind, string>> = {
  wecom: "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…",
  dingtalk: "https://oapi.dingtalk.com/robot/send?access_token=…",
  feishu: "https://open.feishu.cn/open-apis/bot/v2/hook/…",
};

/** The address of a robot in its one form, or `undefined` where none of that kind listens there. */
export function robotUrl(kind: ChatKind, address: string): string | undefined {
  const { hosts, path, key } = ADDRESSES[kind];
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  const isThere = url.protocol === "https:" && hosts.includes(url.host) && path.test(url.pathname);
  if (!isThere || url.username !== "" || url.password !== "") return undefined;
  if (!key) return url.origin + url.pathname;
  const value = url.searchParams.get(key) ?? "";
  return /^[A-Za-z0-9_-]{10,200}$/.test(value) ? `${url.origin}${url.pathname}?${key}=${value}` : undefined;
}

/** Bytes that WeCom takes of a text; the others take more. */
const TEXT_BYTES_MAX = 4_096;

/** As many whole lines as a group takes, with a mark where some were left out. */
function fitted(lines: readonly string[]): string {
  const kept: string[] = [];
  let bytes = 0;
  for (const line of lines) {
    bytes += Buffer.byteLength(line) + 1;
    if (bytes > TEXT_BYTES_MAX - 4) return [...kept, "…"].join("\n");
    kept.push(line);
  }
  return kept.join("\n");
}

const hmac = (key: string, text: string): string => createHmac("sha256", key).update(text).digest("base64");

/** The request that brings a group its message, as each of the three asks for it. */
export function robotRequest({ kind, url, secret }: Robot, { title, lines }: ChatText, now: Date) {
  const headed = [`**${title}**`, "", ...lines];
  switch (kind) {
    case "wecom":
      return { url, body: { msgtype: "markdown", markdown: { content: fitted(headed) } } };
    case "dingtalk": {
      const timestamp = now.getTime();
      const sign = secret && encodeURIComponent(hmac(secret, `${timestamp}\n${secret}`));
      // A single line break is none in DingTalk's Markdown.
      const text = fitted(headed).replaceAll("\n", "\n\n");
      return {
        url: sign ? `${url}&timestamp=${timestamp}&sign=${sign}` : url,
        body: { msgtype: "markdown", markdown: { title, text } },
      };
    }
    case "feishu": {
      const timestamp = String(Math.floor(now.getTime() / 1_000));
      const signed = secret && { timestamp, sign: hmac(`${timestamp}\n${secret}`, "") };
      const header = { title: { tag: "plain_text", content: title } };
      const card = { header, elements: [{ tag: "markdown", content: fitted(lines) }] };
      return { url, body: { ...signed, msg_type: "interactive", card } };
    }
  }
}

const ANSWER_MS_MAX = 10_000;
const ANSWER_BYTES_MAX = 16_384;
/** What says that a robot was told too much at once: WeCom, DingTalk, Feishu. */
const BUSY = new Set([45_009, 130_101, 11_232]);
/** WeCom's word for being out of order itself. */
const OUT_OF_ORDER = -1;

/** Reads what a robot answers; 0 means that the group has it. */
export function robotOutcome(status: number, text: string): Outcome {
  const error = `${status}: ${text}`.slice(0, 300);
  if (status === 429) return { kind: "refused", error, isBusy: true };
  if (status === 503 || (status >= 300 && status < 500)) return { kind: "refused", error, isBusy: false };
  if (status >= 500) return { kind: "unknown", error };
  let answer: { errcode?: unknown; code?: unknown; StatusCode?: unknown };
  try {
    answer = JSON.parse(text) ?? {};
  } catch {
    return { kind: "unknown", error };
  }
  const code = answer.errcode ?? answer.code ?? answer.StatusCode;
  if (code === 0) return { kind: "sent", providerId: "" };
  if (typeof code !== "number") return { kind: "unknown", error };
  if (BUSY.has(code)) return { kind: "refused", error, isBusy: true };
  return code === OUT_OF_ORDER ? { kind: "refused", error, isBusy: false } : { kind: "rejected", error };
}

async function answerOf(response: Response): Promise<string> {
  let text = "";
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    if (text.length > ANSWER_BYTES_MAX) break;
  }
  return text;
}

/** Tells a group by its robot. It is called once, follows no redirect, and reads a short answer only. */
export async function sendChat(
  { chatEndpoint }: Pick<Config, "chatEndpoint">,
  robot: Robot,
  text: ChatText,
  now: Date,
): Promise<Outcome> {
  // What was allowed when it was entered is asked again: the row may be older than the list.
  const known = robotUrl(robot.kind, robot.url);
  if (!known) return { kind: "rejected", error: `No ${robot.kind} robot listens at this address.` };
  const { url, body } = robotRequest({ ...robot, url: known }, text, now);
  const target = chatEndpoint ? url.replace("https:/", chatEndpoint) : url;
  try {
    const response = await fetch(target, {
      method: "POST",
      headers: { "content-type": "application/json; charset=utf-8" },
      body: JSON.stringify(body),
      redirect: "manual",
      signal: AbortSignal.timeout(ANSWER_MS_MAX),
    });
    return untilAsked(robotOutcome(response.status, await answerOf(response)), response, now);
  } catch (failure) {
    return brokenOff(failure);
  }
}
