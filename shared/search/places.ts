/**
 * The places that a Chinese organisation's name begins with, from the province to the district (`北京市朝阳区第一医院`).
 * People leave out the words for what kind of place each is, and the wider places before the narrower ones. A place is
 * told by its name where that is known, else by the word behind it.
 */
import { knownPlaceChars } from "./words.ts";

/** What kind of place one is, behind its name; no square, office or housing estate begins or ends with such a word. */
const DIVISION =
  /^(?:(?:壮族|回族|维吾尔)?自治区|特别行政区|(?:[\p{Script=Han}]{1,3}族){0,3}自治[州县]|地区|新区|省|市(?![场政民立])|[区县旗盟])/u;

/** A place that is known by what stands behind its name alone. */
const NAMED =
  /^([\p{Script=Han}]{2,5}?)(?=(?:[\p{Script=Han}]{1,3}族){0,3}自治[州县]|地区|新区|市(?![场政民立])|(?<![小社园校])区|[县旗盟])/u;

/** Such a name of four characters or more may be two: the town's and the district's. */
const TWO_PLACES_CHARS_MIN = 4;
const TOWN_CHARS = 2;

/** Wider places that a name may begin with. */
const PLACES_MAX = 4;

type Places = { names: string[]; rest: string; hasDivisions: boolean };

/** The places that a text begins with, without the words for their kinds, and what follows them. */
function placesOf(text: string): Places {
  const names: string[] = [];
  let rest = text;
  let hasDivisions = false;
  while (names.length < PLACES_MAX) {
    const known = rest.slice(0, knownPlaceChars(rest));
    const [name = ""] = known ? [known] : (NAMED.exec(rest) ?? []);
    if (name === "") break;
    const [division = ""] = DIVISION.exec(rest.slice(name.length)) ?? [];
    hasDivisions ||= division !== "";
    names.push(...(known || name.length < TWO_PLACES_CHARS_MIN ? [name] : apart(name)));
    rest = rest.slice(name.length + division.length);
  }
  return { names, rest, hasDivisions };
}

const apart = (name: string): string[] => [name.slice(0, TOWN_CHARS), name.slice(TOWN_CHARS)];

/** A name, or its beginning, without the words for the kinds of its places; empty where it has none. */
export function undivided(text: string): string {
  const { names, rest, hasDivisions } = placesOf(text);
  return hasDivisions ? names.join("") + rest : "";
}

/** The same from each of the places, the widest first, and from behind them: `北京朝阳第一医院`, `朝阳第一医院`, `第一医院`. */
export function undividedFromEach(text: string): string[] {
  const { names, rest, hasDivisions } = placesOf(text);
  return hasDivisions && rest !== "" ? [...names.map((_, from) => names.slice(from).join("") + rest), rest] : [];
}

/** What is left without any place is a name of its own from so many characters on, if it says more than what one is. */
const OWN_CHARS_MIN = 4;
const NO_NAME = /^(?:第[一二三四五六七八九十百\d]|人民|中心|中医|妇幼|实验|市|县|区)/;

/**
 * What an organisation is called by those who leave out places: its name without the words for their kinds, then without
 * one place after the other.
 */
export function calledWithoutPlaces(name: string): string[] {
  const { names, rest } = placesOf(name);
  if (names.length === 0 || rest === "") return [name];
  const isOwn = rest.length >= OWN_CHARS_MIN && !NO_NAME.test(rest);
  return [...names.map((_, from) => names.slice(from).join("") + rest), ...(isOwn ? [rest] : [])];
}
