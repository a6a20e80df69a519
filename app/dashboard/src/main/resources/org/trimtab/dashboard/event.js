// One event: what was asked, how it went stage by stage, who did it and who could not, and what it is worth.

import { Component, h } from "/webjars/preact/10.28.0/dist/preact.module.js";
import { after, afterOrUnknown, clock, count, day, family, plural, power, powerText, span, UNKNOWN, usd, words } from "./format.js";
import { save, token } from "./stream.js";

const STAGES = {
  received: "instruction received", decided: "decided", first_command: "first command sent",
  last_command: "last command sent", last_answer: "last answer", last_trim: "last trim",
  at_target: "metered at target", ended: "event ended", restored: "fleet restored", settled: "settled",
};
const LOG_FLOOR_MS = 1;
const LOG_TICKS = [[1, "1 ms"], [100, "100 ms"], [10_000, "10 s"], [600_000, "10 min"]];
const LOG_CEILING_MS = 3_600_000;

/** Where a time stands on a logarithmic line from 1 ms to an hour, in percent. */
function place(ms) {
  const part = Math.log(Math.max(ms, LOG_FLOOR_MS) / LOG_FLOOR_MS) / Math.log(LOG_CEILING_MS / LOG_FLOOR_MS);
  return `${(Math.min(1, part) * 100).toFixed(2)}%`;
}

/** The marks that concern the whole event; what each firmware did stands in a table of its own. */
function Timeline({ stages }) {
  const whole = stages.filter((stage) => !stage.family);
  return h("div", { class: "timeline" },
    h("ol", null, whole.map((stage) => {
      const name = STAGES[stage.name] ?? words(stage.name);
      return h("li", { key: stage.name, class: stage.name.replace("_", "-"), title: `${clock(stage.at)} UTC` },
        h("span", { class: "stage" }, name),
        h("span", { class: "track", "aria-hidden": "true" }, h("span", { style: { width: place(stage.after_ms) } })),
        h("b", null, stage.name === "received" ? clock(stage.at) : `+${after(stage.after_ms)}`));
    })),
    h("p", { class: "ticks", "aria-hidden": "true" },
      LOG_TICKS.map(([ms, text]) => h("span", { key: text, style: { left: place(ms) } }, text))));
}

const FIRMWARE_COLUMNS = ["Firmware", "Chosen", "Asleep", "Failed", "Commanded", "Answered", "Half asleep", "Last asleep"];

function Firmware({ families }) {
  if (!families || families.length === 0) return null;
  return h("div", { class: "firmware", tabIndex: 0, role: "region", "aria-label": "What each firmware did" },
    h("table", null,
      h("thead", null, h("tr", null, FIRMWARE_COLUMNS.map((t) => h("th", { key: t, scope: "col" }, t)))),
      h("tbody", null, families.map((part) => h("tr", { key: part.family },
        h("th", { scope: "row" }, family(part.family)),
        h("td", null, count(part.chosen)),
        h("td", null, count(part.confirmed)),
        h("td", { class: part.failed > 0 ? "bad" : "" }, count(part.failed)),
        h("td", null, afterOrUnknown(part.last_command_ms)),
        h("td", null, afterOrUnknown(part.last_answer_ms)),
        h("td", null, afterOrUnknown(part.median_asleep_ms)),
        h("td", null, afterOrUnknown(part.last_asleep_ms)))))));
}

function Reasons({ title, counts, alert }) {
  const entries = Object.entries(counts ?? {}).sort((a, b) => b[1] - a[1]);
  if (entries.length === 0) return null;
  return h("div", { class: alert ? "reasons alert" : "reasons" },
    h("h4", null, title),
    h("ul", null, entries.map(([reason, n]) => h("li", { key: reason }, h("b", null, count(n)), ` ${words(reason)}`))));
}

function Plan({ event, small }) {
  if (event.baseline_w === null && event.chosen === 0) return null;
  const failed = Object.values(event.failures ?? {}).reduce((a, b) => a + b, 0);
  const shortfall = event.shortfall_w;
  return h("div", { class: "plan" },
    h("dl", { class: "facts" },
      fact("chosen", count(event.chosen)),
      fact("seen asleep", count(event.confirmed)),
      fact("reduction planned", event.required_w === null ? UNKNOWN : powerText(event.required_w, small)),
      fact("shortfall", shortfall === null ? UNKNOWN : shortfall > 0 ? powerText(shortfall, small) : "none", shortfall > 0 ? "bad" : ""),
      fact("failed", count(failed), failed > 0 ? "warn" : "")),
    h("div", { class: "why" },
      h(Reasons, { title: "Chosen devices", counts: event.phases }),
      h(Reasons, { title: "Left out, because", counts: event.left_out }),
      h(Reasons, { title: "Failed, because", counts: event.failures, alert: true })));
}

function fact(name, value, mood = "") {
  return h("div", { class: mood }, h("dt", null, name), h("dd", null, value));
}

function Links({ id }) {
  const base = `/api/v1/events/${encodeURIComponent(id)}`;
  const bearer = token.get() !== null;
  const file = (path, name) => bearer
    ? { href: path, onClick: (e) => { e.preventDefault(); save(path, name); } }
    : { href: path, download: name };
  return h("p", { class: "links" },
    bearer ? null : h("a", { href: `${base}/statement?format=html`, target: "_blank", rel: "noopener" }, "Print statement"),
    h("a", file(`${base}/statement?format=json`, `statement-${id}.json`), "Statement (JSON)"),
    h("a", file(`${base}/evidence`, `evidence-${id}.zip`), "Evidence (zip)"));
}

function Intervals({ intervals, small }) {
  const { unit } = power(0, small);
  return h("div", { class: "scroll", tabIndex: 0, role: "region", "aria-label": "Settlement intervals" },
    h("table", null,
      h("thead", null, h("tr", null, ["From", `Metered, ${unit}`, `Owed, ${unit}`, `Delivered, ${unit}`, "Verdict"].map((t) => h("th", { key: t, scope: "col" }, t)))),
      h("tbody", null, intervals.map((i) => h("tr", { key: i.from },
        h("td", null, clock(i.from)),
        h("td", null, power(i.metered_w, small).value),
        h("td", null, power(i.owed_w, small).value),
        h("td", null, power(i.delivered_w, small).value),
        h("td", null, h("span", { class: `verdict ${i.verdict.toLowerCase()}` }, words(i.verdict)),
          i.verdict === "MET" ? null : h("small", null, ` ${words(i.reason)}`)))))));
}

function Money({ statement, small, id }) {
  const by = statement.intervals_by_verdict;
  const energy = statement.energy_reduced_mwh;
  return h("section", { class: "card statement", "aria-labelledby": "statement-title" },
    h("header", null, h("h2", { id: "statement-title" }, "Statement"), h("p", null, statement.program)),
    h("dl", { class: "facts" },
      fact("total due", usd(statement.total_usd), "total"),
      fact("availability", usd(statement.availability_usd)),
      fact("energy", usd(statement.energy_usd)),
      fact("not drawn", `${energy.toFixed(3)} MWh`)),
    h("p", { class: "tally" },
      ["MET", "MISSED", "EXCUSED", "NOT_SETTLED"].filter((v) => by[v] > 0).map((v) =>
        h("span", { key: v, class: `verdict ${v.toLowerCase()}` }, `${by[v]} ${words(v)}`))),
    h(Intervals, { intervals: statement.intervals, small }),
    h(Links, { id }),
    h("p", { class: "note" }, "From meter readings and the obligation alone, never from what was commanded."));
}

export class Statement extends Component {
  shouldComponentUpdate(next) {
    return next.statement !== this.props.statement || next.small !== this.props.small;
  }

  render({ statement, small, id }) {
    return h(Money, { statement, small, id });
  }
}

function timeLeft(event, now) {
  if (event.state === "PENDING") return `begins in ${span(Date.parse(event.from) - now)}`;
  if (event.state === "ACTIVE") return `${span(Date.parse(event.until) - now)} left`;
  return null;
}

export function EventCard({ event, now, small }) {
  const left = timeLeft(event, now);
  return h("section", { class: "card event", id: "event", "aria-labelledby": "event-title" },
    h("header", null,
      h("h2", { id: "event-title" }, "Event"),
      h("p", { class: `pill ${event.state.toLowerCase()}` }, event.state.toLowerCase()),
      left ? h("p", { class: "left" }, left) : null),
    h("p", { class: "asks" }, event.asks),
    h("p", { class: "who" },
      h("span", null, event.source), " · ", h("code", null, event.id), " · ",
      `${day(event.from)} ${clock(event.from)} to ${clock(event.until)} UTC`),
    event.refusal ? h("p", { class: "refusal" }, `Refused: ${words(event.refusal)}.`) : null,
    event.stages.length > 0 ? h(Timeline, { stages: event.stages }) : null,
    h(Firmware, { families: event.families }),
    h(Plan, { event, small }));
}

export function Idle({ origin }) {
  const port = new URL(origin).port;
  const url = port === "" || port === "7070" ? "" : ` --url ${origin}`;
  return h("section", { class: "card idle", id: "event", "aria-labelledby": "idle-title" },
    h("header", null, h("h2", { id: "idle-title" }, "No event yet")),
    h("p", null, "The site runs as it likes until somebody instructs it. From a shell:"),
    h("pre", null, h("code", null, `trimtab instruct --limit "1.5 MW" --for 10m${url}\ntrimtab instruct --reduce-by "2 MW" --for 10m${url}`)),
    h("p", null, "or POST the same to ", h("a", { href: "/api/v1/openapi.yaml" }, h("code", null, "/api/v1/instructions")), "."));
}

export function Earlier({ events, shown, onShow }) {
  if (events.length < 2) return null;
  return h("nav", { class: "earlier", "aria-label": "Events" },
    h("h2", null, plural(events.length, "event", "events")),
    h("ul", null, events.map((e) => h("li", { key: e.id },
      h("button", { type: "button", "aria-pressed": e.id === shown, onClick: () => onShow(e.id) },
        h("span", null, clock(e.from)), ` ${e.asks} `, h("small", null, e.state.toLowerCase()))))));
}
