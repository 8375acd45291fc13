import { isRecord, itemsOf, Refused, restOf, textOf } from "../../shared/rest.ts";

export type Issue = { id: string; state: string; url?: string };
/** `ref` is what we named a comment by when we wrote it; what others have written has none. */
export type Comment = { id: string; ref?: string; author?: string; body: string; createdAt?: string };

/** What a tracker can do for tickets. Writing twice under one `ref` writes once, or can be told by it. */
export type Tracker = {
  find(ref: string): Promise<Issue | undefined>;
  create(issue: { ref: string; title: string; description: string; project?: string }): Promise<Issue>;
  /** Nothing where it was deleted. */
  read(id: string): Promise<Issue | undefined>;
  move(id: string, state: string): Promise<void>;
  comments(id: string): Promise<Comment[]>;
  comment(id: string, comment: { ref: string; author: string; body: string }): Promise<void>;
};

const TEXT_CHARS_MAX = 20_000;
const COMMENTS_MAX = 1_000;

function issueOf(value: unknown): Issue {
  const { id, state, url } = isRecord(value) ? value : {};
  const [known, stands, address] = [textOf(id), textOf(state), textOf(url)];
  if (!known || !stands) throw new Error("its answer is no issue with id and state");
  return { id: known, state: stands, ...(address && { url: address.slice(0, 1_000) }) };
}

function commentOf(value: unknown): Comment[] {
  if (!isRecord(value)) return [];
  const [id, body] = [textOf(value.id), textOf(value.body)];
  if (!id || !body) return [];
  const [ref, author, createdAt] = [textOf(value.ref), textOf(value.author), textOf(value.createdAt)];
  return [
    {
      ...{ id, body: body.slice(0, TEXT_CHARS_MAX) },
      ...(ref && { ref }),
      ...(author && { author: author.slice(0, 100) }),
      ...(createdAt && { createdAt }),
    },
  ];
}

/** A tracker that speaks the generic contract: JSON over REST, a bearer, what we write named by `ref`. */
export function restTracker(settings: { baseUrl: string; token: string }): Tracker {
  const call = restOf(settings);
  const at = (id: string): string => `/issues/${encodeURIComponent(id)}`;
  return {
    find: async (ref) => {
      const [first] = itemsOf(await call("GET", `/issues?ref=${encodeURIComponent(ref)}`));
      return first === undefined ? undefined : issueOf(first);
    },
    create: async (issue) => issueOf(await call("POST", "/issues", { body: issue })),
    read: async (id) => {
      try {
        return issueOf(await call("GET", at(id)));
      } catch (error) {
        if (error instanceof Refused && error.isMissing) return undefined;
        throw error;
      }
    },
    move: async (id, state) => {
      await call("PATCH", at(id), { body: { state } });
    },
    comments: async (id) =>
      itemsOf(await call("GET", `${at(id)}/comments`))
        .slice(0, COMMENTS_MAX)
        .flatMap(commentOf),
    comment: async (id, comment) => {
      await call("POST", `${at(id)}/comments`, { body: comment });
    },
  };
}
