import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { visitorId } from "../../functions/behaviour/table.ts";
import { lambdas } from "../../functions/modules.ts";
import { shopOf } from "../support/shop.ts";
import { scaled } from "../support/soak.ts";
import { useStack } from "../support/stack.ts";

/** Nothing runs by the clock but what a test runs itself. */
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });
const shop = shopOf(stack);

const NAME = "page.viewed";
const KNOWN = 2;
const DEVICES = ["known-0001", "known-0002", "silent-001", "silent-002", "silent-003"];
const SILENT = DEVICES.length - KNOWN;

const world = fc.record({
  /** What happened: on which device, how many hours ago. Each device has one event at least. */
  told: fc.array(fc.record({ hour: fc.nat(60), device: fc.nat(DEVICES.length - 1) }), { minLength: 5, maxLength: 20 }),
  /** Which silent device is said to be whose; one that is somebody's already is parted. */
  moves: fc.array(fc.record({ device: fc.nat(SILENT - 1), into: fc.nat(KNOWN - 1) }), { minLength: 5, maxLength: 7 }),
});

test("what a merged visitor did is its person's as long as they are one, and parting them restores exactly what was", async () => {
  for (const { told, moves } of fc.sample(world, scaled(1, 10))) {
    const { admin, send, event, contact, looked, profile, ago } = await shop();
    const people = [(await contact("甲")).id, (await contact("乙")).id];
    const all = [...DEVICES.map((_, device) => ({ hour: 1, device })), ...told];
    const events = all.map(({ hour, device }) => {
      const personId = people[device];
      return event({ name: NAME, at: ago(hour), anonymousId: DEVICES[device], ...(personId && { personId }) });
    });
    await send(...events);
    await looked();
    const did = (device: number): number => all.filter((one) => one.device === device).length;
    const ofSilent = new Map<number, number>();
    const expected = (person: number): number =>
      [...ofSilent].reduce((sum, [device, into]) => sum + (into === person ? did(device) : 0), did(person));
    const profiles = () => Promise.all(people.map(profile));
    const same = ({ days, eventCount, sessions }: Record<string, unknown>) => ({ days, eventCount, sessions });
    const counts = async () =>
      (await profiles()).map(({ days }) =>
        Object.values((days[NAME] ?? {}) as Record<string, number>).reduce((sum, n) => sum + n, 0),
      );
    const check = async () => {
      await looked();
      expect(await counts()).toEqual(people.map((_, person) => expected(person)));
    };
    const idOf = (device: number): string => visitorId("device", DEVICES[device] ?? "");
    const part = async (device: number) => {
      expect((await admin.post(`/v1/visitors/${idOf(device)}/unmerge`)).status).toBe(200);
      ofSilent.delete(device);
    };
    await check();
    const before = (await profiles()).map(same);
    for (const { device: at, into } of moves) {
      const device = KNOWN + at;
      if (ofSilent.has(device)) await part(device);
      else {
        const anonymousIds = [DEVICES[device]];
        expect((await admin.post(`/v1/visitors/${idOf(into)}/merge`, { anonymousIds })).status).toBe(200);
        ofSilent.set(device, into);
      }
      await check();
    }
    for (const device of [...ofSilent.keys()]) await part(device);
    await check();
    expect((await profiles()).map(same)).toEqual(before);
  }
});
