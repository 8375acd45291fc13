import * as z from "zod";
import { config } from "../config.ts";
import { DAY_MS } from "../duration.ts";
import { sign, unsign } from "../http/seal.ts";
import { CHANNELS } from "./channels.ts";

export const PREFERENCES_PATH = "/v1/preferences/{token}";

const BOUND = "preferences";

/** What a person's own address opens: what they are told, and with `consentId` one consent that they are to confirm. */
const PersonLink = z.object({
  personId: z.string(),
  channel: z.enum(CHANNELS),
  purpose: z.string(),
  issuedAt: z.string(),
  consentId: z.string().optional(),
  /** The message that it stands in. */
  messageId: z.string().optional(),
});
export type PersonLink = z.output<typeof PersonLink>;

/** Laws ask that whoever was written to can end it long after; a confirmation is of the moment. */
const DAYS = { preferences: 400, confirmation: 7 };

type Sealed = { tenantId: string; sealingKey: string };

/** A person's own address, signed and kept nowhere. The tenant that it begins with says whose key it is signed by. */
export const personUrl = ({ tenantId, sealingKey }: Sealed, link: PersonLink): string =>
  config().publicUrl +
  PREFERENCES_PATH.replace("{token}", `${tenantId}.${sign(sealingKey, JSON.stringify(link), BOUND)}`);

/** The tenant that an address names; whether it is of that tenant its signature says. */
export const tenantOfToken = (token: string): string | undefined => /^(ten_[0-9A-Za-z]{6,40})\./.exec(token)?.[1];

/** What an address opens; nothing where it is forged, has ended, or was issued before the tenant's addresses were revoked. */
export function openedLink(
  sealingKey: string,
  token: string,
  { now, issuedFrom }: { now: string; issuedFrom?: string | undefined },
): PersonLink | undefined {
  const payload = unsign(sealingKey, token.slice(token.indexOf(".") + 1), BOUND);
  if (payload === undefined) return undefined;
  const link = PersonLink.parse(JSON.parse(payload));
  const days = link.consentId ? DAYS.confirmation : DAYS.preferences;
  const isOver = Date.parse(now) - Date.parse(link.issuedAt) > days * DAY_MS;
  return isOver || (issuedFrom !== undefined && link.issuedAt < issuedFrom) ? undefined : link;
}
