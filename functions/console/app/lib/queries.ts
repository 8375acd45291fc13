import {
  QueryClient as Queries,
  type QueryClient,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useCallback } from "react";
import { ApiProblem, api, callPath, type NounField } from "./api.ts";
import type { NounView, Row } from "./nouns.ts";

const MINUTE = 60_000;

/** What was read is shown at once and read again behind it; a refusal is not asked for twice. */
export const queries: QueryClient = new Queries({
  defaultOptions: {
    queries: { staleTime: 15_000, gcTime: 10 * MINUTE, retry: false, refetchOnWindowFocus: true },
    mutations: { retry: false },
  },
});

export const useMe = () => useQuery({ queryKey: ["me"], queryFn: () => api("GET /v1/me"), staleTime: 5 * MINUTE });

/** Whether whoever has signed in may do something; nothing until that is known. */
export function useCan(): (permission: string) => boolean {
  const { data: me } = useMe();
  return (permission) => me?.permissions.includes(permission) ?? false;
}

/** The tenant of whoever has signed in. */
export const useTenant = () => useMe().data?.tenant;

/** Whoever has signed in, where they are a partner's person. */
export function usePartner() {
  const { data: me } = useMe();
  return me?.kind === "partner" ? me : undefined;
}

/** To a partner's person a field that names a record of another's, such as an account, is an id and nothing more. */
function withoutStrangers(nouns: NounView[]): NounView[] {
  const known = (fields: readonly NounField[]): NounField[] =>
    fields
      .filter(({ references }) => !references || nouns.some(({ noun }) => noun === references))
      .map((field) => (field.parts ? { ...field, parts: known(field.parts) } : field));
  return nouns.map((of) => ({ ...of, fields: known(of.fields) }));
}

export function useNouns() {
  const isPartner = usePartner() !== undefined;
  return useQuery({
    queryKey: ["nouns"],
    queryFn: () => api("GET /v1/nouns"),
    staleTime: 5 * MINUTE,
    select: useCallback(
      ({ items }: { items: NounView[] }) => (isPartner ? withoutStrangers(items) : items),
      [isPartner],
    ),
  });
}

export const useNoun = (noun: string): NounView | undefined => useNouns().data?.find((one) => one.noun === noun);

type Page = { items: Row[]; nextCursor: string | null; progress?: { examined: number; complete: boolean } };
export type Asked = Readonly<Record<string, string | number | boolean | undefined>>;

export const PAGE_ROWS = 50;

/** A list page by page, by its cursor; one that is told whole has no limit. */
export const useRows = (path: string | undefined, query: Asked = {}, limit: number | null = PAGE_ROWS) =>
  useInfiniteQuery({
    queryKey: ["rows", path, query, limit],
    enabled: path !== undefined,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      callPath<Page>("GET", path ?? "", { query: { ...query, limit: limit ?? undefined, cursor: pageParam }, signal }),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

type Pages = { pages: readonly { items: readonly unknown[] }[] };

/** The rows of all pages so far, as those who asked for them know them. */
export const rowsOf = <R = Row>(data: Pages | undefined): R[] =>
  data?.pages.flatMap(({ items }) => items as readonly R[]) ?? [];

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

export const problemOf = (error: unknown): ApiProblem["problem"] | undefined =>
  error instanceof ApiProblem ? error.problem : undefined;
