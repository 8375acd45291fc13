import { hashedId } from "../../shared/hashed.ts";
import { entity } from "../../shared/table/entity.ts";
import { Audience, Segment, SegmentMember, SegmentMembership, SegmentWork } from "./schema.ts";

/** Who belongs to one is asked within the rights of whoever asks, so segments themselves are seen whole. */
export const segment = entity({
  noun: "segment",
  plural: "segments",
  prefix: "seg",
  schema: Segment,
  scoped: false,
  indexes: { all: { by: [], sorts: "createdAt", answers: "the segments of the tenant" } },
});

/** Somebody on the list of a manual segment, or found to be like the people of another. */
export const segmentMember = entity({
  noun: "segmentMember",
  plural: "members of segments",
  prefix: "sgm",
  schema: SegmentMember,
  scoped: false,
  audited: false,
  indexes: { parent: { by: ["segmentId"], sorts: "createdAt", answers: "the people on the list of one segment" } },
});
export const memberId = (segmentId: string, personId: string): string =>
  hashedId(segmentMember.prefix, `${segmentId}\n${personId}`);

/** All that one person belongs to stands together. */
export const segmentMembership = entity({
  noun: "segmentMembership",
  plural: "memberships of tracked segments",
  prefix: "smb",
  schema: SegmentMembership,
  scoped: false,
  audited: false,
  key: ({ personId, segmentId }) => ({ pk: `segments#${personId}`, sk: `member#${segmentId ?? ""}` }),
});
export const membershipId = (segmentId: string, personId: string): string =>
  hashedId(segmentMembership.prefix, `${segmentId}\n${personId}`);

export const audience = entity({
  noun: "audience",
  plural: "people of tracked segments",
  prefix: "sau",
  schema: Audience,
  scoped: false,
  audited: false,
  due: { work: "audiences", shards: 8, at: (row) => row.dueAt, answers: "the people whom time alone brings in or out" },
});
export const audienceId = (personId: string): string => hashedId(audience.prefix, personId);

export const segmentWork = entity({
  noun: "segmentWork",
  plural: "work on segments",
  prefix: "sgw",
  schema: SegmentWork,
  scoped: false,
  audited: false,
  due: { work: "segments", shards: 2, at: (row) => row.dueAt, answers: "the segments whose people are gone through" },
});
export const workId = (segmentId: string): string => segmentId.replace(/^seg_/, `${segmentWork.prefix}_`);
