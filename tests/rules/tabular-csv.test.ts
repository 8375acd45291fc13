import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { readTable } from "../../shared/tabular/index.ts";
import { SOAK } from "../support/soak.ts";
import { cellsOf, rowsOf, streamed } from "../support/tables.ts";

/** Chinese in GB18030, for which Node has no encoder: the pairs of a few characters. */
const GB: Record<string, number[]> = {
  姓: [0xd0, 0xd5],
  名: [0xc3, 0xfb],
  张: [0xd5, 0xc5],
  三: [0xc8, 0xfd],
  上: [0xc9, 0xcf],
  海: [0xba, 0xa3],
  城: [0xb3, 0xc7],
  镕: [0xe9, 0x46],
  㐂: [0x81, 0x39, 0xef, 0x31],
};
const gb = (text: string): Buffer => Buffer.from([...text].flatMap((char) => GB[char] ?? [char.charCodeAt(0)]));
const utf16 = (text: string, bigEndian: boolean): Buffer => {
  const bytes = Buffer.from(`\ufeff${text}`, "utf16le");
  return bigEndian ? bytes.swap16() : bytes;
};

describe("encodings", () => {
  const text = "姓名,城\r\n张三,上海\r\n";
  const expected = [
    ["姓名", "城"],
    ["张三", "上海"],
  ];
  test.each([1, 2, 3, 5, 65_536])("Chinese is read in pieces of %d bytes, in every encoding", async (pieceBytes) => {
    expect(await cellsOf("csv", text, pieceBytes)).toEqual(expected);
    expect(await cellsOf("csv", `\ufeff${text}`, pieceBytes)).toEqual(expected);
    expect(await cellsOf("csv", utf16(text, false), pieceBytes)).toEqual(expected);
    expect(await cellsOf("csv", utf16(text, true), pieceBytes)).toEqual(expected);
    expect(await cellsOf("csv", gb("姓名,镕\n张三,上海㐂\n"), pieceBytes)).toEqual([
      ["姓名", "镕"],
      ["张三", "上海㐂"],
    ]);
  });

  const ascii = `name,city\n${"someone,somewhere\n".repeat(12_000)}`;

  test("the encoding is told late where the first Chinese comes late", async () => {
    expect((await cellsOf("csv", Buffer.concat([Buffer.from(ascii), gb("张三,上海\n")]))).at(-1)).toEqual([
      "张三",
      "上海",
    ]);
    expect((await cellsOf("csv", `${ascii}张三,上海\n`)).at(-1)).toEqual(["张三", "上海"]);
  });

  test("a character across the border of the evidence is whole", async () => {
    for (let shift = 0; shift < 4; shift++) {
      const line = `${"张三上海".repeat(2_000)}${"x".repeat(shift)}`;
      const rows = `姓,名\n${`${line},海\n`.repeat(30)}`;
      expect(await cellsOf("csv", rows)).toEqual(await cellsOf("csv", gb(rows)));
    }
  });

  const long = "张三,上海上海上海\n".repeat(20_000);
  // 姓名,電話 as a program in Taiwan or Hong Kong saves it.
  const big5 = Buffer.from([0xa9, 0x6d, 0xa6, 0x57, 0x2c, 0xb9, 0x71, 0xb8, 0xdc, 0x0a]);
  const latin = Buffer.from("prénom,ville\nJérôme,Besançon\nZoë,Genève\n", "latin1");
  test.each([
    ["UTF-8 that goes on in GB18030", Buffer.concat([Buffer.from(long), gb("张三,上海\n")]), /begins as UTF-8.*mixes/],
    ["GB18030 that goes on in UTF-8", Buffer.concat([gb(long), Buffer.from(long)]), /mixes GB18030 and UTF-8/],
    ["GB18030 with one line of UTF-8", Buffer.concat([gb(long), Buffer.from("张三,上海上海\n")]), /mixes/],
    ["GB18030 whose last line is UTF-8", Buffer.concat([gb(long), Buffer.from("张三,上海上海")]), /mixes/],
    ["GB18030 that is cut within a character", gb("姓名\n张三").subarray(0, -1), /neither UTF-8 nor GB18030/],
    ["Big5", big5, /neither UTF-8 nor GB18030/],
    ["Western European text", latin, /neither UTF-8 nor GB18030/],
    ["UTF-16 without a mark", Buffer.from("name,city\na,b", "utf16le"), /zero bytes/],
    ["UTF-16 cut within a character", utf16("name,city", false).subarray(0, -1), /UTF-16/],
    ["half a pair of UTF-16", Buffer.from([0xff, 0xfe, 0x00, 0xd8, 0x61, 0x00]), /UTF-16/],
    [
      "UTF-8 with one broken byte",
      Buffer.concat([
        Buffer.from("张三,上海\n".repeat(50)),
        Buffer.from([0xe5, 0x2c]),
        Buffer.from("海上\n".repeat(9)),
      ]),
      /neither|mixes/,
    ],
    [
      "half a pair in UTF-8",
      Buffer.concat([Buffer.from("张三,上海\n".repeat(5)), Buffer.from([0xed, 0xa0, 0x80, 0x0a])]),
      /neither|mixes/,
    ],
    ["a zero byte", "name\na\0b", /zero bytes/],
    ["a workbook", Buffer.from("PK\x03\x04\x14\0"), /is a workbook \(xlsx\)/],
    ["nothing", "", /no rows/],
    ["blank lines", "\n\r\n,,,\n", /no rows/],
  ])("%s is refused with a sentence", async (_name, bytes, detail) => {
    await expect(rowsOf("csv", bytes)).rejects.toMatchObject({
      code: "malformed_request",
      detail: expect.stringMatching(detail),
    });
  });
});

describe("rows", () => {
  test("are numbered as a spreadsheet program shows them, blank ones counted and line breaks in cells not", async () => {
    expect(await rowsOf("csv", '\na,b\r\n\r\n"1\n2","say ""hi"""\n,,\n3,4,,\r5\n6,7,8')).toEqual([
      { number: 2, cells: ["a", "b"] },
      { number: 4, cells: ["1\n2", 'say "hi"'] },
      { number: 6, cells: ["3", "4"] },
      { number: 7, cells: ["5", ""] },
      { number: 8, cells: ["6", "7", "8"] },
    ]);
  });

  test.each([
    [";", 'a;b;c\n"1;;;,,,,";2,5;3\n4;5,7;6'],
    ["\t", "a\tb\tc\n1, 2, 3\t2\t3"],
    ["|", "a|b|c\n1,2|;|x"],
    [",", "a,b,c\n1;2,3;4,5;6"],
    [",", '"a;1;2",b,c\n"1\n;;;",2,3'],
    [",", 'size,b,c\n5" pipe;6" pipe,2,3'],
  ])("the separator %j is told by the first lines", async (_separator, text) => {
    const rows = await cellsOf("csv", text);
    expect(rows.map((cells) => cells.length)).toEqual(rows.map(() => 3));
  });

  test("a first line may tell the separator", async () => {
    expect(await rowsOf("csv", "sep=;\r\na,b,c\r\n1,2,3;4")).toEqual([
      { number: 2, cells: ["a,b,c"] },
      { number: 3, cells: ["1,2,3", "4"] },
    ]);
  });

  test("a quote within a cell is a character", async () => {
    expect(await cellsOf("csv", 'a,b\n5" pipe,x')).toEqual([
      ["a", "b"],
      ['5" pipe', "x"],
    ]);
  });

  test.each([
    ["a quote that is never closed", 'a,b\n1,"2\n3', "malformed_request", /opens in row 2/],
    ["a quote that swallows the file", `a,b\n1,"2\n${"x,y\n".repeat(300_000)}`, "too_large", /Row 2 .*never closed/],
    ["too many columns", `a\n${",".repeat(200)}x`, "too_large", /Row 2 .*column 200/],
    ["a cell that is too long", `a,b\n1,${"x".repeat(32_768)}`, "too_large", /Row 2, column 2/],
  ])("%s is refused with its place", async (_name, text, code, detail) => {
    await expect(rowsOf("csv", text)).rejects.toMatchObject({ code, detail: expect.stringMatching(detail) });
  });

  test("the source is closed when the reader has seen enough", async () => {
    let closed = false;
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        while (true) yield Buffer.from("a,b\n".repeat(5_000));
      } finally {
        closed = true;
      }
    }
    const table = readTable("csv", endless());
    for (let n = 0; n < 10; n++) await table.next();
    await table.return(undefined);
    expect(closed).toBe(true);
  });
});

test("any bytes are read or refused with a sentence", async () => {
  const piece = fc.oneof(
    fc.uint8Array({ maxLength: 12 }),
    fc.constantFrom("\n", '"', ",", ";", '""', "\r", "\t", "PK", "\ufeff", "'=").map((text) => Buffer.from(text)),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 12 }), fc.integer({ min: 1, max: 9 }), async (parts, size) => {
      const bytes = Buffer.concat(parts);
      const whole = await cellsOf("csv", bytes).catch((error) => error.code);
      const inPieces = await Array.fromAsync(readTable("csv", streamed(bytes, size)), ({ cells }) => cells).catch(
        (error) => error.code,
      );
      expect(inPieces).toEqual(whole);
      if (!Array.isArray(whole)) expect(["malformed_request", "too_large"]).toContain(whole);
    }),
    { numRuns: 300 * SOAK },
  );
});
