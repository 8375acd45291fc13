import { hashedId } from "../../shared/hashed.ts";
import { entity } from "../../shared/table/entity.ts";
import { Segment, SegmentMember } from "./schema.ts";

/** Who belongs to one is asked within the rights of whoever asks, so segments themselves are seen whole. */
export const segment = entity({
  noun: "segment",
  plural: "segments",
  prefix: "seg",
  schema: Segment,
  scoped: false,
  indexes: { all: { by: [], sorts: "createdAt", answers: "the segments of the tenant" } },
});

/** Somebody on the list of a manual segment. */
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
