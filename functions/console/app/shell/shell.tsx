import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { Outlet, useLocation, useNavigation } from "react-router";
import { useOnline } from "../lib/media.ts";
import { useNouns } from "../lib/queries.ts";
import { useWords } from "../words/index.ts";
import { Account } from "./account.tsx";
import { Closed } from "./missing.tsx";
import { Nav, useIsClosed } from "./nav.tsx";
import { Problem } from "./problem.tsx";

const palette = () => import("./palette.tsx");
const Palette = lazy(palette);

/** The frame around every page: what there is, where one is, search, and who one is. */
export function Shell() {
  const t = useWords();
  const online = useOnline();
  const { error, refetch } = useNouns();
  const [searching, setSearching] = useState(false);
  const drawer = useRef<HTMLDialogElement>(null);
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const { state } = useNavigation();
  const isClosed = useIsClosed(pathname);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page closes the drawer, whichever it is
  useEffect(() => {
    drawer.current?.close();
    main.current?.scrollTo(0, 0);
  }, [pathname]);
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        setSearching(true);
      }
    };
    // It is there before it is asked for, so that no letter that is typed at once is lost.
    void palette();
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);
  return (
    <div className="shell">
      <a className="skip" href="#main">
        {t("shell.skip")}
      </a>
      <header className="top">
        <button
          type="button"
          className="icon-button menu"
          aria-label={t("shell.menu")}
          onClick={() => drawer.current?.showModal()}
        >
          <span aria-hidden="true">☰</span>
        </button>
        <span className="brand">Cashloop</span>
        <button type="button" className="search-button" onClick={() => setSearching(true)}>
          <span>{t("shell.search")}</span>
          <kbd>⌘K</kbd>
        </button>
        <Account />
      </header>
      <aside className="side">
        <Nav />
      </aside>
      <dialog ref={drawer} className="drawer" aria-label={t("shell.menu")}>
        <button
          type="button"
          className="icon-button"
          aria-label={t("shell.close")}
          onClick={() => drawer.current?.close()}
        >
          <span aria-hidden="true">✕</span>
        </button>
        <Nav />
      </dialog>
      <main id="main" ref={main} tabIndex={-1} aria-busy={state === "loading"}>
        {!online && (
          <p className="offline" role="status">
            <strong>{t("offline.title")}</strong> {t("offline.what")}
          </p>
        )}
        {error ? <Problem error={error} retry={() => void refetch()} /> : isClosed ? <Closed /> : <Outlet />}
      </main>
      {searching && (
        <Suspense>
          <Palette close={() => setSearching(false)} />
        </Suspense>
      )}
    </div>
  );
}
