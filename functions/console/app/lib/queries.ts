import {
  QueryClient as Queries,
  type QueryClient,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { ApiProblem, api, callPath } from "./api.ts";
import type { NounView, Row } from "./nouns.ts";

const MINUTE = 60_000;

/** What was read is shown at once and read again behind it; a refusal is not asked for twice. */
export const queries: QueryClient = new Queries({
  defaultOptions: {
    queries: { staleTime: 15_000, gcTime: 10 * MINUTE, retry: false, refetchOnWindowFocus: true },
    mutations: { retry: false },
  },
});

export const useMe = () =>
  useQuery({ queryKey: ["me"], queryFn: () => api("GET /v1/users/me"), staleTime: 5 * MINUTE });

export const useTenant = () =>
  useQuery({ queryKey: ["tenant"], queryFn: () => api("GET /v1/tenants/current"), staleTime: 5 * MINUTE });

export const useNouns = () =>
  useQuery({
    queryKey: ["nouns"],
    queryFn: () => api("GET /v1/nouns"),
    staleTime: 5 * MINUTE,
    select: ({ items }) => items,
  });

export const useNoun = (noun: string): NounView | undefined => useNouns().data?.find((one) => one.noun === noun);

type Page = { items: Row[]; nextCursor: string | null; progress?: { examined: number; complete: boolean } };
export type Asked = Readonly<Record<string, string | number | boolean | undefined>>;

export const PAGE_ROWS = 50;

/** A list page by page, by its cursor. */
export const useRows = (path: string | undefined, query: Asked = {}, limit = PAGE_ROWS) =>
  useInfiniteQuery({
    queryKey: ["rows", path, query, limit],
    enabled: path !== undefined,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      callPath<Page>("GET", path ?? "", { query: { ...query, limit, cursor: pageParam }, signal }),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

export const rowsOf = (data: { pages: Page[] } | undefined): Row[] => data?.pages.flatMap(({ items }) => items) ?? [];

export const useRow = (of: Pick<NounView, "path"> | undefined, id: string | undefined) =>
  useQuery({
    queryKey: ["row", id],
    enabled: of !== undefined && id !== undefined,
    queryFn: ({ signal }) => callPath<Row>("GET", `${of?.path}/${encodeURIComponent(id ?? "")}`, { signal }),
  });

/** Reads anything by its path. */
export const useRead = <T>(path: string | undefined, query: Asked = {}) =>
  useQuery({
    queryKey: ["read", path, query],
    enabled: path !== undefined,
    queryFn: ({ signal }) => callPath<T>("GET", path ?? "", { query, signal }),
  });

/** Does a thing, then reads anew whatever may have changed by it. */
export function useAct<Input, Reply>(run: (input: Input) => Promise<Reply>, done?: (reply: Reply) => void) {
  const client = useQueryClient();
  return useMutation<Reply, Error, Input>({
    mutationFn: run,
    onSuccess: (reply) => {
      for (const key of ["row", "rows", "read", "timeline"]) void client.invalidateQueries({ queryKey: [key] });
      done?.(reply);
    },
  });
}

const TITLES_MAX = 100;

/** What records are called that a page names by their ids, in one call. */
export function useTitles(ids: readonly unknown[]): (id: unknown) => string {
  const wanted = [...new Set(ids.filter((id): id is string => typeof id === "string" && /^[a-z]+_/.test(id)))]
    .sort()
    .slice(0, TITLES_MAX);
  const { data } = useQuery({
    queryKey: ["titles", wanted],
    enabled: wanted.length > 0,
    staleTime: 5 * MINUTE,
    placeholderData: (before) => before,
    queryFn: () => api("GET /v1/titles", { query: { ids: wanted.join(",") } }),
  });
  const titles = new Map(data?.items.map(({ id, title }) => [id, title]));
  return (id) => titles.get(String(id)) ?? String(id ?? "");
}

export const problemOf = (error: unknown): ApiProblem["problem"] | undefined =>
  error instanceof ApiProblem ? error.problem : undefined;
