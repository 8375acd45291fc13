import type * as z from "zod";
import { handler as goOn } from "../../functions/journeys/go-on.ts";
import { handler as rounds } from "../../functions/journeys/round.ts";
import type { Enrolment } from "../../functions/journeys/schema.ts";
import type { Api, TestStack } from "./stack.ts";
import { made, openTenant } from "./tenant.ts";

export type Enrolled = z.output<typeof Enrolment>;

/** Moves the clock on and lets everybody go on whose time has come: once, and then twice at once, since it may be done so. */
export async function passing(stack: TestStack, { days = 0, hours = 0, minutes = 0 }): Promise<void> {
  stack.clock.set(new Date(stack.clock.now().getTime() + ((days * 24 + hours) * 60 + minutes) * 60_000));
  await rounds();
  await goOn();
  await Promise.all([goOn(), goOn()]);
  await stack.settled();
}

/** What a process knows of live journeys is some seconds old; after so long all know. */
const KNOWN_SECONDS = 6;

/** A tenant with journeys: how one is published, who is on it, and a person who gets tasks. */
export async function journeyWorld(stack: TestStack) {
  const tenant = await openTenant(stack);
  const { admin } = tenant;
  const keeper = await tenant.person({ roles: ["sales"] });
  const published = async (body: object, api: Api = admin) => {
    const { id } = await made(api, "/v1/journeys", body);
    await publish(id, api);
    return id;
  };
  const publish = async (id: string, api: Api = admin): Promise<void> => {
    const reply = await api.post(`/v1/journeys/${id}/publish`);
    if (reply.status !== 200) throw new Error(`publish → ${reply.status} ${JSON.stringify(reply.body)}`);
    await stack.advance(KNOWN_SECONDS);
  };
  const on = async (id: string, query = ""): Promise<Enrolled[]> =>
    (await admin.get(`/v1/journeys/${id}/enrolments${query}`)).body.items;
  const tasks = async (aboutId: string): Promise<{ subject: string; ownerId: string }[]> =>
    (await admin.get(`/v1/activities?relatedTo=${aboutId}`)).body.items;
  return { ...tenant, keeper, published, publish, on, tasks };
}

export const is = (field: string, value: unknown, of = "person") => ({
  kind: "is",
  of,
  filter: { all: [{ field, op: "eq", value }] },
});
export const task = (key: string, next?: string) => ({ key, kind: "task", subject: key, ...(next && { next }) });
export const wait = (key: string, days: number, next?: string) => ({
  ...{ key, kind: "wait", for: { days } },
  ...(next && { next }),
});
