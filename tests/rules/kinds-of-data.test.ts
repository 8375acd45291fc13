import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";

/** What went wrong once with the records that people really have, by kind, and the tests that hold each right. */
const KINDS: Record<string, Record<string, [file: string, test: string][]>> = {
  merges: {
    "a merge leaves every record valid": [
      ["rules/merging.test.ts", "is named once where its schema lets nothing be named twice"],
      ["flows/merges.test.ts", "whatever is merged into whatever, however often"],
    ],
    "a damaged row takes no list down": [["api/damaged.test.ts", "GET %s is 200"]],
    "nor a view, an export or the search box": [
      ["api/damaged.test.ts", "views, their counts and exports of every %s leave it out"],
      ["api/damaged.test.ts", "the search box, the timeline and the 360 answer"],
    ],
  },
  phones: {
    "forms of each country, refused by no way in": [
      ["rules/phone.test.ts", "is kept in one form, however people of its country write it"],
      ["api/phones.test.ts", "a number that somebody writes"],
    ],
    "extensions, services, labels, digits of other scripts": [
      ["rules/phone.test.ts", "of a service, with a label, with digits of another script"],
      ["api/phones.test.ts", "an extension is kept, shown and looked for"],
    ],
    "words before a number": [["rules/phone.test.ts", "is kept without whatever word people write before it"]],
    "what can be no number": [["api/phones.test.ts", "what can be no number stays as it was typed"]],
    "found in any form": [["rules/phone.test.ts", "is found by whatever form of it is typed"]],
    "addresses of mail in any case": [
      ["api/phones.test.ts", "an address of mail is kept as typed and found in any case"],
    ],
  },
  imports: {
    "two columns of one header, unknown columns": [["api/import-heads.test.ts", "is said before a row is written"]],
    "owners, choices and stages of another program": [
      ["api/import-names.test.ts", "a dry run says whom nobody knows"],
      ["api/import-names.test.ts", "the importer says what texts mean"],
      ["api/import-names.test.ts", "the currency %s is %s"],
      ["api/import-names.test.ts", "a stage by its name"],
    ],
    "telephones in several columns": [["api/import-names.test.ts", "the first that says something counts"]],
    "texts in older encodings": [["api/import-heads.test.ts", "%s is read where the importer says it"]],
    "headers of two lines": [["api/import-heads.test.ts", "each column is called by the lower, and by the group"]],
    addresses: [
      ["api/import-addresses.test.ts", "%s: %s"],
      ["rules/import-addresses.test.ts", "is told apart into country, province, town, postcode and the rest"],
    ],
    "ragged rows": [["api/import-heads.test.ts", "a row with more cells than the header is told"]],
    "headers of other programs and languages": [
      ["api/import-heads.test.ts", "the headers of other programs"],
      ["rules/import-headers.test.ts", "are the same in capitals, with marks behind them"],
    ],
    "a failed row holds nothing": [["api/import-heads.test.ts", "a failed row holds nothing"]],
    "a firm's switchboard": [["api/import-heads.test.ts", "a number that many share is no reason to refuse"]],
    "brought up to date by any key": [["api/import-heads.test.ts", "%s are brought up to date by %s"]],
    "forms of numbers": [
      ["rules/import-forms.test.ts", "are read as their country wrote them, or asked for"],
      ["rules/import-written.test.ts", "are read to the cent in the currency that they name"],
      ["rules/import-written.test.ts", "without cents, as Swiss, German and Dutch prices are written"],
    ],
    "forms of days and times": [
      ["rules/import-written.test.ts", "in %s are that day, or nothing where the words do not say it"],
      ["rules/import-written.test.ts", "are of the tenant's zone, or of the offset that they say"],
    ],
    "workbooks as they are shown": [
      ["rules/tabular-shown.test.ts", "fills up numbers where the format %s does"],
      ["rules/tabular-shown.test.ts", "merged cells stand in each of their rows, and it is told"],
      ["rules/tabular-shown.test.ts", "of the number %s it is told whether digits are lost"],
    ],
    "files of other programs, there and back": [["api/import-files.test.ts", "leaves as %s whole"]],
    "long files": [["flows/jobs-memory.test.ts", "a long %s takes no more of a job's memory than a short one"]],
    "money by file": [["api/listed-money.test.ts", "an import of opening receivables"]],
  },
  "search and sort": {
    scripts: [
      ["rules/search-scripts.test.ts", "each text is found by itself, in capitals and small"],
      ["flows/search.test.ts", "finds what looking through everything that one sees would find"],
    ],
    "parts of views": [["rules/search-scripts.test.ts", "what a filter finds contained"]],
    "orders by a field": [["api/sorts.test.ts", "has names as people list them, Chinese by how they are read"]],
    "money's records": [["api/listed-money.test.ts", "are found by their numbers and names"]],
  },
  fields: {
    "options that are renamed": [["api/field-options.test.ts", "keeps its key: another name changes no record"]],
    "currencies of roll-ups": [["api/rollup-money.test.ts", "amounts of several currencies are told apart"]],
    "filters by what is computed": [["api/fields.test.ts", "is evaluated on every write"]],
  },
  conversion: {
    "people who are known": [["api/leads-convert.test.ts", "uses the person and the account that are there"]],
    "the timeline": [["api/leads-convert.test.ts", "tells the lead's calls, notes, touches and files"]],
    "what the contact requires": [["api/leads-convert.test.ts", "asks for what the records that it makes require"]],
  },
  "web forms": {
    "what browsers send": [["api/leads-forms.test.ts", "takes what browsers send"]],
    "every request": [["api/leads-forms.test.ts", "keeps every request"]],
    "the visitor's language": [["api/leads-forms.test.ts", "tells a visitor what to mend in their language"]],
  },
  "off-boarding": {
    "what was done, and what was shared": [["flows/offboard-places.test.ts", "what somebody has done stays theirs"]],
  },
  small: {
    "names that nobody sees": [["api/edge.test.ts", "are no name by themselves"]],
    "days and amounts in a workbook": [
      ["rules/tabular-shown.test.ts", "a day leaves as a day that another program reads"],
    ],
    "a small job beside large ones": [["flows/jobs-fair.test.ts", "a job begins and ends though the stream is behind"]],
    "roles that name what is not there": [
      ["api/rights-roles.test.ts", "what a role names and is not there is refused"],
    ],
    "hours across midnight": [
      ["rules/working-time.test.ts", "minutes that are worked are those that a minute counter"],
    ],
    "files of older programs and telephones": [
      ["api/files.test.ts", "as older programs and telephones make it is taken"],
    ],
  },
};

const cases = Object.entries(KINDS).flatMap(([kind, all]) =>
  Object.entries(all).flatMap(([what, tests]) => tests.map((one) => [`${kind}: ${what}`, ...one] as const)),
);

const TITLE = /\b(?:test|describe)(?:\.each(?:<[^(]*>)?\([\s\S]*?\))?\(\s*["'`]([^\n]+)/g;

test.each(cases)("%s is held by %s: %s", (_kind, file, name) => {
  const text = readFileSync(join(import.meta.dirname, "..", file), "utf8");
  const titles = [...text.matchAll(TITLE)].map(([, title = ""]) => title);
  expect(titles.filter((title) => title.includes(name))).not.toEqual([]);
});
