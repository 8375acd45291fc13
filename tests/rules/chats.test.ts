import { createHmac } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { chatText } from "../../shared/notify/chat.ts";
import { CHAT_KINDS, robotRequest, robotUrl, sendChat } from "../../shared/notify/webhook.ts";
import { SOAK } from "../support/soak.ts";

const KEY = "693a91f6-7000-4bc4-97a0-0ec2sifa5aaa";
const URLS = {
  wecom: `https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${KEY}`,
  dingtalk: `https://oapi.dingtalk.com/robot/send?access_token=${KEY}`,
  feishu: `https://open.feishu.cn/open-apis/bot/v2/hook/${KEY}`,
};
const NOW = new Date("2027-02-17T00:00:00.500Z");
const TEXT = { title: "2月16日到款日报", lines: ["到款总额：**¥5.00**", "- 华东：**¥5.00**"] };
const SECRET = "SEC000example";

type Taken = { path: string; body: Record<string, unknown> };
let server: Server;
let answer: { status: number; body: string; headers?: Record<string, string> } | "reset";
let taken: Taken[] = [];
let endpoint = "";

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString());
}

beforeAll(async () => {
  server = createServer(async (request, response) => {
    taken.push({ path: request.url ?? "", body: await bodyOf(request) });
    if (answer === "reset") return request.socket.destroy();
    response.writeHead(answer.status, answer.headers);
    response.end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const send = (kind: (typeof CHAT_KINDS)[number], secret?: string) =>
  sendChat({ chatEndpoint: endpoint }, { kind, url: URLS[kind], ...(secret && { secret }) }, TEXT, NOW);

describe("a robot", () => {
  test("of WeCom gets Markdown", async () => {
    [answer, taken] = [{ status: 200, body: '{"errcode":0,"errmsg":"ok"}' }, []];
    expect(await send("wecom")).toEqual({ kind: "sent", providerId: "" });
    const content = `**${TEXT.title}**\n\n${TEXT.lines.join("\n")}`;
    expect(taken).toEqual([
      {
        path: `/qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${KEY}`,
        body: { msgtype: "markdown", markdown: { content } },
      },
    ]);
  });

  test("of DingTalk gets a title, and a signature of moment and secret in its address", async () => {
    [answer, taken] = [{ status: 200, body: '{"errcode":0,"errmsg":"ok"}' }, []];
    expect((await send("dingtalk", SECRET)).kind).toBe("sent");
    const [one] = taken;
    const query = new URL(one?.path ?? "", "http://x").searchParams;
    expect(query.get("timestamp")).toBe("1802822400500");
    const wanted = createHmac("sha256", SECRET).update(`1802822400500\n${SECRET}`).digest("base64");
    expect(query.get("sign")).toBe(wanted);
    expect(one?.body).toMatchObject({ msgtype: "markdown", markdown: { title: TEXT.title } });
    await send("dingtalk");
    expect(taken[1]?.path).toBe(`/oapi.dingtalk.com/robot/send?access_token=${KEY}`);
  });

  test("of Feishu gets a card, signed in its body with the secret in the key", async () => {
    [answer, taken] = [{ status: 200, body: '{"code":0,"msg":"success"}' }, []];
    expect((await send("feishu", SECRET)).kind).toBe("sent");
    const sign = createHmac("sha256", `1802822400\n${SECRET}`).update(Buffer.alloc(0)).digest("base64");
    expect(taken[0]).toEqual({
      path: `/open.feishu.cn/open-apis/bot/v2/hook/${KEY}`,
      body: {
        ...{ timestamp: "1802822400", sign, msg_type: "interactive" },
        card: {
          header: { title: { tag: "plain_text", content: TEXT.title } },
          elements: [{ tag: "markdown", content: TEXT.lines.join("\n") }],
        },
      },
    });
  });

  test.each<[string, typeof answer, string, boolean?]>([
    [
      "WeCom is asked too often",
      { status: 200, body: '{"errcode":45009,"errmsg":"api freq out of limit"}' },
      "refused",
      true,
    ],
    [
      "DingTalk is asked too often",
      { status: 200, body: '{"errcode":130101,"errmsg":"send too fast"}' },
      "refused",
      true,
    ],
    ["WeCom is out of order", { status: 200, body: '{"errcode":-1,"errmsg":"system busy"}' }, "refused", false],
    ["the key is none", { status: 200, body: '{"errcode":93000,"errmsg":"invalid webhook url"}' }, "rejected"],
    ["the signature is wrong", { status: 200, body: '{"code":19021,"msg":"sign match fail"}' }, "rejected"],
    ["it is not at home", { status: 503, body: "" }, "refused", false],
    ["a gate limits", { status: 429, body: "" }, "refused", true],
    ["it fails", { status: 500, body: "oops" }, "unknown"],
    ["it answers nonsense", { status: 200, body: "<html>" }, "unknown"],
    ["it answers nothing of use", { status: 200, body: "[]" }, "unknown"],
    [
      "it leads elsewhere",
      { status: 302, body: "", headers: { location: "http://169.254.169.254/" } },
      "refused",
      false,
    ],
    ["the line breaks", "reset", "unknown"],
  ])("says what became of a message where %s, and is called once", async (_what, reply, kind, ...[isBusy]) => {
    [answer, taken] = [reply, []];
    const outcome = await send("wecom");
    expect(outcome).toMatchObject({ kind, ...(isBusy !== undefined && { isBusy }) });
    expect(taken).toHaveLength(1);
  });

  test("that says when to come again is heard where it is busy or out of order, and no longer than a day", async () => {
    const until = async (status: number, body: string, after: string) => {
      answer = { status, body, headers: { "retry-after": after } };
      const outcome = await send("wecom");
      return outcome.kind === "refused" ? outcome.until : outcome.kind;
    };
    expect(await until(429, "", "90")).toBe("2027-02-17T00:01:30.500Z");
    expect(await until(503, "", "Wed, 17 Feb 2027 06:00:00 GMT")).toBe("2027-02-17T06:00:00.000Z");
    expect(await until(429, "", "999999999")).toBe("2027-02-18T00:00:00.500Z");
    expect(await until(429, "", "soon")).toBeUndefined();
    expect(await until(200, '{"errcode":45009}', "90")).toBeUndefined();
    expect(await until(200, '{"errcode":0}', "90")).toBe("sent");
  });

  test("that is not there has got nothing", async () => {
    const robot = { kind: "wecom" as const, url: URLS.wecom };
    const gone = createServer();
    await new Promise<void>((resolve) => gone.listen(0, "127.0.0.1", resolve));
    const chatEndpoint = `http://127.0.0.1:${(gone.address() as AddressInfo).port}`;
    await new Promise((resolve) => gone.close(resolve));
    expect((await sendChat({ chatEndpoint }, robot, TEXT, NOW)).kind).toBe("refused");
  });
});

describe("an address", () => {
  test("is one of the three services' own, or is never called", async () => {
    for (const kind of CHAT_KINDS) expect(robotUrl(kind, URLS[kind])).toBe(URLS[kind]);
    const { wecom } = URLS;
    const wrong = [
      ...[
        wecom.replace("https", "http"),
        wecom.replace(".com", ".com.evil.example"),
        wecom.replace(".com", ".com:8443"),
      ],
      ...[wecom.replace("//", "//user:pw@"), wecom.replace("send", "../../x"), wecom.replace("qyapi", "127.0.0.1#")],
      ...[
        `https://evil.example/?x=${wecom}`,
        "file:///etc/passwd",
        "http://169.254.169.254/latest",
        URLS.dingtalk,
        "",
        "x",
      ],
      ...[`https://qyapi.weixin.qq.com@evil.example/cgi-bin/webhook/send?key=${KEY}`, wecom.replace(KEY, "a%0d%0ab")],
    ];
    for (const url of wrong) {
      expect([url, robotUrl("wecom", url)]).toEqual([url, undefined]);
      taken = [];
      const outcome = await sendChat({ chatEndpoint: endpoint }, { kind: "wecom", url }, TEXT, NOW);
      expect([outcome.kind, taken]).toEqual(["rejected", []]);
    }
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (url) => {
        for (const kind of CHAT_KINDS) expect(robotUrl(kind, url)).toBeUndefined();
      }),
      { numRuns: 200 * SOAK },
    );
  });
});

describe("a text", () => {
  test("of a customer's stays text: no link, no call to everybody, no line of its own", () => {
    const name = "<at id=all></at> [点此](http://evil.example) **云帆**\n# 大字 `x`";
    const { title, lines } = chatText("zh-CN", name, [
      { kind: "list", items: [{ title: name, value: "¥1.00" }] },
      { kind: "button", label: name, url: "javascript:alert(1)" },
    ]);
    for (const text of [title, ...lines]) {
      expect(text).not.toMatch(/<|\n|`/);
      expect(text.replace(/：\*\*¥1\.00\*\*$/, "")).not.toContain("**");
    }
    expect(title + lines[0]).not.toMatch(/[[\]]/);
    expect(lines.at(-1)).toMatch(/\]\(#\)$/);
  });

  test("that is too long for a group ends with a mark, between two lines", () => {
    const lines = Array.from({ length: 500 }, (_, n) => `第 ${n} 行：青禾云科技`);
    for (const kind of CHAT_KINDS) {
      const { body } = robotRequest({ kind, url: URLS[kind] }, { title: "长", lines }, NOW);
      const content = JSON.stringify(body).match(/"(?:content|text)":"([^"]*…)"/)?.[1] ?? "";
      const shown = JSON.parse(`"${content}"`) as string;
      expect(shown.endsWith("\n…")).toBe(true);
      if (kind !== "dingtalk") expect(Buffer.byteLength(shown)).toBeLessThanOrEqual(4_096);
    }
  });
});
