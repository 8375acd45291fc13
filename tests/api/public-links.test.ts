import { describe, expect, test } from "@jest/globals";
import { lambdas, modules } from "../../functions/modules.ts";
import { unsubscribeUrlOf } from "../../functions/reports/unsubscribe.ts";
import { tenant as tenants } from "../../functions/tenants/table.ts";
import { mailLinkUrl } from "../../shared/notify/mail-link.ts";
import { tenantTable } from "../../shared/table/table.ts";
import type { Api } from "../support/api.ts";
import { eventsOf } from "../support/events.ts";
import { preferencesPath } from "../support/preferences.ts";
import { soldProject } from "../support/projects.ts";
import { useStack } from "../support/stack.ts";
import { made } from "../support/tenant.ts";

/** Nothing runs by the clock but what a test runs itself. */
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });
const { forward, tokensOf, world } = eventsOf(stack);
const DAY_MS = 86_400_000;

/** Every route that somebody without a credential opens by a token. */
const ROUTES = modules
  .flatMap(({ routes }) => routes)
  .filter(({ path, permission }) => permission === "public" && path.includes("{token}"));
/** Two pages of an event are for one person each, and for one purpose. */
const PAGES: Record<string, string> = { ticket: "ticket", cancellation: "ticket", "check-in": "check-in" };
const kindOf = (path: string): string => {
  const [, , prefix = "", , page = ""] = path.split("/");
  return prefix === "public-events" && page in PAGES ? (PAGES[page] ?? "") : prefix;
};
const tokenOf = (url: unknown): string => new URL(String(url)).pathname.split("/")[3] ?? "";

/** Addresses of one kind: signed and kept nowhere, or kept as hashes; how they are taken back, and when they end by themselves. */
type Kind = {
  tokens: string[];
  isKept?: boolean;
  revoke?(): Promise<{ status: number }>;
  endsInDays?: number;
  /** Its page goes on telling whoever was asked what became of it; nothing is done there any more. */
  saysWhatBecame?: boolean;
  /** What its tenant's people read of it. */
  told?: string[];
};

/** A tenant with an address of every kind that ends in an hour where it is told so. */
async function addresses(): Promise<{ kinds: Record<string, Kind>; admin: Api }> {
  const at = await world();
  const { admin, id: tenantId } = at;
  await at.register(1);
  const sold = await soldProject(stack(), at);
  const expiresAt = at.at(1);
  const send = async (path: string, body: object = {}) => {
    const { status, body: told } = await admin.post(path, { ...body, expiresAt });
    expect([path, status]).toEqual([path, 200]);
    return tokenOf(told.publicUrl);
  };
  const links = async (path: string, act: string, body: object = {}): Promise<Kind> => ({
    tokens: [await send(`${path}/${act}`, body), await send(`${path}/${act}`, body)],
    ...{ isKept: true, endsInDays: 1 },
    revoke: () => admin.post(`${path}/revoke-links`, {}),
  });
  const { accountId } = sold;
  const contact = await made(admin, "/v1/contacts", { name: "李娜", accountId, email: `${tenantId}@example.com` });
  const product = await made(admin, "/v1/products", {
    ...{ code: "CRM", name: "CRM", productType: "subscription", listPriceMinor: 100, currency: "CNY" },
  });
  const lines = [{ productId: product.id, quantity: 1 }];
  const quote = await made(admin, "/v1/quotes", { accountId, currency: "CNY", validUntil: "2099-12-31", lines });
  await admin.post(`/v1/quotes/${quote.id}/submit`);
  await admin.post(`${sold.path}/start`, {
    managerId: (await at.person({ roles: ["manager"] })).id,
    budgetHours: 40,
    budgetMinor: 0,
  });
  await admin.patch(`${sold.path}/milestones/final`, { documents: [], dependsOn: [] });
  const asset = await made(admin, "/v1/content-assets", {
    ...{ name: "白皮书", kind: "whitepaper", language: "zh-CN", url: "https://www.example.com/w.pdf" },
  });
  const ticket = await made(admin, "/v1/tickets", { subject: "导出", body: "转圈", contactId: contact.id });
  await admin.post(`/v1/tickets/${ticket.id}/close`);
  const order = await made(admin, "/v1/orders", {
    ...{ accountId, currency: "CNY", kind: "new", lines: [{ productId: product.id, quantity: 1, amountMinor: 5 }] },
    instalments: [{ dueOn: "2027-01-31", amountMinor: 5 }],
  });
  const asked = await made(admin, "/v1/envelopes", { orderId: order.id, contactIds: [contact.id], expiresAt });
  const [signing] = asked.links as { publicUrl: string }[];
  const survey = await admin.post(`/v1/tickets/${ticket.id}/send-survey`, { expiresAt });
  const feed = await made(admin, "/v1/users/me/calendar-feed", {});
  const table = await tenantTable(tenantId, { actor: "test", from: "", requestId: "" });
  const sealed = await table.get(tenants, tenantId);
  const { ticket: entry, door } = await tokensOf(at, 1);
  const of = { tenantId, sealingKey: sealed.sealingKey };
  const message = "msg_01J0000000000000000A";
  const kinds: Record<string, Kind> = {
    "public-quotes": {
      ...(await links(`/v1/quotes/${quote.id}`, "send")),
      told: [`/v1/quotes/${quote.id}`, `/v1/quotes/${quote.id}/links`],
    },
    "public-envelopes": {
      ...{ tokens: [tokenOf(signing?.publicUrl)], isKept: true, endsInDays: 1 },
      revoke: () => admin.post(`/v1/envelopes/${asked.id}/cancel`, { reason: "改期" }),
      ...{ told: [`/v1/envelopes/${asked.id}`], saysWhatBecame: true },
    },
    "public-projects": {
      ...(await links(sold.path, "send-acceptance", { milestone: "final" })),
      told: [sold.path, `${sold.path}/links`],
    },
    "public-surveys": {
      ...{ tokens: [tokenOf(survey.body.publicUrl)], isKept: true, endsInDays: 1, told: ["/v1/surveys"] },
      revoke: () => admin.post(`/v1/surveys/${survey.body.linkId}/revoke`, {}),
    },
    "public-content": {
      ...(await links(`/v1/content-assets/${asset.id}`, "make-link", { campaignId: at.campaign.id })),
      told: [`/v1/content-assets/${asset.id}`],
    },
    "public-events": { ...(await links(at.path, "make-link")), told: [at.path] },
    "calendar-feeds": {
      ...{ tokens: [tokenOf(feed.url)], isKept: true, told: ["/v1/users/me/calendar-feed"] },
      revoke: () => admin.delete("/v1/users/me/calendar-feed"),
    },
    ticket: { tokens: [entry], told: [`${at.path}/registrations`], endsInDays: 30 },
    "check-in": { tokens: [door], told: [`${at.path}/registrations`], endsInDays: 30 },
    preferences: {
      tokens: [tokenOf(`http://x${await preferencesPath(tenantId, contact.id, stack().clock.now())}`)],
      endsInDays: 401,
    },
    unsubscribe: { tokens: [tokenOf(unsubscribeUrlOf({ id: tenantId, ...of } as never, message))] },
    "mail-links": { tokens: [tokenOf(mailLinkUrl(of, { messageId: message, to: "https://www.example.com/" }))] },
  };
  return { kinds, admin };
}

const pathOf = (path: string, token: string): string => path.replace("{token}", token);
const pageOf = (kind: string): string =>
  ROUTES.find(({ method, path }) => method === "GET" && kindOf(path) === kind)?.path ?? "";

/** What a route answers to a token, told apart by its status and code alone. */
async function answerOf({ method, path, example }: (typeof ROUTES)[number], token: string): Promise<string> {
  const body = method === "POST" ? { body: example?.body ?? {} } : {};
  const reply = await stack().api().request(method, pathOf(path, token), body);
  return `${reply.status} ${reply.body?.code ?? ""}`;
}
const pageAnswer = async (kind: string, token: string) =>
  (
    await stack()
      .api()
      .get(pathOf(pageOf(kind), token))
  ).status;

/** What of an address that was taken back or is over still answers otherwise than one that never was. */
async function stillOpen([kind, { tokens, saysWhatBecame }]: [string, Kind]): Promise<string[]> {
  const own = ROUTES.filter(({ path, method }) => kindOf(path) === kind && !(saysWhatBecame && method === "GET"));
  const asked = own.flatMap((route) => tokens.map((token) => ({ route, token })));
  const answers = await Promise.all(
    asked.map(async ({ route, token }) => `${route.method} ${route.path} ${await answerOf(route, token)}`),
  );
  return answers.filter((answer) => !(saysWhatBecame ? / 409 | 404 / : / 404 /).test(answer));
}

/** The same token with one sign of it changed. */
const altered = (token: string): string => {
  const at = token.length - 10;
  return token.slice(0, at) + (token[at] === "A" ? "B" : "A") + token.slice(at + 1);
};

describe("every address that is open to the public", () => {
  test("is of a kind that is walked here, and a token of one kind, a guessed or a changed one opens nothing of another", async () => {
    const { kinds } = await addresses();
    expect(Object.keys(kinds).toSorted()).toEqual([...new Set(ROUTES.map(({ path }) => kindOf(path)))].toSorted());
    for (const route of ROUTES) {
      const kind = kindOf(route.path);
      forward(20_000);
      const guessed = await answerOf(route, "guessed-0000000000000000000000000000000000");
      expect([route.path, guessed]).toEqual([route.path, expect.stringMatching(/^(404|410) /)]);
      const foreign = Object.entries(kinds).flatMap(([name, { tokens }]) => (name === kind ? [] : tokens.slice(0, 1)));
      for (const token of [...foreign, ...(kinds[kind]?.tokens ?? []).map(altered)]) {
        expect([route.path, token, await answerOf(route, token)]).toEqual([route.path, token, guessed]);
      }
    }
  });

  test("is a secret of 256 bits that is told once, or signed with 128; each is another one", async () => {
    const { kinds, admin } = await addresses();
    for (const [kind, { tokens, isKept, told = [] }] of Object.entries(kinds)) {
      expect([kind, new Set(tokens).size]).toEqual([kind, tokens.length]);
      for (const token of tokens) {
        if (isKept) expect([kind, token]).toEqual([kind, expect.stringMatching(/^[\w-]{43,}$/)]);
        else expect(Buffer.from(token.split(".").at(-1) ?? "", "base64url").length).toBeGreaterThanOrEqual(16);
        for (const path of told) {
          const { status, body } = await admin.get(path);
          expect([path, status, JSON.stringify(body).includes(token)]).toEqual([path, 200, false]);
        }
      }
    }
  });

  test("is taken back, or ends by itself, and then answers as one that never was", async () => {
    const [taken, over] = [await addresses(), await addresses()];
    const endsLater = Object.entries(over.kinds).filter(([, { endsInDays }]) => endsInDays !== undefined);
    const revocable = Object.entries(taken.kinds).filter(([, { revoke }]) => revoke);
    for (const [kind, { tokens }] of [...endsLater, ...revocable]) {
      for (const token of tokens) expect([kind, await pageAnswer(kind, token)]).toEqual([kind, 200]);
    }
    for (const [kind, of] of revocable) {
      expect([kind, Math.floor(((await of.revoke?.())?.status ?? 0) / 100)]).toEqual([kind, 2]);
      await stack().settled();
      expect(await stillOpen([kind, of])).toEqual([]);
    }
    const days = [...new Set(endsLater.map(([, { endsInDays = 0 }]) => endsInDays))].toSorted((a, b) => a - b);
    for (const [n, day] of days.entries()) {
      forward((day - (days[n - 1] ?? 0)) * DAY_MS);
      for (const one of endsLater.filter(([, { endsInDays }]) => endsInDays === day)) {
        expect(await stillOpen(one)).toEqual([]);
      }
    }
  });
});
