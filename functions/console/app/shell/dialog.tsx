import { Modal, type ModalProps } from "antd";
import { useEffect } from "react";

/** What had the focus last before any dialog took it: a button that opens one loses it as the dialog comes. */
let last: Element | null = null;
document.addEventListener("focusin", ({ target }) => {
  if (target instanceof Element && !target.closest("[role=dialog]")) last = target;
});

/** A dialog that is there while it is drawn. Once it is gone the focus is where it was, so that whoever works by keyboard goes on there. */
export function Dialog(props: ModalProps) {
  useEffect(() => {
    const before = last;
    return () => {
      requestAnimationFrame(() => {
        if (document.activeElement !== document.body || !(before instanceof HTMLElement)) return;
        if (before.isConnected) before.focus();
      });
    };
  }, []);
  return <Modal {...props} />;
}
