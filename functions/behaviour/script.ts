/**
 * What a page loads: first party, without cookies, and silent until its visitor has agreed. It keeps one item in the page's
 * own storage, which goes when consent goes. Addresses are sent without their query, which may hold what is nobody's concern.
 */
export const SCRIPT = `(function () {
  "use strict";
  var own = document.currentScript;
  if (!own || window.cashloop) return;
  var endpoint = own.src.replace(/\\/script(\\?.*)?$/, "/events");
  var KEY = "cashloop", SESSION_MS = 1800000, BATCH = 50, TRIES = 5;
  var state = null, queue = [], timer = 0, tries = 0;
  var clip = function (text, max) { return String(text).slice(0, max); };
  var id = function () {
    return Array.from(crypto.getRandomValues(new Uint8Array(16)), function (b) {
      return ("0" + b.toString(16)).slice(-2);
    }).join("");
  };
  var bare = function (address) {
    try { var url = new URL(address); return clip(url.origin + url.pathname, 1000); } catch (e) { return undefined; }
  };
  var save = function () { try { localStorage.setItem(KEY, JSON.stringify(state)); } catch (e) {} };
  var load = function () { try { return JSON.parse(localStorage.getItem(KEY)); } catch (e) { return null; } };
  var arrival = (function () {
    var query = new URLSearchParams(location.search), utm = {}, some = false;
    ["source", "medium", "campaign", "term", "content"].forEach(function (name) {
      var value = query.get("utm_" + name);
      if (value && value.trim()) { utm[name] = clip(value, 200); some = true; }
    });
    var from = document.referrer && bare(document.referrer);
    var told = {};
    if (some) told.utm = utm;
    if (from && from.indexOf(location.origin + "/") !== 0) told.referrer = from;
    return told;
  })();
  var again = function () {
    if (timer || queue.length === 0) return;
    timer = setTimeout(flush, tries === 0 ? 500 : 2000 * Math.pow(2, tries));
  };
  var flush = function () {
    timer = 0;
    if (!state || queue.length === 0) return;
    var batch = queue.slice(0, BATCH);
    var done = function () {
      tries = 0;
      queue = queue.filter(function (event) { return batch.indexOf(event) < 0; });
      again();
    };
    var failed = function () { tries += 1; if (tries < TRIES) again(); else { queue = []; tries = 0; } };
    fetch(endpoint, {
      method: "POST", mode: "cors", credentials: "omit", keepalive: true,
      headers: { "content-type": "text/plain" }, body: JSON.stringify({ events: batch })
    }).then(function (reply) {
      if (reply.status === 429 || reply.status >= 500) failed(); else done();
    }, failed);
  };
  var leave = function () {
    if (!state || queue.length === 0 || !navigator.sendBeacon) return;
    var body = new Blob([JSON.stringify({ events: queue.slice(0, BATCH) })], { type: "text/plain" });
    if (navigator.sendBeacon(endpoint, body)) queue = queue.slice(BATCH);
  };
  var add = function (name, more) {
    if (!state) return;
    var now = Date.now();
    if (!state.session || now - state.at > SESSION_MS) state.session = id();
    state.at = now;
    save();
    var event = { insertId: id(), name: name, at: new Date(now).toISOString(), anonymousId: state.id,
      sessionId: state.session, page: bare(location.href) };
    for (var key in more) if (more[key] !== undefined) event[key] = more[key];
    queue.push(event);
    again();
  };
  var page = function () { add("page.viewed", arrival); arrival = {}; };
  var who = function (given) {
    var told = {};
    if (given && given.email) told.email = clip(given.email, 254).trim();
    if (given && given.phone) told.phone = clip(given.phone, 60).trim();
    return told;
  };
  window.cashloop = {
    consent: function (isGiven) {
      if (!isGiven) {
        state = null; queue = []; clearTimeout(timer); timer = 0;
        try { localStorage.removeItem(KEY); } catch (e) {}
      } else if (!state) {
        state = { id: id(), at: 0 };
        page();
      }
    },
    page: page,
    track: function (name, properties) { add(clip(name, 64), { properties: properties }); },
    identify: function (given) { var told = who(given); if (told.email || told.phone) add("identified", told); },
    reset: function () { if (state) { state = { id: id(), at: 0 }; save(); } }
  };
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (!form || !form.hasAttribute || !form.hasAttribute("data-cashloop")) return;
    var value = function (type) {
      var field = form.querySelector("input[type=" + type + "]");
      return field && field.value;
    };
    var told = who({ email: value("email"), phone: value("tel") });
    told.properties = { form: clip(form.getAttribute("data-cashloop") || form.id || "form", 500) };
    add("form.submitted", told);
  }, true);
  addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", function () { if (document.visibilityState === "hidden") leave(); });
  var kept = load();
  if (kept && kept.id) { state = kept; page(); }
})();
`;
