import { expect, test } from "@jest/globals";
import { lambdas } from "../../functions/modules.ts";
import { plannedFaults } from "../support/faults.ts";
import { arrives, office, writtenMail } from "../support/mails.ts";
import { scaled } from "../support/soak.ts";
import { useStack } from "../support/stack.ts";
import { made } from "../support/tenant.ts";

/** One database call in so many is throttled, conflicts, fails or loses its answer after the work was done. */
const FAULT_RATE = 0.12;
const STRANGERS = scaled(4, 100);

const faults = plannedFaults({ seed: Number(process.env.SEED ?? 7), rate: FAULT_RATE });
const stack = useStack({ interceptor: faults, lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });

type Shown = { id: string; text: string; relatedTo: { noun: string; id: string }[] };

test("a database that refuses and loses answers brings every mail in once, with its ticket and its lead", async () => {
  faults.enabled = false;
  const { admin, box, inbox, address } = await office(stack());
  const channel = await made(admin, "/v1/ticket-channels", { name: "工单", kind: "email" });
  const rules = [
    { name: "故障", when: { field: "subject", op: "contains", value: "故障" }, ticketChannelId: channel.id },
    { name: "陌生人", when: { field: "isKnown", op: "eq", value: false }, lead: {} },
  ];
  expect((await admin.patch(`/v1/mailboxes/${box.id}`, { rules })).status).toBe(200);
  const mailsOf = (n: number): string[] => {
    const from = `stranger${n}@s${n}.example`;
    const about = { from, to: address, name: `陌生人${n}` };
    return [
      writtenMail(stack(), { ...about, subject: "合作", text: `合作${n}`, messageId: `a${n}@x` }),
      writtenMail(stack(), { ...about, subject: "故障", text: `故障${n}`, messageId: `b${n}@x` }),
      writtenMail(stack(), {
        ...about,
        subject: "Re: 故障",
        text: `仍然${n}`,
        messageId: `c${n}@x`,
        inReplyTo: `b${n}@x`,
      }),
    ];
  };
  faults.enabled = true;
  let strangers = 0;
  // Until every kind of fault was met: which call meets which depends on what happens to run beside it.
  while (strangers < STRANGERS || Math.min(...Object.values(faults.met)) === 0) {
    const some = mailsOf(strangers++);
    for (const raw of some) await arrives(stack(), raw, 600_000);
    // What came in already comes once more.
    await arrives(stack(), some[1] as string, 600_000);
  }
  faults.enabled = false;
  await stack().settled({ withinMs: 600_000 });
  const found: Shown[] = await inbox();
  const expected = Array.from({ length: strangers }, (_, n) => [`合作${n}`, `故障${n}`, `仍然${n}`]).flat();
  expect(found.map(({ text }) => text).sort()).toEqual(expected.sort());
  const leads = (await admin.get("/v1/leads?limit=200")).body.items;
  expect(leads).toHaveLength(strangers);
  const tickets = (await admin.get("/v1/tickets?limit=200")).body.items;
  expect(tickets).toHaveLength(strangers);
  for (const { id } of tickets) {
    const thread: Shown[] = (await admin.get(`/v1/tickets/${id}/messages`)).body.items;
    expect(thread.map(({ text }) => text.replace(/\d/g, ""))).toEqual(["故障", "仍然"]);
    const told = found.filter(({ relatedTo }) => relatedTo.some((one) => one.id === id));
    expect(told.map(({ text }) => text).sort()).toEqual(thread.map(({ text }) => text).sort());
  }
}, 3_600_000);
