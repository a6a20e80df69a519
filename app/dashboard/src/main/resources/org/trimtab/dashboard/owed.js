// What is owed of the level now, who says so, who loses what, and what the site can still promise.

import { h } from "/webjars/preact/10.28.0/dist/preact.module.js";
import { clock, count, plural, powerText, UNKNOWN, words } from "./format.js";

const OFFER_COLUMNS = ["Within", "Promised", "Expected", "Devices", "Not counted"];

function bounds(band, small) {
  const most = band.ceiling_w === null ? null : powerText(band.ceiling_w, small);
  const least = band.floor_by === null ? null : powerText(band.floor_w, small);
  if (most === null && least === null) return ["Nothing is owed of the level."];
  if (most !== null && most === least) return ["exactly ", h("b", null, most), by(band.ceiling_by)];
  return [
    most === null ? null : ["at most ", h("b", null, most), by(band.ceiling_by)],
    most === null || least === null ? null : " · ",
    least === null ? null : ["at least ", h("b", null, least), by(band.floor_by)],
  ];
}

function by(cause) {
  return [" by ", h("code", null, cause)];
}

function within(ms) {
  if (ms < 1_000) return `${ms} ms`;
  return ms < 60_000 ? `${ms / 1_000} s` : `${ms / 60_000} min`;
}

function notCounted(counts) {
  return Object.entries(counts).sort((a, b) => b[1] - a[1]).map(([reason, n]) => `${count(n)} ${words(reason)}`).join(", ") || UNKNOWN;
}

function Offers({ offers, small }) {
  if (offers.length === 0) return null;
  return h("div", { class: "firmware offers", tabIndex: 0, role: "region", "aria-label": "What can be promised" },
    h("table", null,
      h("thead", null, h("tr", null, OFFER_COLUMNS.map((t) => h("th", { key: t, scope: "col" }, t)))),
      h("tbody", null, offers.map((part) => h("tr", { key: part.within_ms },
        h("th", { scope: "row" }, within(part.within_ms)),
        h("td", null, powerText(part.confident_w, small)),
        h("td", null, powerText(part.expected_w, small)),
        h("td", null, count(part.devices)),
        h("td", null, notCounted(part.not_counted)))))));
}

function Frequency({ frequency }) {
  const hertz = frequency.hz === null ? "not known" : `${frequency.hz.toFixed(3)} Hz`;
  return h("p", { class: "frequency", title: frequency.since ? `since ${clock(frequency.since)} UTC` : "" },
    h("span", { class: `pill ${frequency.state.toLowerCase()}` }, frequency.state.toLowerCase()),
    h("b", null, hertz), h("span", null, frequency.why));
}

/** What energy costs now, who says so and how long that counts. */
function Price({ price }) {
  const known = price.usd_per_mwh !== null;
  return h("p", { class: "frequency price" },
    h("span", { class: `pill ${known && price.trouble === null ? "ready" : "event"}` }, "energy"),
    h("b", null, known ? `${price.usd_per_mwh.toFixed(2)} $/MWh` : "price not known"),
    h("span", null, known
      ? `${price.source}, of ${clock(price.at)}, counts until ${clock(price.until)} UTC`
      : "nothing changes for a price until one is known"));
}

export function Owed({ status, small }) {
  const { band, frequency, price, held, quarantined } = status;
  const hands = [
    held > 0 ? `${plural(held, "device", "devices")} held by a person` : null,
    quarantined > 0 ? `${plural(quarantined, "device", "devices")} in quarantine` : null,
  ].filter(Boolean);
  return h("section", { class: "card owed", "aria-labelledby": "owed-title" },
    h("header", null, h("h2", { id: "owed-title" }, "Owed now"), hands.length > 0 ? h("p", null, hands.join(" · ")) : null),
    h("p", { class: "bounds" }, bounds(band, small)),
    band.conflicts.length === 0 ? null
      : h("ul", { class: "conflicts" }, band.conflicts.map((lost) => h("li", { key: `${lost.loser} ${lost.winner}` }, `${lost.words}.`))),
    frequency ? h(Frequency, { frequency }) : null,
    price ? h(Price, { price }) : null,
    h(Offers, { offers: status.offers, small }));
}
