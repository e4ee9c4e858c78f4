// Speaks the contract of the assistant over real Socket.IO, as long as there is no assistant.

import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { randomUUID } from "node:crypto";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { Server } from "socket.io";

import * as answers from "./answers.mjs";

const DIST = fileURLToPath(new URL("../../dist/", import.meta.url));
const TYPES = { ".js": "text/javascript", ".json": "application/json" };
const ICON = '<svg xmlns="http://www.w3.org/2000/svg"/>';
const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; " +
  "base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types lit-html";

/** Start on a port (0: any free one); gives its url, what it saw, and how to stop. */
export async function startServer({ port = 0, state = newState(), tenant = answers.TENANT, transports = ["websocket", "polling"] } = {}) {
  const http = createServer((request, response) => void serve(request, response));
  const io = new Server(http, { transports, maxHttpBufferSize: 64 * 1024 });
  io.on("connection", (socket) => greet(socket, state, tenant));
  await new Promise((done) => http.listen(port, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${http.address().port}`,
    port: http.address().port,
    state,
    reply: (said) => reply(io, state, said),
    stop: () => new Promise((done) => io.close(done)),
  };
}

function newState() {
  return { conversations: new Map(), received: [], seen: [], feedback: [], acknowledged: [], replies: 0 };
}

async function serve(request, response) {
  const url = new URL(request.url, "http://fake");
  if (url.pathname.startsWith("/widget/")) return serveFile(url.pathname.slice(8), response);
  if (url.pathname === "/favicon.ico") return respond(response, 200, "image/svg+xml", ICON);
  if (url.pathname === "/api/my-data") return respond(response, 200, "application/json", "{}");
  return serveHost(url, response);
}

async function serveFile(name, response) {
  try {
    const body = await readFile(DIST + name);
    respond(response, 200, TYPES[extname(name)] ?? "application/octet-stream", body, { "Access-Control-Allow-Origin": "*" });
  } catch {
    respond(response, 404, "text/plain", "not found");
  }
}

/** A page that carries the element; ?lang, ?open, ?full become its attributes. */
function serveHost(url, response) {
  const lang = url.searchParams.get("lang") ?? "de";
  const flags = ["open", "full"].filter((flag) => url.searchParams.has(flag)).join(" ");
  const body = `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>Host</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<script type="module" src="/widget/loader.js"></script></head>
<body><main><h1>Host</h1><p><a id="page-link" href="#x">A link of the page</a></p></main><lotse-chat ${flags}></lotse-chat></body></html>`;
  respond(response, 200, "text/html; charset=utf-8", body, { "Content-Security-Policy": CSP });
}

function respond(response, status, type, body, headers = {}) {
  response.writeHead(status, { "Content-Type": type, ...headers }).end(body);
}

function greet(socket, state, tenant) {
  const { session, lang } = socket.handshake.auth;
  const known = session && state.conversations.get(session);
  const token = known ? session : randomUUID();
  if (!known) state.conversations.set(token, { turns: [], replies: [], answered: new Map(), request: null });
  const conversation = state.conversations.get(token);
  socket.join(token);
  socket.emit("hello", {
    session: token, fresh: !known, refused: Boolean(session) && !known,
    introduction: answers.introduction(lang), turns: conversation.turns.map(stored), replies: conversation.replies,
    tenant, limits: { characters: 2000 },
  });
  for (const one of conversation.replies.filter((one) => !state.acknowledged.includes(one.id))) {
    deliver(socket, state, one);
  }
  socket.on("message", (message, acknowledge) => take(socket, state, token, message, acknowledge));
  socket.on("seen", ({ ids }, acknowledge) => { state.seen.push(...ids); acknowledge?.({}); });
  socket.on("feedback", (row, acknowledge) => { state.feedback.push(row); acknowledge?.({}); });
}

/** The code is in the live answer only. */
function stored(turn) {
  const { desk } = turn.answer ?? {};
  return desk?.code ? { ...turn, answer: { ...turn.answer, desk: { ...desk, code: null } } } : turn;
}

function take(socket, state, token, message, acknowledge) {
  state.received.push(message);
  const conversation = state.conversations.get(token);
  const before = conversation.answered.get(message.id);
  if (before) return acknowledge(before);
  if ((message.text ?? "").length > 2000) return acknowledge({ error: "too_long", message: "Ihre Nachricht ist zu lang für mich." });
  if (message.text === "break") return acknowledge({ error: "error", message: "Es tut mir leid, bei mir ist ein Fehler aufgetreten." });
  if (message.text === "too fast" && !state.slowed) {
    state.slowed = true;
    return acknowledge({ error: "too_fast", message: "", retry_ms: 1200 });
  }
  const turn = { id: message.id, question: questionOf(conversation, message), at: new Date().toISOString(), answer: answerTo(conversation, message) };
  conversation.answered.set(message.id, turn);
  conversation.turns.push(turn);
  if (message.text === "lose the line") return socket.conn.close();
  acknowledge(turn);
  socket.to(token).emit("turn", stored(turn));
  if (message.button === "delete_my_data_yes") forget(socket, state, token);
}

function questionOf(conversation, message) {
  const last = conversation.turns.at(-1)?.answer;
  if (last?.desk?.step === "contact" && message.text) return "•••";
  return message.text ?? last?.options.find((option) => option.id === message.button)?.title ?? message.button;
}

function answerTo(conversation, { text = "", button = "", lang, reply_lang }) {
  const language = reply_lang ?? lang;
  const last = conversation.turns.at(-1)?.answer?.desk?.step;
  const kind = button.split(":")[0];
  if (button === "write_text" || (last === "text" && text)) conversation.request.text = text;
  if (kind === "leave_out") {
    const part = button.split(":")[1];
    conversation.request[part] = Array.isArray(conversation.request[part]) ? [] : null;
  }
  if (kind === "give_consent") {
    conversation.request = { asked: conversation.turns.map((turn) => turn.question).slice(0, 2), told: ["chancenkarte-points"], state: "DE-MV", profession: "Pflegefachkraft", text: null };
  }
  if (["give_consent", "show_preview", "leave_out", "write_text"].includes(kind)) return answers.preview(language, conversation.request);
  if (last === "contact" && text) return answers.confirm(language);
  if (last === "passed_on" && text) return answers.passedOn(language);
  switch (kind) {
    case "human": return answers.consent(language);
    case "choose_contact": return answers.contactWay(language);
    case "contact_way": return answers.askContact(language, button.endsWith("email") ? "email" : "phone");
    case "open_ticket": return answers.ticket(language, "7KQ2-M9XD-3RTA");
    case "ticket_write": return answers.passedOn(language);
    case "delete_my_data": return answers.deleteSure(language);
    case "delete_my_data_yes": return answers.deleted(language);
    case "article": return answers.points(language);
  }
  if (/clarify|(visum|visa|التأشيرة|वीज़ा)[?؟]?$/i.test(text)) return answers.clarify(language);
  if (/distress/.test(text)) return answers.distress(language);
  if (/punkt|point|نقاط|अंक/i.test(text)) return answers.points(language);
  return answers.echo(language, text);
}

function reply(io, state, said) {
  state.replies += 1;
  const [token, conversation] = [...state.conversations].filter(([, one]) => one.turns.length).at(-1);
  const row = { id: state.replies, number: "MV-2026-00042-7", lang: "de", at: new Date().toISOString(), tree: answers.replyTree(said) };
  conversation.replies.push(row);
  for (const socket of io.sockets.sockets.values()) if (socket.rooms.has(token)) deliver(socket, state, row);
}

function deliver(socket, state, row) {
  socket.emit("reply", row, () => state.acknowledged.push(row.id));
}

function forget(socket, state, token) {
  const session = randomUUID();
  state.conversations.delete(token);
  state.conversations.set(session, { turns: [], replies: [], answered: new Map(), request: null });
  socket.emit("deleted", { session });
  socket.to(token).emit("deleted", { session });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { url } = await startServer({ port: Number(process.argv[2] ?? 8300) });
  console.log(url);
}
