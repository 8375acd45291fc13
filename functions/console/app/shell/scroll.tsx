import { type ReactNode, useEffect, useRef, useState } from "react";

type Props = { children: ReactNode; className?: string; label?: string };

/** What may be wider or higher than its place. Where it is, it is a stop of the keyboard, so that its keys reach all of it. */
export function Scroll({ children, className = "scroll", label }: Props) {
  const place = useRef<HTMLElement>(null);
  const [isOver, setIsOver] = useState(false);
  useEffect(() => {
    const outer = place.current;
    if (!outer) return;
    const look = (): void =>
      setIsOver(outer.scrollWidth > outer.clientWidth || outer.scrollHeight > outer.clientHeight);
    const resized = new ResizeObserver(look);
    resized.observe(outer);
    for (const inner of outer.children) resized.observe(inner);
    const changed = new MutationObserver(look);
    changed.observe(outer, { childList: true, subtree: true, characterData: true });
    look();
    return () => {
      resized.disconnect();
      changed.disconnect();
    };
  }, []);
  return (
    <section ref={place} className={className} aria-label={label} tabIndex={isOver ? 0 : undefined}>
      {children}
    </section>
  );
}
