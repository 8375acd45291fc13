import { expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { metresBetween } from "../../functions/activities/rules.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

const stack = useStack();

test("whoever visits says where they are, once; how far that is from the place is kept", async () => {
  const { admin } = await openTenant(stack());
  const place = { latitude: 31.2304, longitude: 121.4737 };
  const { id } = await made(admin, "/v1/activities", { kind: "visit", subject: "门店检查", place });
  const here = { latitude: 31.2314, longitude: 121.4737 };
  const replies = await Promise.all([1, 2, 3].map(() => admin.post(`/v1/activities/${id}/check-in`, here)));
  expect(replies.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  // A thousandth of a degree of latitude.
  expect((await admin.get(`/v1/activities/${id}`)).body.checkIn).toMatchObject({ ...here, distanceMetres: 111 });
  const { id: other } = await made(admin, "/v1/activities", {
    kind: "visit",
    subject: "拜访",
    repeat: { every: "week", interval: 1 },
    dueOn: "2027-01-04",
  });
  expect(
    (await admin.post(`/v1/activities/${other}/check-in`, { latitude: 91, longitude: 0 })).body.errors,
  ).toMatchObject([{ path: "latitude" }]);
  expect((await admin.post(`/v1/activities/${other}/check-in`, here)).body.checkIn.distanceMetres).toBeUndefined();
  await admin.post(`/v1/activities/${other}/complete`);
  expect((await admin.post(`/v1/activities/${other}/check-in`, here)).status).toBe(409);
  const open = (await admin.get("/v1/activities?state=open&kind=visit")).body.items;
  const next = open.filter((row: { id: string; occurrence?: number }) => row.occurrence === 2);
  expect(next.map((row: { checkIn?: object }) => row.checkIn)).toEqual([undefined]);
});

test("distances are those of the chord through a sphere", () => {
  const degrees = (max: number) => fc.double({ min: -max, max, noNaN: true });
  const point = fc.record({ latitude: degrees(90), longitude: degrees(180) });
  const vector = ({ latitude, longitude }: { latitude: number; longitude: number }) => {
    const [lat, lon] = [(latitude * Math.PI) / 180, (longitude * Math.PI) / 180];
    return [Math.cos(lat) * Math.cos(lon), Math.cos(lat) * Math.sin(lon), Math.sin(lat)];
  };
  fc.assert(
    fc.property(point, point, (a, b) => {
      const [from, to] = [vector(a), vector(b)];
      const chord = Math.hypot(...from.map((x, n) => x - (to[n] as number)));
      const arc = 2 * 6_371_009 * Math.asin(Math.min(1, chord / 2));
      expect(Math.abs(metresBetween(a, b) - arc)).toBeLessThan(2);
      expect(metresBetween(a, b)).toBe(metresBetween(b, a));
    }),
  );
});
