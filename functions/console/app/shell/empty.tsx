import type { ReactNode } from "react";

/** A place with nothing in it yet: says what would be here and how it comes here. */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <p className="empty-title">{title}</p>
      {children}
    </div>
  );
}

/** A page of which there is nothing but a word about it. */
export const PageEmpty = ({ title }: { title: string }) => (
  <div className="page">
    <h1>{title}</h1>
  </div>
);

/** Stands where something is being fetched, of the height that it will have. */
export function Waiting({ rows = 6 }: { rows?: number }) {
  return (
    <div className="waiting" aria-busy="true">
      {Array.from({ length: rows }, (_, n) => `bar-${n}`).map((key) => (
        <span key={key} className="bar" />
      ))}
    </div>
  );
}
