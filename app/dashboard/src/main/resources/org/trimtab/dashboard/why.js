// Why an event went as it did, in sentences, and one device of it when somebody picks one.

import { Component, h } from "/webjars/preact/10.28.0/dist/preact.module.js";
import { clock, count, power, words } from "./format.js";
import { ask } from "./stream.js";

const LINES_SHOWN = 12;
const AGAIN_MS = 3_000;

function Story({ lines, all }) {
  const shown = all ? lines : lines.slice(-LINES_SHOWN);
  return h("ol", { class: "story" }, shown.map((line, i) =>
    h("li", { key: `${line.at} ${i}` }, h("time", null, clock(line.at)), h("span", null, line.text))));
}

function Following({ intervals, small }) {
  if (intervals.length === 0) return null;
  const { unit } = power(0, small);
  return h("div", { class: "scroll", tabIndex: 0, role: "region", "aria-label": "How well the set-point was followed" },
    h("table", null,
      h("thead", null, h("tr", null, ["From", `Asked, ${unit}`, `Metered, ${unit}`, `Off by, ${unit}`, "Verdict"].map((t) => h("th", { key: t, scope: "col" }, t)))),
      h("tbody", null, intervals.map((one) => h("tr", { key: one.from },
        h("td", null, clock(one.from)),
        h("td", null, power(one.asked_w, small).value),
        h("td", null, power(one.mean_w, small).value),
        h("td", null, power(one.deviation_w, small).value),
        h("td", null, h("span", { class: `verdict ${one.verdict === "PASSED" ? "met" : one.verdict === "FAILED" ? "missed" : "excused"}` }, words(one.verdict))))))));
}

function Device({ device, onClose }) {
  const now = device.now;
  return h("div", { class: "one" },
    h("header", null,
      h("h4", null, device.id),
      h("p", null, `${device.model}, number ${count(device.merit_rank)} of ${count(device.devices)} by what its work is worth`
        + (device.usd_per_mwh === null ? "" : `; giving it up costs $${device.usd_per_mwh.toFixed(2)}/MWh`)),
      h("button", { type: "button", onClick: onClose, "aria-label": "Close the device" }, "×")),
    device.story.length === 0 ? h("p", { class: "note" }, "Nothing of it is known in this event.") : h(Story, { lines: device.story, all: true }),
    now?.because ? h("p", { class: "note" }, `Now it may not be asked, because ${now.because}.`) : null);
}

export class Why extends Component {
  state = { told: null, all: false, failed: null };

  componentDidMount() {
    this.load();
    this.timer = setInterval(() => { if (this.isMoving()) this.load(); }, AGAIN_MS);
  }

  componentWillUnmount() {
    clearInterval(this.timer);
  }

  componentDidUpdate(before) {
    const { event, device } = this.props;
    if (before.event.id !== event.id || before.event.state !== event.state || before.device !== device) this.load();
  }

  isMoving() {
    return this.props.event.state === "ACTIVE" || this.props.event.state === "RESTORING";
  }

  async load() {
    const { event, device } = this.props;
    const query = device ? `?device=${encodeURIComponent(device)}` : "";
    try {
      const told = await ask(`/events/${encodeURIComponent(event.id)}/explanation${query}`);
      if (this.props.event.id === event.id && this.props.device === device) this.setState({ told, failed: null });
    } catch (failure) {
      this.setState({ failed: failure.message });
    }
  }

  render({ small, onClose }, { told, all, failed }) {
    if (!told) return failed ? h("p", { class: "loading" }, `Why is not known: ${failed}`) : null;
    const hidden = told.story.length - LINES_SHOWN;
    return h("section", { class: "card whyso", "aria-labelledby": "why-title" },
      h("header", null, h("h2", { id: "why-title" }, "Why"), h("p", null, "UTC")),
      hidden > 0 ? h("button", { type: "button", class: "more", onClick: () => this.setState({ all: !all }) }, all ? "Only the newest" : `${count(hidden)} earlier`) : null,
      h(Story, { lines: told.story, all }),
      h(Following, { intervals: told.following, small }),
      told.not_kept.map((gone) => h("p", { key: gone, class: "note" }, gone)),
      told.device ? h(Device, { device: told.device, onClose }) : h("p", { class: "note" }, "Pick a device in the fleet to see why it was asked or not."));
  }
}
