import { describe, expect, test } from "@jest/globals";
import { strToU8, type Zippable, zipSync } from "fflate";
import { CALL_LIMITS, identify, readNotice } from "../../functions/bank/intake/index.ts";
import { camtDocument } from "../support/fixtures/bank/camt.ts";
import { german } from "../support/fixtures/bank/mt940.ts";

const camt = (id: string, amounts: string[], iban = "DE89370400440532013000") =>
  strToU8(
    camtDocument({
      message: "053",
      version: 8,
      statements: [{ id, iban, entries: amounts.map((amount) => ({ amount })) }],
    }),
  );
const mt940 = strToU8(german([":61:2611201120C7,00NTRFNONREF//MT-1"]));

const read = (files: Zippable, options = {}) => readNotice("application/zip", zipSync(files), options);
const fault = (files: Zippable, options = {}) =>
  read(files, options).then(
    () => undefined,
    (error: { code: string; detail: string }) => error,
  );

describe("a bank's ZIP of several statements", () => {
  test("is one delivery, whatever its files are and are called", async () => {
    const files = {
      "C53/2026-11-20_A.xml": camt("S1", ["1.00", "2.00"]),
      "C53/2026-11-20_B.XML": camt("S2", ["3.00"]),
      "STA/umsatz.sta": mt940,
      "__MACOSX/._umsatz.sta": strToU8("x"),
      "C53/.DS_Store": strToU8("x"),
    };
    const { received, lines, rejected } = await read(files);
    expect([received, rejected]).toEqual([4, []]);
    expect(lines.map(({ index, statement, line }) => [index, statement, line.amountMinor])).toEqual([
      [0, 0, 100],
      [1, 0, 200],
      [2, 1, 300],
      [3, 2, 700],
    ]);
  });

  test("a statement that stands in two files counts once, two twins of one file count twice", async () => {
    const { lines } = await read({ a: camt("S1", ["1.00", "1.00"]), b: camt("S1", ["1.00", "1.00"]) });
    expect(identify("bnk_1", lines)).toMatchObject({ lines: { length: 2 }, duplicates: 2, rejected: [] });
  });

  test("a file that cannot be read is told by its name, and the others are kept", async () => {
    const files = {
      "bad.xml": strToU8("<Document"),
      "scan.pdf": strToU8("%PDF-1.7"),
      "good.xml": camt("S1", ["1.00"]),
    };
    const { received, lines, rejected } = await read(files);
    expect([received, lines.map(({ index }) => index)]).toEqual([3, [2]]);
    expect(rejected).toEqual([
      { index: 0, code: "unread_file", detail: expect.stringMatching(/^File bad\.xml: The XML is not well formed/) },
      { index: 1, code: "unread_file", detail: expect.stringMatching(/^File scan\.pdf: It is no statement/) },
    ]);
  });

  test("a file without entries is read, and brings none", async () => {
    expect(await read({ "a.xml": camt("S1", []) })).toEqual({ received: 0, lines: [], rejected: [] });
  });

  test("with nothing that can be read is refused", async () => {
    expect(await fault({ "a.pdf": strToU8("%PDF") })).toMatchObject({
      code: "malformed_request",
      detail: expect.stringMatching(/a\.pdf/),
    });
    expect(await fault({ "__MACOSX/x": strToU8("") })).toMatchObject({ detail: "The ZIP has no files." });
    await expect(readNotice("application/zip", strToU8("no zip"))).rejects.toMatchObject({ code: "malformed_request" });
    await expect(readNotice("application/zip", strToU8("PK\u0003\u0004 cut"))).rejects.toMatchObject({
      detail: expect.stringMatching(/damaged/),
    });
  });

  test("is bounded in files, in bytes, in lines and in what it becomes", async () => {
    const many = Object.fromEntries(Array.from({ length: 201 }, (_, n) => [`f${n}.xml`, camt("S", ["1.00"])]));
    expect(await fault(many)).toMatchObject({ code: "too_large", detail: expect.stringMatching(/200 files/) });
    const bomb = { "a.xml": new Uint8Array(CALL_LIMITS.bytesMax + 1) };
    expect(await fault(bomb)).toMatchObject({ code: "too_large" });
    const half = new Uint8Array(CALL_LIMITS.bytesMax / 2 + 1);
    expect(await fault({ a: half, b: half })).toMatchObject({ code: "too_large" });
    const limits = { bytesMax: 100_000, linesMax: 3 };
    expect(await fault({ a: camt("A", ["1.00", "2.00"]), b: camt("B", ["3.00", "4.00"]) }, { limits })).toMatchObject({
      code: "too_large",
      detail: expect.stringMatching(/more than 3/),
    });
  });

  test("does not unpack what is packed again, and no two files of one name", async () => {
    const nested = { "a.xml": camt("S1", ["1.00"]), "more.zip": zipSync({ "b.xml": camt("S2", ["1.00"]) }) };
    expect((await read(nested)).rejected).toMatchObject([{ code: "unread_file" }]);
    expect(await fault({ "A.xml": camt("S1", ["1.00"]), "a.XML": camt("S2", ["2.00"]) })).toMatchObject({
      detail: expect.stringMatching(/two files of one name/),
    });
  });
});
