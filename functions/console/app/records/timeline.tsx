import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { idsIn, placeOf, textOf } from "../fields/value.tsx";
import { callPath, type GetAccountsByIdTimelineReplyPage } from "../lib/api.ts";
import { useFormats } from "../lib/format.ts";
import { fieldOf, labelOf, type NounView } from "../lib/nouns.ts";
import { useNouns } from "../lib/queries.ts";
import { isUntold, useTitles } from "../lib/titles.ts";
import { Empty, Waiting } from "../shell/empty.tsx";
import { Problem } from "../shell/problem.tsx";
import { More } from "../shell/reading.tsx";
import { type Language, type Say, useLanguage, useWords, type WordKey } from "../words/index.ts";

type Entry = GetAccountsByIdTimelineReplyPage["items"][number];
type Change = { field: string; before: unknown; after: unknown };

const KINDS: Readonly<Record<string, WordKey>> = {
  message: "timeline.message",
  change: "timeline.change",
  file: "timeline.file",
  merge: "timeline.merge",
  lifeCycle: "timeline.lifeCycle",
  tier: "timeline.tier",
  touch: "timeline.touch",
  receipt: "timeline.receipt",
};

/** What an entry is of: what the noun is called whose records are told of so, or a word of the timeline's own. */
function kindName(kind: string, nouns: readonly NounView[], t: Say, language: Language): string {
  const of = nouns.find(({ noun }) => noun === kind);
  if (of) return labelOf(of, language);
  const word = KINDS[kind];
  return word ? t(word) : kind;
}

/** What an entry says in values of the record, such as the stages that it left and reached, in words. */
function saidOf(of: NounView, title: string, language: Language): string {
  const options = of.fields.flatMap(({ options: all = [] }) => all);
  const said = (word: string): string => {
    const option = options.find(({ value }) => value === word);
    return option ? labelOf(option, language) : word;
  };
  return title.split(" → ").map(said).join(" → ");
}

/** What a change made of each field, before and after. */
function Changes({ of, changes, nameOf }: { of: NounView; changes: Change[]; nameOf: (id: unknown) => string }) {
  const t = useWords();
  const language = useLanguage();
  const formats = useFormats();
  const known = changes.flatMap((change) => {
    const field = fieldOf(of, change.field);
    return field ? [{ ...change, described: field }] : [];
  });
  return (
    <ul className="changes">
      {known.map(({ described, before, after }) => (
        <li key={described.field}>
          <span className="faint">{labelOf(described, language)}</span>{" "}
          {before !== undefined && before !== null && (
            <>
              <span>{textOf(described, before, formats, nameOf) || t("value.none")}</span>
              <span aria-hidden="true"> → </span>
            </>
          )}
          <strong>{textOf(described, after, formats, nameOf) || t("value.none")}</strong>
        </li>
      ))}
    </ul>
  );
}

/** What has happened to a record, the newest first. */
export function Timeline({ of, id }: { of: NounView; id: string }) {
  const t = useWords();
  const language = useLanguage();
  const formats = useFormats();
  const { data: nouns = [] } = useNouns();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ["timeline", id],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      callPath<{ items: Entry[]; nextCursor: string | null }>("GET", `${of.path}/${id}/timeline`, {
        query: { limit: 20, cursor: pageParam },
      }),
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
  const entries = data?.pages.flatMap(({ items }) => items) ?? [];
  const nameOf = useTitles(idsIn(entries.map(({ by, detail }) => [by?.split(":"), detail])));
  if (error) return <Problem error={error} retry={() => void refetch()} />;
  if (!data) return <Waiting />;
  if (entries.length === 0) return <Empty title={t("timeline.none")} />;
  // Whose name the reader is not told stays out of it.
  const byWhom = (by: string | undefined): string => {
    if (by === undefined) return "";
    if (by.startsWith("system")) return t("timeline.product");
    const id = /[a-z]{3}_[0-9A-Za-z]{6,40}/.exec(by)?.[0] ?? by;
    return isUntold(id) ? "" : nameOf(id);
  };
  return (
    <>
      <ol className="timeline">
        {entries.map(({ at, kind, id: entry, title, by, detail }) => {
          const to = placeOf(nouns, entry);
          const isChange = kind === "change" && Array.isArray(detail.fields);
          return (
            <li key={`${kind} ${entry} ${at}`}>
              <time dateTime={at}>{formats.instant(at)}</time>
              <div>
                <span className="timeline-kind">
                  {isChange && title === "created" ? t("audit.created") : kindName(kind, nouns, t, language)}
                </span>{" "}
                {to ? <Link to={to}>{title}</Link> : !isChange && <bdi>{saidOf(of, title, language)}</bdi>}
                <span className="faint"> {byWhom(by)}</span>
                {isChange && <Changes of={of} changes={detail.fields as Change[]} nameOf={nameOf} />}
              </div>
            </li>
          );
        })}
      </ol>
      <More when={hasNextPage} busy={isFetchingNextPage} go={fetchNextPage} />
    </>
  );
}
