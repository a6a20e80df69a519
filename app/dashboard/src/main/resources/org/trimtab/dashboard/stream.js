// The line to the site: frames as they come, everything else when asked for. A bearer token, where the site
// needs one, lives in this tab only.

const TOKEN_KEY = "trimtab-token";
const SILENCE_MAX_MS = 12_000; // the site is never silent for more than 5 s
const RETRY_FIRST_MS = 500;
const RETRY_MAX_MS = 8_000;
const BUFFER_CHARS_MAX = 1_000_000;

export class TokenNeeded extends Error {}

export const token = {
  get: () => sessionStorage.getItem(TOKEN_KEY),
  set: (value) => sessionStorage.setItem(TOKEN_KEY, value),
};

function headers(accept) {
  const held = token.get();
  return held ? { Accept: accept, Authorization: `Bearer ${held}` } : { Accept: accept };
}

async function checked(response) {
  if (response.status === 401) throw new TokenNeeded("a token is needed");
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
  return response;
}

/** Fetches JSON. */
export async function ask(path) {
  const response = await fetch(`/api/v1${path}`, { headers: headers("application/json"), cache: "no-store" });
  return (await checked(response)).json();
}

/** Saves what is at a path as a file, for links that cannot carry a token. */
export async function save(path, name) {
  const response = await checked(await fetch(path, { headers: headers("*/*"), cache: "no-store" }));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await response.blob());
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Keeps the stream of frames open for ever; tells what comes and when the line is lost. */
export function follow({ onFrame, onOpen, onLost, onTokenNeeded }) {
  let wait = RETRY_FIRST_MS;
  let timer = 0;
  const again = () => {
    clearTimeout(timer);
    timer = setTimeout(run, wait);
    wait = Math.min(wait * 2, RETRY_MAX_MS);
  };
  async function run() {
    try {
      await readOnce({
        onFrame,
        onOpen: () => {
          wait = RETRY_FIRST_MS;
          onOpen();
        },
      });
      onLost();
      again();
    } catch (failure) {
      onLost();
      if (failure instanceof TokenNeeded) onTokenNeeded();
      else again();
    }
  }
  run();
  return {
    now: () => {
      wait = RETRY_FIRST_MS;
      clearTimeout(timer);
      run();
    },
  };
}

async function readOnce({ onFrame, onOpen }) {
  const line = new AbortController();
  let silence = setTimeout(() => line.abort(), SILENCE_MAX_MS);
  try {
    const response = await checked(
      await fetch("/api/v1/stream", { headers: headers("text/event-stream"), cache: "no-store", signal: line.signal }),
    );
    onOpen();
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      clearTimeout(silence);
      silence = setTimeout(() => line.abort(), SILENCE_MAX_MS);
      text += value;
      if (text.length > BUFFER_CHARS_MAX) throw new Error("the stream is not what it should be");
      text = takeEvents(text, onFrame);
    }
  } finally {
    clearTimeout(silence);
    line.abort();
  }
}

/** Hands on every whole event and returns what is left. */
function takeEvents(text, onFrame) {
  const parts = text.replaceAll("\r\n", "\n").split("\n\n");
  const rest = parts.pop();
  for (const part of parts) {
    const lines = part.split("\n");
    const data = lines.filter((l) => l.startsWith("data:")).map((l) => l.slice(5).trimStart());
    if (data.length > 0) onFrame(JSON.parse(data.join("\n")));
  }
  return rest;
}
