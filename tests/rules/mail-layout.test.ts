import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import type { Block, MailContent } from "../../shared/notify/blocks.ts";
import {
  clip,
  compactAmount,
  formatAmount,
  formatDay,
  formatMonth,
  formatPercent,
} from "../../shared/notify/format.ts";
import { renderMail } from "../../shared/notify/mail.ts";
import { anyCharacter } from "../support/characters.ts";
import { SOAK } from "../support/soak.ts";

const runs = 200 * SOAK;
const anyText = fc.string({ unit: anyCharacter, maxLength: 60 });
/** Words that would do harm if they were not escaped, among others. */
const hostile = fc.oneof(
  anyText,
  fc.constantFrom(
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "a\r\nBcc: b@c.d",
    "</td></table>",
    "&lt;",
  ),
);

const blockOf = (text: fc.Arbitrary<string>): fc.Arbitrary<Block> =>
  fc.oneof(
    fc.record({ kind: fc.constantFrom("heading" as const, "paragraph" as const, "note" as const), text }),
    fc.record({ kind: fc.constant("figure" as const), label: text, value: text, note: text }),
    fc.record({
      kind: fc.constant("facts" as const),
      rows: fc.array(fc.record({ label: text, value: text }), { maxLength: 3 }),
    }),
    fc.record({
      kind: fc.constant("list" as const),
      items: fc.array(fc.record({ title: text, detail: text, value: text, note: text }), { maxLength: 3 }),
      total: fc.record({ title: text, value: text }),
    }),
    fc.record({ kind: fc.constant("button" as const), label: text, url: fc.oneof(text, fc.webUrl()) }),
    fc.record({
      kind: fc.constant("image" as const),
      contentId: text,
      alt: text,
      widthPx: fc.integer({ min: 1, max: 600 }),
      heightPx: fc.integer({ min: 1, max: 600 }),
    }),
  );

const contentOf = (text: fc.Arbitrary<string>): fc.Arbitrary<MailContent> =>
  fc.record({
    locale: fc.constantFrom("zh-CN" as const, "en" as const),
    subject: text,
    preheader: text,
    sender: text,
    blocks: fc.array(blockOf(text), { maxLength: 6 }),
    footer: fc.array(text, { maxLength: 2 }),
  });

/** The tags of a document in order, checking that they nest: what a browser would have to repair is an error. */
function openTags(html: string): string[] {
  const empty = new Set(["meta", "img"]);
  const stack: string[] = [];
  const seen: string[] = [];
  for (const [, slash, name] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)(?:\s+[a-z-]+(?:="[^"<>]*"))*\s*>/g)) {
    if (slash) expect(stack.pop()).toBe(name);
    else {
      seen.push(name!);
      if (!empty.has(name!)) stack.push(name!);
    }
  }
  expect(stack).toEqual([]);
  return seen;
}

const sample: MailContent = {
  locale: "zh-CN",
  subject: "到款",
  preheader: "已核销",
  sender: "某某科技",
  footer: [],
  blocks: [
    { kind: "figure", label: "到款金额", value: "¥1.00" },
    { kind: "image", contentId: "chart", alt: "各部门到款", widthPx: 400, heightPx: 300 },
    { kind: "button", label: "查看", url: "https://example.com/a?b=1&c=2" },
  ],
};

describe("a rendered mail", () => {
  test("is well-formed HTML of harmless tags, whatever its texts are", () => {
    const allowed = new Set("html head meta title style body div table tr td p h2 a img".split(" "));
    fc.assert(
      fc.property(contentOf(hostile), (content) => {
        const { html } = renderMail(content);
        const document = html.replace("<!doctype html>", "");
        for (const tag of openTags(document)) expect(allowed).toContain(tag);
        expect(document.replace(/<[^<>]*>/g, "")).not.toMatch(/[<>]/);
        expect(html).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
      }),
      { numRuns: runs },
    );
  });

  test("loads nothing from elsewhere and links to web addresses only", () => {
    fc.assert(
      fc.property(contentOf(hostile), (content) => {
        const { html } = renderMail(content);
        for (const [, url] of html.matchAll(/<img [^>]*src="([^"]*)"/g)) expect(url).toMatch(/^cid:/);
        for (const [, url] of html.matchAll(/ href="([^"]*)"/g)) expect(url).toMatch(/^(https?:|#$)/);
        expect(html).not.toMatch(/<link|@import|url\(/);
      }),
      { numRuns: runs },
    );
  });

  test("says in which language it is, shows its preheader first and never leaves a phone's width", () => {
    const { html } = renderMail(sample);
    expect(html).toContain('<html lang="zh-CN">');
    expect(html).toContain('name="viewport" content="width=device-width');
    expect(html.indexOf("已核销")).toBeLessThan(html.indexOf("到款金额"));
    expect(html).toContain("max-width:560px");
    expect(html).toContain("max-width:400px;height:auto");
    expect(html).toContain('href="https://example.com/a?b=1&amp;c=2"');
  });

  test("refuses a button that would run a script", () => {
    const { html, text } = renderMail({
      ...sample,
      blocks: [{ kind: "button", label: "x", url: "javascript:alert(1)" }],
    });
    expect(html + text).not.toContain("javascript:");
  });

  test("says in plain text what it says in HTML, one line per fact", () => {
    const blocks: Block[] = [
      { kind: "facts", rows: [{ label: "附言", value: "货款\n合计：¥9.00" }] },
      {
        kind: "list",
        items: [{ title: "HT-1", detail: "2026年11月20日到期", value: "¥2.00", note: "已结清" }],
        total: { title: "合计", value: "¥2.00" },
      },
    ];
    const { text } = renderMail({ ...sample, blocks });
    expect(text).toContain("附言：货款 合计：¥9.00\n");
    expect(text).toContain("- HT-1  ¥2.00\n  2026年11月20日到期 · 已结清\n合计：¥2.00\n");
  });
});

describe("figures in words", () => {
  test("yuan have their sign in Chinese, every other amount its code", () => {
    expect(formatAmount("zh-CN", 118_580, "CNY")).toBe("¥1,185.80");
    expect(formatAmount("zh-CN", -118_580, "CNY")).toBe("-¥1,185.80");
    expect(formatAmount("zh-CN", 118_580, "JPY")).toBe("JPY 118,580");
    expect(formatAmount("en", 118_580, "CNY")).toBe("CNY 1,185.80");
  });

  test("compact amounts round half up to a tenth of their unit", () => {
    expect(compactAmount("zh-CN", 629_574_507, "CNY")).toBe("629.6万");
    expect(compactAmount("zh-CN", 1_234_500_000_000, "CNY")).toBe("123.5亿");
    expect(compactAmount("en", 629_574_507, "CNY")).toBe("6.3M");
    expect(compactAmount("en", 6_295_745, "JPY")).toBe("6.3M");
    expect(compactAmount("zh-CN", 99, "CNY")).toBe("1");
    expect([765_000, -123_456_7, 0].map((of) => compactAmount("en", of, "CNY"))).toEqual(["7.7K", "-12.3K", "0"]);
    expect(compactAmount("zh-CN", 765_000, "CNY")).toBe("7,650");
  });

  test("dates and percentages read naturally in both languages", () => {
    expect(formatDay("zh-CN", "2026-11-22")).toBe("2026年11月22日 周日");
    expect(formatDay("en", "2026-11-22")).toBe("Sun 22 Nov 2026");
    expect([formatMonth("zh-CN", "2026-09"), formatMonth("en", "2026-09")]).toEqual(["2026年9月", "Sep 2026"]);
    expect([formatPercent(2050), formatPercent(-5), formatPercent(-4), formatPercent(10_000)]).toEqual([
      "20.5%",
      "-0.1%",
      "0.0%",
      "100.0%",
    ]);
  });

  test("a clipped text never splits a character", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 1, max: 20 }), (text, max) => {
        const clipped = clip(text, max);
        expect(Array.from(clipped).length).toBeLessThanOrEqual(max);
        expect(clipped.isWellFormed()).toBe(true);
      }),
    );
  });
});
