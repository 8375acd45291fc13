/** Where objects of a tenant lie in the bucket, by what they are; each begins with what it is and then names the tenant. */
export const placesOf = (tenantId: string): readonly string[] => [
  ...["files", "incoming", "uploads", "imports", "jobs", "messages"].map((place) => `${place}/${tenantId}/`),
  `facts/tenant=${tenantId}/`,
];
