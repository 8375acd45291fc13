import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import PostalMime from "postal-mime";
import { asciiAddress, buildRawMail, type RawMail } from "../../shared/notify/mime.ts";
import { SOAK } from "../support/soak.ts";

const runs = 150 * SOAK;

const base: RawMail = {
  from: { name: "青禾云科技", address: "notify@mail.example.com" },
  to: [{ name: "王 小明", address: "wang@example.com" }],
  subject: "到款",
  text: "你好",
  html: "<p>你好</p>",
  locale: "zh-CN",
  messageId: "out_1.2@mail.example.com",
  date: new Date("2026-11-22T00:00:00Z"),
};

const parse = (mail: RawMail) =>
  PostalMime.parse(Buffer.from(buildRawMail(mail), "latin1"), { attachmentEncoding: "arraybuffer" });

/** Text that survives a header: one line, single spaces, no space at its ends. */
const headerText = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 120 })
  .map((text) =>
    text
      .replace(/[\p{Cc}\u2028\u2029]+/gu, " ")
      .replace(/ +/g, " ")
      .trim(),
  )
  .filter((text) => text !== "");
const lines = fc.array(
  fc.string({ unit: "grapheme", maxLength: 90 }).map((t) => t.replace(/[\r\n]/g, "")),
  { maxLength: 6 },
);
const fileName = fc
  .oneof(headerText, fc.constantFrom("到款日报-2026-11-22.xlsx", "receipts 1 (2).xlsx", 'a;b="c"\'d*.xlsx', "…"))
  .map((name) =>
    Array.from(name.replace(/[\\/:*?"<>|]/g, "_"))
      .slice(0, 120)
      .join("")
      .trim(),
  )
  .filter((name) => name !== "");

/** Mail has CRLF between lines, JavaScript texts have LF. */
const unixLines = (text: string | undefined): string => (text ?? "").replaceAll("\r\n", "\n");

const file = (name: string, content: Uint8Array) => ({
  filename: name,
  contentType: "application/octet-stream",
  content,
});

describe("a raw message", () => {
  test("is read back by a mail parser as it was written", async () => {
    await fc.assert(
      fc.asyncProperty(
        headerText,
        headerText,
        lines,
        fileName,
        fc.uint8Array({ maxLength: 300 }),
        async (subject, name, body, filename, content) => {
          const text = ["正文", ...body].join("\n");
          const mail = {
            ...base,
            subject,
            to: [{ name, address: "wang@example.com" }],
            text,
            html: `<p>${text}</p>`,
            inline: [{ filename: "chart.png", contentType: "image/png", content, contentId: "receipts-chart" }],
            attachments: [file(filename, content)],
          };
          const read = await parse(mail);
          expect(read.subject).toBe(subject);
          expect(read.to).toEqual([{ name, address: "wang@example.com" }]);
          expect(unixLines(read.text).trimEnd()).toBe(text.trimEnd());
          expect(unixLines(read.html)).toContain(`<p>${text}</p>`);
          expect(read.attachments.map((a) => [a.filename, a.disposition, a.contentId])).toEqual([
            ["chart.png", "inline", "<receipts-chart>"],
            [filename, "attachment", undefined],
          ]);
          for (const attachment of read.attachments)
            expect(Buffer.from(attachment.content as ArrayBuffer)).toEqual(Buffer.from(content));
        },
      ),
      { numRuns: runs },
    );
  });

  test("lets nobody add a header, a part or a line", async () => {
    const evil = "a\r\nBcc: thief@example.com\r\n\r\n--=_mixed_boundary\r\nX";
    const raw = buildRawMail({
      ...base,
      subject: evil,
      from: { name: evil, address: "notify@mail.example.com" },
      to: [{ name: evil, address: "wang@example.com" }],
      text: evil,
      html: evil,
      attachments: [file(evil, Buffer.from(evil))],
    });
    expect(raw).not.toMatch(/^(bcc|x):?/im);
    expect(raw.split(/^--=_mixed_boundary/m)).toHaveLength(4);
    const read = await PostalMime.parse(Buffer.from(raw, "latin1"));
    expect(read.bcc).toBeUndefined();
    expect(read.attachments).toHaveLength(1);
  });

  test("is ASCII in short lines ended by CRLF, with a subject of any length folded", () => {
    const raw = buildRawMail({
      ...base,
      subject: "到款日报".repeat(40),
      text: "长".repeat(3000),
      attachments: [file("明细".repeat(40), Buffer.alloc(5000))],
    });
    expect(raw).toMatch(/^[\x20-\x7e\r\n]*$/);
    expect(raw.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
    for (const line of raw.split("\r\n")) expect(line.length).toBeLessThanOrEqual(78);
  });

  test("nests mixed › alternative › related, and only what it needs", () => {
    const picture = { filename: "c.png", contentType: "image/png", content: Buffer.from("x"), contentId: "c" };
    const kinds = (mail: RawMail) => [...buildRawMail(mail).matchAll(/multipart\/(\w+)/g)].map(([, kind]) => kind);
    expect(kinds(base)).toEqual(["alternative"]);
    expect(kinds({ ...base, inline: [picture] })).toEqual(["alternative", "related"]);
    expect(kinds({ ...base, inline: [picture], attachments: [file("a", Buffer.from("x"))] })).toEqual([
      "mixed",
      "alternative",
      "related",
    ]);
  });

  test("carries its identity, its date and the way out", () => {
    const raw = buildRawMail({ ...base, unsubscribeUrl: "https://crm.example.com/u?t=1" });
    expect(raw).toContain("Message-ID: <out_1.2@mail.example.com>\r\n");
    expect(raw).toContain("Date: Sun, 22 Nov 2026 00:00:00 +0000\r\n");
    expect(raw).toContain(
      "List-Unsubscribe: <https://crm.example.com/u?t=1>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n",
    );
    expect(raw).toContain("Auto-Submitted: auto-generated\r\n");
    expect(buildRawMail(base)).toBe(buildRawMail(base));
  });
});

describe("a mail address", () => {
  test("goes out in ASCII, with its domain in Punycode", () => {
    expect(asciiAddress("wang@例子.公司")).toBe("wang@xn--fsqu00a.xn--55qx5d");
    expect(asciiAddress("first.last+tag@sub.example.com")).toBe("first.last+tag@sub.example.com");
  });

  test("is refused when it is none or would break the header", () => {
    const bad = [
      "",
      "a",
      "a@",
      "@b.c",
      "a b@c.de",
      "a@b",
      "a@b.c\r\nBcc: d@e.f",
      "a@b.cd>",
      "<a@b.cd",
      "a,b@c.de",
      "王@c.de",
      "a..b@c.de",
    ];
    expect(bad.filter((address) => asciiAddress(address) !== undefined)).toEqual([]);
    expect(() => buildRawMail({ ...base, to: [{ address: "a@b.c\r\nBcc: d@e.f" }] })).toThrow("checked before");
  });
});
