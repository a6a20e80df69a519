// How numbers, times and words are shown. Unknown is a dash, never a zero.

export const UNKNOWN = "–";

/** A level in MW, or in kW for a site too small for that. */
export function power(watts, small = false, decimals = 3) {
  if (watts === null || watts === undefined) return { value: UNKNOWN, unit: small ? "kW" : "MW" };
  return small
    ? { value: (watts / 1e3).toFixed(1), unit: "kW" }
    : { value: (watts / 1e6).toFixed(decimals), unit: "MW" };
}

export function powerText(watts, small) {
  const { value, unit } = power(watts, small);
  return `${value} ${unit}`;
}

/** A hash rate in PH/s, or in TH/s for a small site. */
export function hashrate(megahashes) {
  const petahashes = megahashes / 1e9;
  return petahashes >= 1 ? `${petahashes.toFixed(2)} PH/s` : `${(megahashes / 1e6).toFixed(1)} TH/s`;
}

/** Hours, minutes and seconds, UTC. */
export function clock(instant) {
  return instant ? new Date(instant).toISOString().slice(11, 19) : UNKNOWN;
}

export function day(instant) {
  return instant ? new Date(instant).toISOString().slice(0, 10) : UNKNOWN;
}

/** A time after the instruction, in the unit that reads best. */
export function after(ms) {
  if (ms < 10) return `${ms.toFixed(1)} ms`;
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(2)} s`;
  return span(ms);
}

/** A stretch of time in minutes and seconds. */
export function span(ms) {
  const s = Math.max(0, Math.round(ms / 1_000));
  const h = Math.floor(s / 3_600);
  const m = Math.floor((s % 3_600) / 60);
  const rest = String(s % 60).padStart(2, "0");
  return h > 0 ? `${h} h ${String(m).padStart(2, "0")} min` : m > 0 ? `${m} min ${rest} s` : `${s} s`;
}

export function count(n) {
  return n === null || n === undefined ? UNKNOWN : n.toLocaleString("en");
}

export function plural(n, one, many) {
  return `${count(n)} ${n === 1 ? one : many}`;
}

export function usd(amount) {
  const text = Math.abs(amount).toLocaleString("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return `${amount < 0 ? "−" : ""}$${text}`;
}

const WORDS = {
  // why a device is left out of the plan
  NOT_NEEDED: "not needed", ALREADY_ASLEEP: "already asleep", EXEMPT: "exempt",
  MIN_ON_TIME: "woken too recently", FAILED: "failed in this event",
  UNREADABLE: "not read well enough", UNSUPPORTED: "cannot be put to sleep", HELD: "held by a person",
  MIN_OFF_TIME: "put to sleep too recently", SLEEPS_SPENT: "slept as often as they may", TOO_COLD: "too cold to start again",
  TOO_HOT: "too hot to wake", KEPT_AS_RESERVE: "kept as reserve", TOO_SLOW: "too slow", QUARANTINED: "in quarantine",
  // how a device can fail
  CONNECTION_REFUSED: "nothing listens at its address", CONNECT_TIMEOUT: "did not connect in time",
  NO_ANSWER: "took the command and never answered", CUT_OFF: "cut off in mid-answer", GARBLED: "answer unreadable",
  DEVICE_ERROR: "answered with an error", SESSION_TAKEN: "its session is held by someone else",
  WRONG_PASSWORD: "wrong password", CERTIFICATE_NOT_TRUSTED: "certificate not trusted",
  SETTINGS_UNREADABLE: "settings unreadable, so left alone", EXPIRED: "command expired before it was sent",
  STAYED_AWAKE: "accepted, but kept drawing power", STAYED_ASLEEP: "did not come back in time",
  // how an interval counts and why
  MET: "met", MISSED: "missed", EXCUSED: "excused", NOT_SETTLED: "not settled", DELIVERED: "delivered",
  SHORT: "less than owed", RAMP_TIME: "time given to deliver", METER_MISSING: "meter was silent",
  NO_BASELINE: "no baseline",
  // where a device stands
  FREE: "running freely", CURTAIL_SENT: "asked to curtail", CURTAIL_ACCEPTED: "accepted, not seen yet", CURTAILED: "curtailed", ASLEEP: "asleep",
  CURTAIL_FAILED: "did not curtail", RESTORE_SENT: "asked to come back", RESTORE_ACCEPTED: "accepted, not seen back yet",
  RESTORE_FAILED: "did not come back",
  // why an instruction was refused
  ALREADY_OVER: "it was over before it reached us", ID_REUSED: "its id was used before",
  TOO_LONG: "it lasts longer than allowed", TOO_FAR_AHEAD: "it begins too far ahead",
  UNKNOWN_PROGRAM: "the site file has no such program", OUT_OF_REACH: "the site cannot draw that level",
  MEGAWATTS_TAKEN: "its megawatts are owed to another program",
  TOO_MANY: "too many are owed already", JOURNAL_UNWRITABLE: "the journal cannot be written",
};

export function words(constant) {
  return WORDS[constant] ?? String(constant).toLowerCase().replaceAll("_", " ");
}

const FAMILIES = {
  luxos: "LuxOS", antminer: "Antminer", whatsminer: "Whatsminer", "whatsminer-v2": "Whatsminer V2", braiins: "Braiins OS",
  vnish: "VNish", avalon: "Avalon", epic: "ePIC", auradine: "Auradine", proto: "Proto", axeos: "AxeOS", sealminer: "SealMiner",
  cgminer: "cgminer",
};

export function family(name) {
  return FAMILIES[name] ?? name;
}

/** A time after the instruction, or a dash when it has not come. */
export function afterOrUnknown(ms) {
  return ms === null || ms === undefined ? UNKNOWN : `+${after(ms)}`;
}
