import { useInfiniteQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { Link } from "react-router";
import { idsIn, placeOf, textOf } from "../fields/value.tsx";
import { callPath, type GetAccountsByIdTimelineReply } from "../lib/api.ts";
import { useFormats } from "../lib/format.ts";
import { fieldOf, labelOf, type NounView } from "../lib/nouns.ts";
import { useNouns, useTitles } from "../lib/queries.ts";
import { Empty, Waiting } from "../shell/empty.tsx";
import { Problem } from "../shell/problem.tsx";
import { useLanguage, useWords, type WordKey } from "../words/index.ts";

type Entry = GetAccountsByIdTimelineReply;
type Change = { field: string; before: unknown; after: unknown };

/** Words of their own; every other kind is called as its noun is. */
const KINDS: Partial<Readonly<Record<Entry["kind"], WordKey>>> = {
  activity: "timeline.activity",
  message: "timeline.message",
  change: "timeline.change",
  file: "timeline.file",
  merge: "timeline.merge",
  lifeCycle: "timeline.lifeCycle",
  tier: "timeline.tier",
  touch: "timeline.touch",
  receipt: "timeline.receipt",
};

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
          <span>{textOf(described, before, formats, nameOf) || t("value.none")}</span>
          <span aria-hidden="true"> → </span>
          <strong>{textOf(described, after, formats, nameOf) || t("value.none")}</strong>
        </li>
      ))}
    </ul>
  );
}

/** What has happened to a record, the newest first. */
export function Timeline({ of, id }: { of: NounView; id: string }) {
  const t = useWords();
  const formats = useFormats();
  const language = useLanguage();
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
  const nameOf = useTitles(idsIn(entries.map(({ by, detail }) => [by, detail])));
  if (error) return <Problem error={error} retry={() => void refetch()} />;
  if (!data) return <Waiting />;
  if (entries.length === 0) return <Empty title={t("timeline.none")} />;
  const kindOf = (kind: Entry["kind"]): string => {
    const word = KINDS[kind];
    const noun = nouns.find((one) => one.noun === kind);
    return word ? t(word) : noun ? labelOf(noun, language) : kind;
  };
  const byWhom = (by: string | undefined): string =>
    by === undefined ? "" : by.startsWith("system") ? t("timeline.product") : nameOf(by);
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
                <span className="timeline-kind">{kindOf(kind)}</span>{" "}
                {to ? <Link to={to}>{title}</Link> : !isChange && <bdi>{title}</bdi>}
                <span className="faint"> {byWhom(by)}</span>
                {isChange && <Changes of={of} changes={detail.fields as Change[]} nameOf={nameOf} />}
              </div>
            </li>
          );
        })}
      </ol>
      {hasNextPage && (
        <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t("list.more")}
        </Button>
      )}
    </>
  );
}
