import { expect, test } from "@jest/globals";
import { besides } from "../../functions/analytics/besides.ts";
import { COUNTED } from "../../functions/analytics/events.ts";
import { everyFact } from "../../functions/analytics/facts.ts";
import { FRAME } from "../../functions/analytics/relation.ts";
import { choicesOf } from "../../functions/analytics/said.ts";

test("changes of every noun that facts are made of are noted, and so is what lies beside them", async () => {
  const facts = await everyFact();
  const made = new Set(facts.flatMap(({ sources }) => sources.map(({ entity }) => entity.noun)));
  const noted = new Set(COUNTED.map(({ noun }) => noun));
  expect([...made].filter((noun) => !noted.has(noun))).toEqual([]);
  expect([...noted].filter((noun) => !made.has(noun))).toEqual([]);
  expect(besides.map(({ tells }) => tells.noun).filter((noun) => !noted.has(noun))).toEqual([]);
});

test("a fact says of each dimension, measure and part of a measure something that is its own", async () => {
  for (const { name, dimensions, measures } of await everyFact()) {
    for (const all of [Object.values(dimensions), Object.values(measures)]) {
      const labels = all.map(({ label }) => label[1]);
      expect([name, labels.filter((label, n) => labels.indexOf(label) !== n)]).toEqual([name, []]);
    }
  }
});

test("no dimension or measure has the name of a column that every fact has, which would take its place", async () => {
  const taken = Object.keys(FRAME);
  const named = (await everyFact()).flatMap(({ name, dimensions, measures }) =>
    [...Object.keys(dimensions), ...Object.keys(measures)].map((key) => [name, key]),
  );
  expect(named.filter(([, key = ""]) => taken.includes(key))).toEqual([]);
});

test("every choice that facts are told apart by has a word in both languages", async () => {
  const wordless: string[] = [];
  for (const fact of await everyFact()) {
    for (const [key, { options = [] }] of Object.entries(fact.dimensions)) {
      const words = await choicesOf(fact, options);
      wordless.push(...options.filter((one) => !words[one]).map((one) => `${fact.name} ${key} ${one}`));
    }
  }
  expect(wordless).toEqual([]);
});
