import { useInfiniteQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { Link, useParams } from "react-router";
import { callPath, type GetLeadsDuplicatesReplyPage } from "../lib/api.ts";
import { pluralOf } from "../lib/nouns.ts";
import { useNoun, useNouns } from "../lib/queries.ts";
import { Empty, PageEmpty, Waiting } from "../shell/empty.tsx";
import { Reading } from "../shell/reading.tsx";
import { useLanguage, useWords } from "../words/index.ts";
import { DuplicateList } from "./duplicates.tsx";

/** Goes through the records of a noun, a stretch at a time, and shows which may be the same. */
export function Component() {
  const t = useWords();
  const language = useLanguage();
  const { noun = "" } = useParams();
  const { isLoading } = useNouns();
  const of = useNoun(noun);
  const path = of?.actions.some(({ name }) => name === "merge") ? `${of.path}/duplicates` : undefined;
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ["read", "duplicates", path],
    enabled: path !== undefined,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      callPath<GetLeadsDuplicatesReplyPage>("GET", path ?? "", { query: { cursor: pageParam }, signal }),
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
  if (isLoading) return <Waiting />;
  if (!of || !path) return <PageEmpty title={t("list.noNoun")} />;
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  const examined = data?.pages.reduce((sum, { progress }) => sum + progress.examined, 0) ?? 0;
  return (
    <div className="page narrow">
      <p className="crumb">
        <Link to={`/r/${noun}`}>{pluralOf(of, language)}</Link>
      </p>
      <h1>{t("merge.scan")}</h1>
      <Reading {...{ data, error, refetch }} />
      {data && items.length === 0 && <Empty title={t("merge.scanNone")} />}
      {items.map(({ id, title, duplicates }) => (
        <section key={id} className="panel">
          <h2>
            <Link to={`/r/${noun}/${id}`}>
              <bdi>{title}</bdi>
            </Link>
          </h2>
          <DuplicateList of={of} id={id} found={duplicates} />
        </section>
      ))}
      {data && (
        <div className="list-foot">
          <span className="faint" role="status">
            {t("merge.scanned", { count: examined })} {!hasNextPage && t("merge.scanOver")}
          </span>
          {hasNextPage && (
            <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
              {t("merge.scanOn")}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
