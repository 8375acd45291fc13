import { withoutInvisible } from "../../shared/invisible.ts";

/** What may be kept of a field that the form does not know. */
const OTHER_CHARS_MAX = 200;
const NOTE_CHARS_MAX = 5_000;
const OTHERS_MAX = 20;

type Said = Record<string, unknown>;

const isSaid = (value: unknown): boolean => !(typeof value === "string" && withoutInvisible(value).trim() === "");

/** A box that is ticked, as browsers say it. */
const TICKED: Readonly<Record<string, boolean>> = {
  on: true,
  true: true,
  1: true,
  yes: true,
  off: false,
  false: false,
};

/** An address as people type it: `www.example.com` is one, and what can be none is no reason to turn somebody away. */
function webAddress(text: string): string | undefined {
  const whole = /^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`;
  const url = URL.parse(whole.trim());
  return url && /^https?:$/.test(url.protocol) && url.hostname.includes(".") ? url.href : undefined;
}

/**
 * What a page has sent, as the form takes it: fields that were left empty are none, a ticked box is a yes, and what the
 * form has no place for stands in the note, so that nothing that somebody has told is lost.
 */
export function asTaken(given: unknown, known: readonly string[]): unknown {
  if (typeof given !== "object" || given === null || Array.isArray(given)) return given;
  const filled = Object.entries(given).filter(([, value]) => isSaid(value));
  const said: Said = Object.fromEntries(filled.filter(([name]) => known.includes(name)));
  const others = filled.flatMap(([name, value]) =>
    known.includes(name) || typeof value === "object" ? [] : [`${name}: ${String(value)}`.slice(0, OTHER_CHARS_MAX)],
  );
  if (typeof said.consent === "string") said.consent = TICKED[said.consent.toLowerCase()] ?? said.consent;
  if (typeof said.website === "string") {
    const address = webAddress(said.website);
    if (address === undefined) others.push(`website: ${said.website}`.slice(0, OTHER_CHARS_MAX));
    said.website = address;
  }
  if (typeof said.productIds === "string") said.productIds = said.productIds.split(",").map((id) => id.trim());
  if (typeof said.custom === "object" && said.custom !== null) {
    said.custom = Object.fromEntries(Object.entries(said.custom).filter(([, value]) => isSaid(value)));
  }
  const note = [said.note, ...others.slice(0, OTHERS_MAX)].filter((line) => line !== undefined);
  // A note of another form than a text is wrong by itself, and one that is too long is told.
  if (others.length > 0 && (said.note === undefined || typeof said.note === "string")) {
    const whole = note.join("\n");
    said.note =
      typeof said.note === "string" && said.note.length > NOTE_CHARS_MAX ? said.note : whole.slice(0, NOTE_CHARS_MAX);
  }
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
}
