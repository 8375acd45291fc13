/**
 * Records that are alike stand, besides in their own places, under each key that another would be found by
 * (`dup#phone#…` in the index `parent`): one query a key finds leads, accounts and contacts together. A name stands as
 * it is read, so that one place answers for the same name and for one that sounds the same. Where a tenant refuses
 * duplicates a lead also holds its strong keys as unique values, so that of two made at once one is refused.
 */
import { companyNameKey, plain } from "../names.ts";
import { asKatakana } from "./folding.ts";
import { phoneOf } from "./phones.ts";
import { calledWithoutPlaces } from "./places.ts";
import { syllablesOf } from "./readings.ts";
import { normalised, searchable } from "./text.ts";
import { simplified } from "./variants.ts";

/** What a record is compared by. A company's own record has `company` and no `name`; a person's has a name. */
export type Compared = { name?: string; company?: string; phone?: string; email?: string; registrationNo?: string };

/** Two records with one key may be the same; with a `strong` one they are, unless a person says otherwise. */
export type DuplicateKey = {
  kind: "phone" | "email" | "company" | "registrationNo" | "name" | "person" | "pinyin" | "place";
  value: string;
  strong: boolean;
};

/** Mailboxes of an office and not of a person. */
const OFFICE =
  /^(?:info|sales|office|contact|admin|service|support|hr|mail|market|marketing|finance|hello|enquiry|inquiry)@/;

const REGISTRATION_CHARS_MIN = 5;
const SYLLABLES_MIN = 2;

/**
 * The keys under which two records may be the same. A mobile number, a person's mailbox, a registration number and a
 * company's own name are strong. A switchboard, an office's mailbox, somebody's employer and what merely sounds alike are
 * hints: many people share them.
 */
export function duplicateKeysOf({ name, company, phone, email, registrationNo }: Compared): DuplicateKey[] {
  const person = searchable(name ?? "").replace(/[^\p{L}\p{N}]/gu, "");
  const firm = firmOf(company ?? "");
  const number = phoneOf(phone ?? "");
  const mailbox = mailboxOf(email ?? "");
  const registration = plain(registrationNo ?? "").replace(/[^\p{L}\p{N}]/gu, "");
  const sound = soundOf(firm !== "" && person === "" ? firm : person);
  const keys: DuplicateKey[] = [
    { kind: "registrationNo", value: registration.length < REGISTRATION_CHARS_MIN ? "" : registration, strong: true },
    {
      kind: "phone",
      value: number?.e164 ?? number?.national ?? "",
      strong: number?.isMobile === true && !!number.e164,
    },
    { kind: "email", value: mailbox, strong: !OFFICE.test(mailbox) },
    { kind: "person", value: person !== "" && firm !== "" ? `${person}@${firm}` : "", strong: true },
    { kind: "company", value: firm, strong: person === "" },
    { kind: "name", value: person, strong: false },
    { kind: "pinyin", value: sound, strong: false },
  ];
  return keys.filter((key) => key.value !== "");
}

/** What a company is called without the words for the kinds of its places, then without its places; none of no name. */
export function calledOf({ company = "" }: Compared): { value: string; sound: string }[] {
  const firm = firmOf(company);
  return firm === "" ? [] : calledWithoutPlaces(firm).map((value) => ({ value, sound: soundOf(value) }));
}

/** How companies of Japan, Korea and Thailand say in front of their name, or behind it and without a blank, what form they have. */
const FORMS_BEFORE = "株式会社|有限会社|合同会社|주식회사|유한회사|\\((?:株|有|주|유)\\)|บริษัท";
const FORMS_BEHIND = "株式会社|有限会社|合同会社|주식회사|유한회사|\\((?:株|有|주|유)\\)|จำกัด(?:\\s*\\(มหาชน\\))?";
const FORM_ABROAD = new RegExp(`^(?:${FORMS_BEFORE})|(?:${FORMS_BEHIND})$`.normalize("NFKC"), "gu");

/** A company's name without its form, in simplified characters and one kind of kana; empty where too little is left. */
function firmOf(company: string): string {
  const name = simplified(asKatakana(company.normalize("NFKC"))).trim();
  return companyNameKey(name.replace(FORM_ABROAD, " ")) || companyNameKey(name);
}

/** Lower case and without a tag (`zhang+crm@…`); dots stay, since they matter to all providers but one. Empty for what is no address. */
function mailboxOf(email: string): string {
  const [, local, domain] = /^([^@+\s]+)(?:\+[^@\s]*)?@([^@\s]+)$/.exec(normalised(email.slice(0, 320))) ?? [];
  return local && domain ? `${local}@${domain}` : "";
}

/** How a Chinese name is read, with an apostrophe between syllables; empty for other names and single characters. */
function soundOf(name: string): string {
  const han = [...name].slice(0, 40).filter((c) => /\p{Script=Han}/u.test(c));
  return han.length < SYLLABLES_MIN || han.length < [...name].length / 2
    ? ""
    : syllablesOf(name).join("'").toLowerCase();
}
