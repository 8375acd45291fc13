/** Places of the bucket with objects of tenants; each object's key begins with one of them and then names its tenant. */
const PLACES = ["files", "incoming", "uploads", "imports", "jobs", "messages", "signing"] as const;

/** Where objects of a tenant lie in the bucket, by what they are; each begins with what it is and then names the tenant. */
export const placesOf = (tenantId: string): readonly string[] => [
  ...PLACES.map((place) => `${place}/${tenantId}/`),
  `facts/tenant=${tenantId}/`,
];

/** The places of all tenants. */
export const PLACES_OF_ALL: readonly string[] = [...PLACES.map((place) => `${place}/`), "facts/tenant="];

/** The tenant that an object belongs to, as its key says. */
export const tenantOfKey = (key: string): string | undefined =>
  /^[a-z]+\/(?:tenant=)?(ten_[0-9A-Za-z]+)\//.exec(key)?.[1];
