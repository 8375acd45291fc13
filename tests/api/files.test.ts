import { beforeAll, describe, expect, test } from "@jest/globals";
import { type Api, useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";

const stack = useStack();
let tenant: TestTenant;
let admin: Api;
let accountId: string;

beforeAll(async () => {
  tenant = await openTenant(stack());
  admin = tenant.admin;
  accountId = (await made(admin, "/v1/accounts", { name: "甲" })).id;
});

const PDF = Buffer.from("%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n");

type Sending = { name?: string; contentType?: string; sizeBytes?: number; relatedTo?: object };

/** Attaches bytes to a record as a client does: declared, then PUT to the address. */
async function attach(api: Api, bytes: Uint8Array, given: Sending = {}) {
  const type = given.contentType ?? "application/pdf";
  const relatedTo = { noun: "account", id: accountId };
  const body = { name: "纪要.pdf", contentType: type, sizeBytes: bytes.length, relatedTo, ...given };
  const file = await made(api, "/v1/files", body);
  await send(String(file.uploadUrl), bytes, type);
  return file;
}

async function send(url: string, bytes: Uint8Array, type: string): Promise<void> {
  const put = await fetch(url, { method: "PUT", headers: { "content-type": type }, body: new Uint8Array(bytes) });
  expect(put.status).toBe(200);
  await stack().settled();
}

const stateOf = async (id: string) => (await admin.get(`/v1/files/${id}`)).body;

describe("a file", () => {
  test("is uploaded, looked into, and read under its own name by whoever sees its record", async () => {
    const file = await attach(admin, PDF, { name: '会议 "纪要".pdf' });
    const address = new URL(String(file.uploadUrl)).searchParams;
    expect(address.get("X-Amz-SignedHeaders")).toBe("content-length;content-type;host");
    expect([...address.keys()].filter((name) => name.includes("checksum"))).toEqual([]);
    expect(await stateOf(file.id)).toMatchObject({ state: "ready", scanner: "builtIn", readyAt: expect.any(String) });
    const { url } = (await admin.get(`/v1/files/${file.id}/download`)).body;
    const got = await fetch(url);
    expect(Buffer.from(await got.arrayBuffer())).toEqual(PDF);
    expect(got.headers.get("content-type")).toBe("application/pdf");
    expect(got.headers.get("content-disposition")).toContain(
      `filename*=UTF-8''${encodeURIComponent('会议 "纪要".pdf')}`,
    );
    expect(got.headers.get("content-disposition")).toMatch(/^attachment; filename="[\x20-\x7e]*"; /);
  });

  test("cannot be read before it is ready, and bytes sent later to the same address change nothing", async () => {
    const body = {
      name: "a.pdf",
      contentType: "application/pdf",
      sizeBytes: PDF.length,
      relatedTo: { noun: "account", id: accountId },
    };
    const file = await made(admin, "/v1/files", body);
    expect((await admin.get(`/v1/files/${file.id}/download`)).body.code).toBe("invalid_state");
    await send(String(file.uploadUrl), PDF, "application/pdf");
    await send(String(file.uploadUrl), Buffer.from("MZ".padEnd(PDF.length, "x")), "application/pdf");
    expect((await stateOf(file.id)).state).toBe("ready");
    const { url } = (await admin.get(`/v1/files/${file.id}/download`)).body;
    expect(Buffer.from(await (await fetch(url)).arrayBuffer())).toEqual(PDF);
  });

  const OLD_OFFICE = Buffer.from("d0cf11e0a1b11ae1", "hex");
  const HEIC = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from("ftypheic"), Buffer.alloc(12)]);
  const MAIL = Buffer.from("Received: by mx.example.com\r\nSubject: Offer\r\n\r\nHello\r\n");
  test.each<[string, Buffer, string]>([
    ["报价.doc", OLD_OFFICE, "application/msword"],
    ["价格表.xls", OLD_OFFICE, "application/vnd.ms-excel"],
    ["Deck.ppt", OLD_OFFICE, "application/vnd.ms-powerpoint"],
    ["往来邮件.eml", MAIL, "message/rfc822"],
    ["IMG_0001.HEIC", HEIC, "image/heic"],
  ])("as older programs and telephones make it is taken: %s", async (name, bytes, contentType) => {
    const file = await attach(admin, bytes, { name, contentType });
    expect(await stateOf(file.id)).toMatchObject({ state: "ready", name });
    const other = await attach(admin, PDF, { name, contentType });
    expect(await stateOf(other.id)).toMatchObject({ state: "refused" });
  });

  const eicar = ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$", "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"].join("");
  test.each<[string, Buffer, Sending]>([
    ["is another type", Buffer.from("plain text"), {}],
    ["has another size", PDF, { sizeBytes: PDF.length + 1 }],
    ["is the antivirus test file", Buffer.from(eicar), { contentType: "text/plain", name: "a.txt" }],
    ["is a script", Buffer.from("#!/bin/sh\nrm -rf /\n"), { contentType: "text/plain", name: "a.txt" }],
    [
      "holds macros of old",
      Buffer.concat([OLD_OFFICE, Buffer.from("_VBA_PROJECT", "utf16le")]),
      { contentType: "application/msword", name: "a.doc" },
    ],
    ["would be run by its name", Buffer.from("echo"), { contentType: "text/plain", name: "a.bat" }],
  ])("is refused where it %s, with the reason, and cannot be read", async (_name, bytes, given) => {
    const file = await attach(admin, bytes, given);
    expect(await stateOf(file.id)).toMatchObject({ state: "refused", refusal: expect.any(String) });
    expect((await admin.get(`/v1/files/${file.id}/download`)).status).toBe(409);
  });

  test("has a type, a size and a name that are let in", async () => {
    const relatedTo = { noun: "account", id: accountId };
    const reply = await admin.post("/v1/files", {
      name: "../x",
      contentType: "text/html",
      sizeBytes: 30_000_000,
      relatedTo,
    });
    expect(reply.body.errors.map((e: { path: string }) => e.path).sort()).toEqual(["contentType", "name", "sizeBytes"]);
  });

  test("is seen by those who see its record and by nobody else", async () => {
    const [rep, other] = [await tenant.person({ roles: ["sales"] }), await tenant.person({ roles: ["sales"] })];
    const own = await made(rep.api, "/v1/accounts", { name: "乙" });
    const relatedTo = { noun: "account", id: own.id };
    const file = await attach(rep.api, PDF, { relatedTo });
    for (const path of ["", "/download"]) {
      expect((await rep.api.get(`/v1/files/${file.id}${path}`)).status).toBe(200);
      expect((await other.api.get(`/v1/files/${file.id}${path}`)).status).toBe(404);
    }
    expect((await other.api.post(`/v1/files/${file.id}/archive`)).status).toBe(404);
    expect((await rep.api.get(`/v1/files?relatedTo=${own.id}`)).body.items).toHaveLength(1);
    expect((await other.api.get(`/v1/files?relatedTo=${own.id}`)).body.items).toEqual([]);
    const body = { name: "a.pdf", contentType: "application/pdf", sizeBytes: 1, relatedTo };
    expect((await other.api.post("/v1/files", body)).body.errors[0].path).toBe("relatedTo.id");
  });

  test("of an activity is its account's too; removed, it leaves the list and can be read no more", async () => {
    const relatedTo = [{ noun: "account", id: accountId }];
    const activity = await made(admin, "/v1/activities", { kind: "call", subject: "录音", relatedTo });
    const file = await attach(admin, PDF, { relatedTo: { noun: "activity", id: activity.id } });
    expect((await stateOf(file.id)).accountIds).toEqual([accountId]);
    expect((await admin.post(`/v1/files/${file.id}/archive`)).body.archived).toBe(true);
    expect((await admin.get(`/v1/files?relatedTo=${activity.id}`)).body.items).toEqual([]);
    expect((await admin.get(`/v1/files?relatedTo=${activity.id}&archived=true`)).body.items).toHaveLength(1);
    expect((await admin.get(`/v1/files/${file.id}/download`)).status).toBe(409);
    expect((await admin.post(`/v1/files/${file.id}/restore`)).body.archived).toBeUndefined();
    expect((await admin.get(`/v1/files/${file.id}/download`)).status).toBe(200);
  });
});
