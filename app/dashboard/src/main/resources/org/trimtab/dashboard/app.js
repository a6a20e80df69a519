// The page: watches the site and shows what is true now. It never changes anything.

import { Component, h, render } from "/webjars/preact/10.28.0/dist/preact.module.js";
import { Chart, History } from "./chart.js";
import { Earlier, EventCard, Idle, Statement } from "./event.js";
import { Families, Fleet } from "./fleet.js";
import { clock, day, power, powerText, span, UNKNOWN } from "./format.js";
import { Owed } from "./owed.js";
import { Plans } from "./plan.js";
import { Why } from "./why.js";
import { ask, follow, token, TokenNeeded } from "./stream.js";

const EVENTS_SHOWN = 8;
const FRAME_LATE_MS = 4_000; // frames come twice a second; later than this is not "now"
const TICK_MS = 500;
const EVENTS_BUSY_MS = 1_000;
const EVENTS_CALM_MS = 5_000;
const SMALL_SITE_W = 100_000;

const STATES = {
  STARTING: "starting", READY: "ready", EVENT: "event in force", RESTORING: "restoring",
  SAFE: "safe state: takes nothing new",
};

class App extends Component {
  state = { frame: null, arrived: 0, lost: true, events: [], families: [], plans: [], asked: false, chosen: null, device: null, statement: null, askToken: false, version: 0, tick: 0 };
  history = new History();
  eventsAt = 0;
  signature = "";

  componentDidMount() {
    this.line = follow({
      onFrame: (frame) => this.take(frame),
      onOpen: () => this.opened(),
      onLost: () => this.setState({ lost: true }),
      onTokenNeeded: () => this.setState({ askToken: true }),
    });
    setInterval(() => this.tick(), TICK_MS);
  }

  async opened() {
    this.setState({ askToken: false });
    try {
      const { samples } = await ask("/history");
      this.history.replace(samples);
      this.setState({ version: this.state.version + 1 });
    } catch (failure) {
      this.failed(failure);
    }
    this.loadEvents();
  }

  take(frame) {
    this.history.add(frame.status);
    const { value, unit } = power(frame.status.metered_w, this.small(frame));
    document.title = `${value} ${unit} · ${frame.status.site} · Trimtab`;
    this.setState({ frame, arrived: performance.now(), lost: false, version: this.state.version + 1 });
    const signature = `${frame.status.state} ${frame.status.active_events.join(" ")}`;
    if (signature !== this.signature) {
      this.signature = signature;
      this.loadEvents();
    }
  }

  tick() {
    const busy = (this.state.frame?.status.active_events.length ?? 0) > 0;
    const due = performance.now() - this.eventsAt > (busy ? EVENTS_BUSY_MS : EVENTS_CALM_MS);
    if (due && !this.state.lost) this.loadEvents();
    this.setState({ tick: this.state.tick + 1 });
  }

  async loadEvents() {
    this.eventsAt = performance.now();
    try {
      const [{ events }, { families }, { plans }] = await Promise.all([ask(`/events?limit=${EVENTS_SHOWN}`), ask("/families"), ask("/day-plans")]);
      this.setState({ events, families, plans, asked: true }, () => this.loadStatement());
    } catch (failure) {
      this.failed(failure);
    }
  }

  async loadStatement() {
    const event = this.shown();
    if (!event?.statement_ready) {
      if (this.state.statement) this.setState({ statement: null });
      return;
    }
    if (this.state.statement?.instruction_id === event.id) return;
    try {
      this.setState({ statement: await ask(`/events/${encodeURIComponent(event.id)}/statement?format=json`) });
    } catch (failure) {
      this.failed(failure);
    }
  }

  failed(failure) {
    if (failure instanceof TokenNeeded) this.setState({ askToken: true });
  }

  /** The event somebody picked, else the one in force, else the newest. */
  shown() {
    const { events, chosen } = this.state;
    return events.find((e) => e.id === chosen)
      ?? events.find((e) => e.state === "ACTIVE")
      ?? events.find((e) => e.state === "RESTORING")
      ?? events[0];
  }

  small(frame) {
    const status = frame?.status;
    return status ? Math.max(status.metered_w ?? 0, status.baseline_w ?? 0, this.peak()) < SMALL_SITE_W : false;
  }

  peak() {
    return this.history.rows.reduce((most, row) => Math.max(most, row[1] ?? 0), 0);
  }

  render(_, state) {
    if (state.askToken) return h(TokenForm, { onToken: (value) => this.giveToken(value) });
    if (!state.frame) return h("p", { class: "loading" }, "Connecting to the site…");
    const { status, cells } = state.frame;
    const age = performance.now() - state.arrived;
    const lost = state.lost || age > FRAME_LATE_MS;
    const now = Date.parse(status.at) + (lost ? 0 : age);
    const small = this.small(state.frame);
    const event = this.shown();
    const statement = state.statement && event?.id === state.statement.instruction_id ? state.statement : null;
    return h("div", { class: lost ? "page lost" : "page" },
      h(Head, { status, now, lost }),
      h(Notices, { status, lost, age }),
      h("main", null,
        h("div", { class: "now" },
          h(Meter, { status, small, lost }),
          h("section", { class: "card trend", "aria-labelledby": "trend-title" },
            h("header", null, h("h2", { id: "trend-title" }, "Last 10 minutes"), h("p", null, "UTC")),
            h(Chart, { history: this.history, version: state.version, small, label: chartLabel(status, small) }))),
        h("div", { class: "detail" },
          h("div", { class: "column" },
            h(Fleet, { cells, read: status.read, alone: statement === null, onPick: (id) => this.setState({ device: id }) }),
            h(Owed, { status, small }),
            h(Plans, { plans: state.plans, now, small }),
            h(Families, { families: state.families, small }),
            statement ? h(Statement, { statement, small, id: event.id }) : null),
          h("div", { class: "column" },
            event ? h(EventCard, { event, now, small })
              : state.asked && status.active_events.length === 0 ? h(Idle, { origin: location.origin })
              : h("p", { class: "loading" }, "Asking for the event…"),
            event ? h(Why, { event, device: state.device, small, onClose: () => this.setState({ device: null }) }) : null,
            h(Earlier, { events: state.events, shown: event?.id, onShow: (id) => this.setState({ chosen: id }, () => this.loadStatement()) })))));
  }

  giveToken(value) {
    token.set(value);
    this.setState({ askToken: false });
    this.line.now();
  }
}

function chartLabel(status, small) {
  return `Level at the site meter over the last ten minutes, now ${powerText(status.metered_w, small)}`;
}

function Head({ status, now, lost }) {
  return h("header", { class: "head" },
    h("p", { class: "brand" }, h("img", { src: "/favicon.svg", alt: "", width: 24, height: 24 }), "Trimtab"),
    h("h1", null, status.site),
    h("p", { class: `pill ${lost ? "gone" : status.state.toLowerCase()}`, role: "status" }, lost ? "not connected" : STATES[status.state] ?? status.state),
    h("p", { class: "clock" }, h("time", null, h("span", null, day(now)), " ", h("b", null, clock(now))), " UTC"));
}

function Notices({ status, lost, age }) {
  const notices = lost
    ? [[`Connection lost — last seen ${clock(status.at)} UTC, ${span(age)} ago. Nothing below is current.`, "lost"]]
    : [];
  for (const alarm of status.alarms) notices.push([alarm, "alarm"]);
  return h("ul", { class: "notices", role: "alert" }, notices.map(([text, kind]) => h("li", { key: text, class: kind }, text)));
}

function Meter({ status, small, lost }) {
  const { metered_w: metered, target_w: target, baseline_w: baseline, meter_quality: quality } = status;
  const { value, unit } = power(metered, small);
  const current = !lost && quality === "GOOD";
  const known = metered !== null;
  return h("section", { class: current ? "card meter" : "card meter old", "aria-labelledby": "meter-title" },
    h("header", null,
      h("h2", { id: "meter-title" }, "Site meter"),
      h("p", { class: `quality ${lost ? "none" : (quality ?? "none").toLowerCase()}` }, lost ? `last seen ${clock(status.at)}` : quality ? quality.toLowerCase() : "not read yet")),
    h("p", { class: "big" }, h("span", null, known ? value : UNKNOWN), h("small", null, unit)),
    h(Standing, { metered: known && current ? metered : null, target, small }),
    h(Gauge, { metered: known ? metered : null, target, baseline }),
    h("dl", { class: "facts" },
      pair("target", target === null ? "none owed" : powerText(target, small), "target"),
      pair("baseline", baseline === null ? "none in force" : powerText(baseline, small), "baseline"),
      pair("reduction", reduction(current ? metered : null, baseline, small), "reduction")));
}

function Standing({ metered, target, small }) {
  if (target === null) return h("p", { class: "standing" }, "No level is owed now.");
  if (metered === null) return h("p", { class: "standing unknown" }, "Whether the target is met is not known now.");
  const gap = metered - target;
  return gap <= 0
    ? h("p", { class: "standing met" }, h("b", null, "at target"), `, ${powerText(-gap, small)} to spare`)
    : h("p", { class: "standing over" }, h("b", null, powerText(gap, small)), " above target");
}

function reduction(metered, baseline, small) {
  if (baseline === null) return "none owed";
  if (metered === null) return UNKNOWN;
  const below = Math.max(0, baseline - metered);
  return baseline > 0 ? `${powerText(below, small)} (${Math.round((below / baseline) * 100)} %)` : powerText(below, small);
}

function Gauge({ metered, target, baseline }) {
  const full = Math.max(metered ?? 0, target ?? 0, baseline ?? 0, 1);
  const part = (watts) => `${((watts / full) * 100).toFixed(2)}%`;
  return h("div", { class: "gauge", "aria-hidden": "true" },
    metered === null ? null : h("span", { class: "fill", style: { width: part(Math.max(0, metered)) } }),
    target === null ? null : h("span", { class: "mark", style: { left: part(Math.max(0, target)) } }));
}

function pair(name, value, kind) {
  return h("div", { class: kind }, h("dt", null, name), h("dd", null, value));
}

class TokenForm extends Component {
  render({ onToken }) {
    const tried = token.get() !== null;
    return h("form", { class: "card token", onSubmit: (e) => { e.preventDefault(); onToken(this.field.value.trim()); } },
      h("h1", null, "This site asks for its token"),
      h("label", null, "Bearer token",
        h("input", { type: "password", name: "token", required: true, autocomplete: "off", autofocus: true, ref: (e) => { this.field = e; } })),
      tried ? h("p", { class: "refusal" }, "That token was not accepted.") : h("p", null, "It is kept in this tab only."),
      h("button", { type: "submit" }, "Connect"));
  }
}

const root = document.getElementById("app");
root.textContent = "";
render(h(App), root);
