import { expect, test } from "@jest/globals";
import * as fc from "fast-check";
import type { Block, MailContent, Tone } from "../../shared/notify/blocks.ts";
import { renderMail } from "../../shared/notify/mail.ts";

/** What the guidelines for accessible content ask of text of any size. */
const CONTRAST_MIN = 4.5;
type Look = Readonly<Record<string, string>>;
type Said = { text: string; ink: string | undefined; ground: string | undefined };

const declared = (style: string): Look =>
  Object.fromEntries(
    style.split(";").flatMap((one) => {
      const [name = "", value = ""] = one.split(":").map((part) => part.trim());
      return name ? [[name, value.replace("!important", "").trim()]] : [];
    }),
  );

/** What the style element says of classes where the screen is dark. */
function nightOf(html: string): ReadonlyMap<string, Look> {
  const [, rules = ""] = /@media \(prefers-color-scheme:dark\)\{((?:\.[a-z]+\{[^}]*\})+)\}/.exec(html) ?? [];
  return new Map(
    [...rules.matchAll(/\.([a-z]+)\{([^}]*)\}/g)].map(([, name = "", style = ""]) => [name, declared(style)]),
  );
}

const attribute = (tag: string, name: string): string => new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? "";

/** Every text of a mail that is shown, with its colour and the one behind it: by inline styles, and by classes at night. */
function saidIn(html: string, night: ReadonlyMap<string, Look>): Said[] {
  const said: Said[] = [];
  const open: Look[] = [{}];
  const body = html.slice(html.indexOf("<body"));
  for (const [whole, tag = "", text = ""] of body.matchAll(/<(\/?[a-z0-9]+)[^>]*>([^<]*)/g)) {
    const element = whole.slice(0, whole.indexOf(">") + 1);
    const inherited = open.at(-1) ?? {};
    if (tag.startsWith("/")) open.pop();
    else {
      const classes = attribute(element, "class").split(" ");
      const own = Object.assign(declared(attribute(element, "style")), ...classes.map((name) => night.get(name) ?? {}));
      const display = inherited.display === "none" ? "none" : own.display;
      const look = { ...inherited, ...own, ...(display && { display }) };
      const alt = attribute(element, "alt");
      if (tag !== "img") open.push(look);
      else if (alt && look.display !== "none") said.push({ text: alt, ink: look.color, ground: look.background });
    }
    const { display, color, background } = open.at(-1) ?? {};
    if (text.trim() && display !== "none") said.push({ text, ink: color, ground: background });
  }
  return said;
}

function brightness(colour: string): number {
  const parts = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255);
  const [r = 0, g = 0, b = 0] = parts.map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function contrast(one: string, other: string): number {
  const [dark = 0, bright = 0] = [brightness(one), brightness(other)].sort((a, b) => a - b);
  return (bright + 0.05) / (dark + 0.05);
}

const tone = fc.constantFrom<Tone>("neutral", "good", "attention");
const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({
    kind: fc.constantFrom("heading" as const, "paragraph" as const, "note" as const),
    text: fc.constant("文"),
  }),
  fc.record({
    kind: fc.constant("figure" as const),
    label: fc.constant("标"),
    value: fc.constant("1"),
    note: fc.constant("注"),
    tone,
  }),
  fc.constant<Block>({ kind: "facts", rows: [{ label: "项", value: "值" }] }),
  tone.map<Block>((of) => ({
    kind: "list",
    items: [{ title: "甲", detail: "细", value: "2", note: "注", tone: of }],
    total: { title: "共", value: "2" },
  })),
  fc.constant<Block>({ kind: "button", label: "查看", url: "https://example.com/" }),
  fc.constantFrom({}, { darkContentId: "night" }).map<Block>((more) => ({
    ...{ kind: "image", contentId: "day", alt: "图", widthPx: 400, heightPx: 300 },
    ...more,
  })),
);
const content: fc.Arbitrary<MailContent> = fc.array(block, { minLength: 1, maxLength: 8 }).map((blocks) => ({
  ...{ locale: "zh-CN", subject: "信", preheader: "先", sender: "云帆", footer: ["脚注"], blocks },
  preferencesUrl: "https://example.com/preferences",
}));

test("every text of a mail stands out from what is behind it, by day and on a dark screen", () => {
  fc.assert(
    fc.property(content, (mail) => {
      const { html } = renderMail(mail);
      const night = nightOf(html);
      expect(night.size).toBeGreaterThan(5);
      const [day, dark] = [saidIn(html, new Map()), saidIn(html, night)];
      // The blocks, the sender, a footer and the link in it; a picture has one text, whichever is shown.
      expect(day.length).toBeGreaterThanOrEqual(mail.blocks.length + 3);
      expect(dark.map(({ text }) => text)).toEqual(day.map(({ text }) => text));
      for (const [name, all] of Object.entries({ day, dark })) {
        for (const { text, ink = "", ground = "" } of all) {
          const isEnough = contrast(ink, ground) >= CONTRAST_MIN;
          expect([name, text, ink, ground, isEnough]).toEqual([name, text, ink, ground, true]);
        }
      }
      expect(day.map(({ ground }) => ground)).not.toEqual(dark.map(({ ground }) => ground));
    }),
  );
});

test("a mail says to its reader's program that it has colours for both", () => {
  const { html } = renderMail(fc.sample(content, 1)[0] as MailContent);
  for (const name of ["color-scheme", "supported-color-schemes"]) {
    expect(html).toContain(`<meta name="${name}" content="light dark">`);
  }
  expect(html).toContain(":root{color-scheme:light dark");
});
