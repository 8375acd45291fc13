import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useEffect, useRef, useState } from "react";
import { useLocation, useNavigate } from "react-router";
import { api, type GetSearchReplyPage } from "../lib/api.ts";
import { dropDrafts } from "../lib/drafts.ts";
import { labelOf, type NounView, pluralOf, titleOf } from "../lib/nouns.ts";
import { writePreferences } from "../lib/preferences.ts";
import { useCan, useNoun, useNouns, useRow } from "../lib/queries.ts";
import { merges } from "../merging/duplicates.tsx";
import { isChangeable, isOpen } from "../records/actions.tsx";
import { signOut } from "../session/index.ts";
import { TOOLS } from "../settings/list.ts";
import { openSections } from "../settings/sections.ts";
import { useLanguage, useWords, type WordKey } from "../words/index.ts";
import { usePlaces } from "./nav.tsx";

/** Deeds and pages that are shown at once. */
const DEEDS_MAX = 12;

type Hit = { key: string; title: string; kind: string; to?: string; run?: () => void };
type Place = Omit<Hit, "key" | "to" | "kind"> & { to: string; kind: WordKey };

const RECORD = /^\/r\/([A-Za-z]+)\/([a-z]{3}_[0-9A-Za-z]+)$/;

/** What can be done with the record that is open, as its state and the caller's rights leave it. */
function useDeedsHere(): Hit[] {
  const t = useWords();
  const language = useLanguage();
  const { pathname } = useLocation();
  const [, noun = "", id] = RECORD.exec(pathname) ?? [];
  const of = useNoun(noun);
  const { data: row } = useRow(of, id);
  if (!of || !row) return [];
  const open = of.actions.filter((action) => isOpen(of, row, action) && !["merge", "unmerge"].includes(action.name));
  const named = open.map((action) => ({
    key: `do ${action.name}`,
    title: labelOf(action, language),
    kind: titleOf(of, row),
    to: `${pathname}?do=${action.name}`,
  }));
  const edit = { key: "edit", title: t("detail.edit"), kind: titleOf(of, row), to: `${pathname}/edit` };
  return isChangeable(of, row) ? [edit, ...named] : named;
}

/** What can be gone to or begun from anywhere, by its name in the reader's language. */
function useDeeds(): Hit[] {
  const t = useWords();
  const language = useLanguage();
  const { data: nouns = [] } = useNouns();
  const can = useCan();
  const here = useDeedsHere();
  const nounDeeds = (of: NounView): Place[] => {
    const [noun, several] = [labelOf(of, language), pluralOf(of, language)];
    const make: Place = { to: `/r/${of.noun}/new`, title: t("palette.create", { noun }), kind: "palette.action" };
    const take: Place = {
      to: `/r/${of.noun}/import`,
      title: t("import.title", { noun: several }),
      kind: "palette.action",
    };
    const scan: Place = {
      to: `/duplicates/${of.noun}`,
      title: `${t("merge.scan")}: ${several}`,
      kind: "palette.action",
    };
    return [
      ...(of.rights.write ? [make] : []),
      ...(of.rights.write && of.does.includes("import") ? [take] : []),
      ...(merges(of) ? [scan] : []),
    ];
  };
  const settings = [...openSections(can), ...TOOLS.filter(({ permission }) => can(permission))];
  const places: Place[] = [
    ...usePlaces().map(({ to, word }) => ({ to, title: t(word), kind: "palette.page" as const })),
    ...nouns.map((of) => ({ to: `/r/${of.noun}`, title: pluralOf(of, language), kind: "palette.list" as const })),
    ...settings.map(({ key, word }) => ({ to: `/settings/${key}`, title: t(word), kind: "nav.settings" as const })),
    ...nouns.flatMap(nounDeeds),
  ];
  const act = (key: WordKey, run: () => void): Hit => ({ key, title: t(key), kind: t("palette.action"), run });
  return [
    ...here,
    ...places.map(({ kind, ...place }) => ({ ...place, key: `${kind} ${place.to}`, kind: t(kind) })),
    act("palette.dark", () => writePreferences({ theme: "dark" })),
    act("palette.light", () => writePreferences({ theme: "light" })),
    act("palette.language", () => writePreferences({ language: language === "en" ? "zh-CN" : "en" })),
    act("account.signOut", () => {
      dropDrafts();
      void signOut();
    }),
  ];
}

/** The place of a noun's own page where it has one. */
const placeOf = (noun: string, id: string): string =>
  noun === "bankTransaction" ? `/receipts/${id}` : `/r/${noun}/${id}`;

function useHits(text: string): Hit[] {
  const language = useLanguage();
  const { data: nouns = [] } = useNouns();
  const can = useCan();
  const asked = useDeferredValue(text.trim());
  const { data } = useQuery<GetSearchReplyPage>({
    queryKey: ["palette", asked],
    enabled: asked.length > 0 && can("search.read"),
    placeholderData: (before) => before,
    queryFn: ({ signal }) => api("GET /v1/search", { query: { q: asked, limit: 12 }, signal }),
  });
  const words = asked.toLowerCase();
  const matching = useDeeds().filter(({ title }) => title.toLowerCase().includes(words));
  const kindOf = (noun: string): string => {
    const of = nouns.find((one) => one.noun === noun);
    return of ? labelOf(of, language) : noun;
  };
  const records = asked ? (data?.items ?? []) : [];
  return [
    ...records.map(({ noun, id, title }) => ({ key: id, to: placeOf(noun, id), title, kind: kindOf(noun) })),
    ...matching.slice(0, DEEDS_MAX),
  ];
}

/** Finds every record and every page from wherever one is; arrows choose, Enter goes there. */
export default function Palette({ close }: { close: () => void }) {
  const t = useWords();
  const go = useNavigate();
  const dialog = useRef<HTMLDialogElement>(null);
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const hits = useHits(text);
  const chosen = Math.min(at, Math.max(0, hits.length - 1));
  useEffect(() => dialog.current?.showModal(), []);
  const open = (hit: Hit | undefined): void => {
    if (!hit) return;
    close();
    hit.run?.();
    if (hit.to) void go(hit.to);
  };
  const press = (event: React.KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      setAt((chosen + step + hits.length) % Math.max(1, hits.length));
    }
    if (event.key === "Enter" && !event.nativeEvent.isComposing) open(hits[chosen]);
  };
  return (
    <dialog ref={dialog} className="palette" aria-label={t("shell.search")} onClose={close}>
      <input
        type="search"
        role="combobox"
        aria-expanded="true"
        aria-controls="palette-hits"
        aria-activedescendant={hits.length > 0 ? `palette-${chosen}` : undefined}
        aria-label={t("shell.search")}
        placeholder={t("palette.hint")}
        value={text}
        onChange={({ target }) => {
          setText(target.value);
          setAt(0);
        }}
        onKeyDown={press}
      />
      <div id="palette-hits" role="listbox" aria-label={t("palette.hits")}>
        {hits.map((hit, n) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the input above takes the keys, as a combobox does
          <div
            key={hit.key}
            id={`palette-${n}`}
            role="option"
            tabIndex={-1}
            aria-selected={n === chosen}
            onClick={() => open(hit)}
          >
            <span className="hit-title">{hit.title}</span>
            <span className="faint">{hit.kind}</span>
          </div>
        ))}
        {hits.length === 0 && <p className="faint">{t("palette.none")}</p>}
      </div>
    </dialog>
  );
}
