import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { XMLValidator } from "fast-xml-parser";
import { gb2312 } from "../../functions/reports/font/subset.ts";
import { drawable, productFont } from "../../functions/reports/font.ts";
import { chartPainter } from "../../functions/reports/png.ts";
import { CHART_WIDTH_PX } from "../../functions/reports/text.ts";
import { CHART_KINDS, CHART_UNITS, type Chart } from "../../shared/charts/chart.ts";
import { altOf, CHART_THEMES, chartHeightPx } from "../../shared/charts/option.ts";
import { anyCharacter } from "../support/characters.ts";
import { SOAK } from "../support/soak.ts";

const runs = 100 * SOAK;
const { covers } = await productFont();
const { svg, png } = await chartPainter();

const chartOf = (label: string, parts: number[] = [3, 1]): Chart => ({
  ...{ kind: "stackedBar", locale: "zh-CN", title: "各部门到款", categories: [label] },
  series: [
    { name: "已核销", colour: "#12805c", unit: "count", values: [parts[0] ?? 0] },
    { name: "待认领", colour: "#f0a33c", unit: "count", values: [parts[1] ?? 0] },
  ],
});

const drawn = (chart: Chart): string => svg(chart, "light", CHART_WIDTH_PX);
const picture = (label: string): Buffer => Buffer.from(png(chartOf(label), "light", CHART_WIDTH_PX));

describe("the charts' font", () => {
  test("has every character of GB 2312 and printable ASCII", () => {
    const { symbols, hanzi } = gb2312();
    expect(Array.from(hanzi)).toHaveLength(6763);
    const ascii = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join("");
    const missing = Array.from(ascii + hanzi).filter((character) => !covers(character.codePointAt(0)!));
    expect(missing).toEqual([]);
    expect(Array.from(symbols).filter((character) => covers(character.codePointAt(0)!)).length).toBeGreaterThan(600);
  });

  test("does not claim what it lacks", () => {
    for (const character of ["喆", "🙂", "ก", "\u{20000}"]) expect(covers(character.codePointAt(0)!)).toBe(false);
  });
});

describe("a label", () => {
  test("is kept as it is when the font can write it, in its normal form", () => {
    expect(drawable("上海直销部 A-1", "dep_1", covers)).toBe("上海直销部 A-1");
    expect(drawable("ＡＢ（一部）", "dep_1", covers)).toBe("AB(一部)");
  });

  test("shows a box for each character that the font lacks, and the id when nothing else would be left", () => {
    expect(drawable("李喆部", "dep_1", covers)).toBe("李□部");
    expect(drawable("华东🙂", "dep_1", covers)).toBe("华东□");
    expect(drawable("กขค", "dep_1", covers)).toBe("dep_1");
    expect(drawable("\u200b\ufe0f", "dep_1", covers)).toBe("dep_1");
  });

  test("never contains a character that the font lacks", () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), (text) => {
        for (const character of drawable(text, "dep_1", covers)) expect(covers(character.codePointAt(0)!)).toBe(true);
      }),
      { numRuns: runs },
    );
  });
});

describe("a chart", () => {
  test("is well-formed SVG whatever its labels are", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: anyCharacter, maxLength: 80 }),
        fc.array(fc.nat(), { minLength: 2, maxLength: 2 }),
        (label, parts) => {
          expect(XMLValidator.validate(drawn(chartOf(`${label}<&"'>`, parts)))).toBe(true);
        },
      ),
      { numRuns: runs },
    );
  });

  test("draws bars in proportion to the largest, within its width", () => {
    const chart: Chart = {
      ...chartOf("甲"),
      categories: ["甲", "乙"],
      series: [
        { name: "已核销", colour: "#12805c", unit: "count", values: [300, 0] },
        { name: "待认领", colour: "#f0a33c", unit: "count", values: [100, 200] },
      ],
    };
    const bars = [
      ...drawn(chart).matchAll(/<path d="M([\d.]+) [\d.]+l([\d.]+) 0l0 [\d.]+l-[\d.]+ 0Z" fill="#(12805c|f0a33c)"/g),
    ];
    const widths = bars.map(([, , width]) => Number(width)).filter((width) => width > 0);
    expect(widths).toHaveLength(3);
    const [first = 0, second = 0, third = 0] = widths;
    expect(Math.abs(first / second - 3)).toBeLessThan(0.01);
    expect(Math.abs(third / second - 2)).toBeLessThan(0.01);
    for (const [, x, width] of bars) expect(Number(x) + Number(width)).toBeLessThanOrEqual(CHART_WIDTH_PX);
  });

  test("is drawn of whatever values there are, and no two marks of its axis say the same", () => {
    const kinds = fc.constantFrom(...CHART_KINDS.filter((kind) => kind !== "table"));
    const value = fc.oneof(fc.constant(0), fc.integer({ min: -3, max: 9 }), fc.integer({ min: -1e9, max: 1e11 }));
    const values = fc.array(fc.option(value, { freq: 9 }), { minLength: 1, maxLength: 5 });
    const unit = fc.constantFrom(...CHART_UNITS);
    fc.assert(
      fc.property(
        kinds,
        unit,
        fc.constantFrom("CNY", "JPY", "KWD"),
        values,
        fc.boolean(),
        (kind, of, currency, all, isTime) => {
          const series = [{ name: "甲", unit: of, ...(of === "money" && { currency }), values: all }];
          const categories = all.map((_, n) => `第${n}月`);
          const found = drawn({ ...{ kind, locale: "zh-CN", title: "图", isTime }, categories, series });
          expect(XMLValidator.validate(found)).toBe(true);
          if (kind !== "line" && kind !== "area") return;
          const marks = [...found.matchAll(/text-anchor="end"[^>]*>([^<]*)</g)].map(([, text]) => text);
          expect([marks, new Set(marks).size]).toEqual([marks, marks.length]);
        },
      ),
      { numRuns: runs },
    );
  });

  test("shortens a label that would run into its bar", () => {
    const shown = drawn(chartOf("部门".repeat(40)));
    expect(shown).toMatch(/>(部门)+部?\.\.\.</);
    expect(shown).not.toContain("部门".repeat(15));
  });

  test("becomes a PNG of twice its size, for sharp letters on a phone", () => {
    const file = picture("上海直销部");
    expect(file.toString("latin1", 1, 4)).toBe("PNG");
    const size = [file.readUInt32BE(16), file.readUInt32BE(20)];
    expect(size).toEqual([CHART_WIDTH_PX * 2, chartHeightPx(chartOf("")) * 2]);
  });

  test("draws Chinese letters and not boxes: labels of one length look different", () => {
    const pictures = ["上海直销部", "北京直销部", "上海渠道部", "□□□□□", "     "].map((label) =>
      picture(label).toString("base64"),
    );
    expect(new Set(pictures).size).toBe(pictures.length);
  });

  test("stands on a dark ground where screens are dark, with letters that can be read on either", () => {
    const dark = svg(chartOf("上海直销部"), "dark", CHART_WIDTH_PX);
    expect(dark).toContain(`fill="${CHART_THEMES.dark.ground}"`);
    expect(dark).not.toContain("#ffffff");
    const light = (hex: string): number => {
      const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
        const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    for (const { ink, muted, ground } of Object.values(CHART_THEMES)) {
      for (const letters of [ink, muted]) {
        const [high = 0, low = 0] = [light(letters), light(ground)].sort((a, b) => b - a);
        expect((high + 0.05) / (low + 0.05)).toBeGreaterThan(4.5);
      }
    }
  });

  test("is the same picture every time", () => {
    expect(picture("上海直销部").equals(picture("上海直销部"))).toBe(true);
    expect(drawn(chartOf("上海直销部"))).toBe(drawn(chartOf("上海直销部")));
  });

  test.each(["bar", "line", "area", "pie", "funnel", "number"] as const)(
    "is drawn as %s, and differs from the others",
    (kind) => {
      const chart: Chart = { ...chartOf("甲"), kind, categories: ["甲", "乙"] };
      const values = chart.series.map((series) => ({ ...series, values: [3, 1] }));
      const shown = svg({ ...chart, series: values }, "light", CHART_WIDTH_PX);
      expect(XMLValidator.validate(shown)).toBe(true);
      expect(shown).toContain("各部门到款");
      expect(shown).toContain(kind === "number" ? ">3<" : "甲");
      expect(shown).not.toBe(drawn({ ...chart, kind: "stackedBar", series: values }));
    },
  );

  test("says in words what it shows", () => {
    expect(altOf(chartOf("甲"))).toBe("各部门到款. 已核销: 甲 3. 待认领: 甲 1");
  });
});
