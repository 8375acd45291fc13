import { expect, test } from "@jest/globals";
import { reactions } from "../../functions/streams/generated/reactions.ts";

test("the card of a reaction names the nouns that it reacts to, and only whoever watches all names none", async () => {
  const loaded = await Promise.all(reactions.map(async ({ of, load }) => ({ of, ...(await load()) })));
  const emitted = loaded.flatMap(({ emits = [] }) => emits);
  for (const { of, emits = [], handles = [], watches = [] } of loaded) {
    const named = new Set(handles.map(({ event }) => event));
    const handled = emitted.filter(({ event }) => named.has(event));
    const nouns = new Set([...emits, ...handled].map(({ entity }) => entity.noun));
    if (watches.length > 0) expect(of).toBeUndefined();
    else expect([...(of ?? [])].sort()).toEqual([...nouns].sort());
  }
});

test("what is handled is emitted by somebody", async () => {
  const loaded = await Promise.all(reactions.map(({ load }) => load()));
  const events = loaded.flatMap(({ emits = [] }) => emits.map(({ event }) => event));
  const unheard = loaded.flatMap(({ handles = [] }) => handles.filter(({ event }) => !events.includes(event)));
  expect(unheard.map(({ event }) => event)).toEqual([]);
});
