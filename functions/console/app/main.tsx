// First of all, since the address is put right before anything reads it.
import "./session/arrival.ts";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { readPreferences } from "./lib/preferences.ts";
import { begin } from "./session/index.ts";
import "./styles/app.css";

const root = document.getElementById("app");
if (root) {
  void begin(readPreferences().language).then(() =>
    createRoot(root).render(
      <StrictMode>
        <App />
      </StrictMode>,
    ),
  );
}
