// First of all, since the address is put right before anything reads it.
import "./session/arrival.ts";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { begin } from "./session/index.ts";
import { preferred } from "./words/index.ts";
import "./styles/app.css";

const root = document.getElementById("app");
if (root) {
  void begin(preferred(navigator.languages)).then(() =>
    createRoot(root).render(
      <StrictMode>
        <App />
      </StrictMode>,
    ),
  );
}
