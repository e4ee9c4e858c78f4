// What the widget and the assistant say to each other. Types only.

export type Inline =
  | { type: "text"; text: string }
  | { type: "strong"; children: Inline[] }
  | { type: "link"; href: string; children: Inline[] };

export type Block =
  | { type: "paragraph"; children: Inline[] }
  | { type: "heading"; children: Inline[] }
  | { type: "list"; ordered: boolean; items: Inline[][] };

export interface Source {
  title: string;
  url: string | null;
  as_of: string | null;
}

export interface Contact {
  name: string;
  phone: string | null;
  url?: string | null;
}

export interface Option {
  id: string;
  title: string;
}

export type Audience = "applicant" | "employer";

export interface Understood {
  state?: { id: string; title: string };
  profession?: string;
  audience?: Audience;
}

/** The parts of a request that is not sent yet. */
export interface Request {
  asked: string[];
  told: string[];
  state: string | null;
  profession: string | null;
  text: string | null;
  language: string;
}

/** One step of a handover or of a ticket; which fields there are depends on the step. */
export interface Desk {
  step: string;
  awaits?: "email" | "phone";
  number?: string;
  code?: string | null;
  due_on?: string;
  delete_on?: string;
  reading_day?: string;
  request?: Request;
}

export interface Answer {
  status: string;
  kind: string;
  lang: string;
  short: string;
  parts: { heading: string; text: string }[];
  note: string;
  articles: string[];
  sources: Source[];
  contacts: Contact[];
  options: Option[];
  desk?: Desk;
  understood?: Understood;
  tree: { short: Block[]; parts: { heading: string; blocks: Block[] }[] };
}

export interface Turn {
  id: string;
  question: string;
  at: string;
  answer: Answer | null;
}

export interface Reply {
  id: number;
  number: string;
  lang: string;
  at: string;
  tree: Block[];
}

export interface Problem {
  error: "too_fast" | "too_long" | "bad_request" | "session_lost" | "error";
  message: string;
  retry_ms?: number;
}

/** Hours of the office in its own time zone, by day of the week: {monday: ["09:00-12:00"]}. */
export interface Hours {
  zone: string;
  days: Record<string, string[]>;
}

export interface Tenant {
  name: string;
  service: string;
  colour: string | null;
  languages: string[];
  texts: string[];
  contact: Contact;
  hours: Hours | null;
  reading_day: string;
}

export interface Hello {
  session: string;
  fresh: boolean;
  refused: boolean;
  introduction: Answer;
  turns: Turn[];
  replies: Reply[];
  tenant: Tenant;
  limits: { characters: number };
}

/** What a person sends: words or a button. The id is made here, so that nothing happens twice. */
export interface Message {
  id: string;
  text?: string;
  button?: string;
  lang: string;
  reply_lang?: string;
  audience?: Audience;
  time_zone?: string;
}

export type WhyNot = "wrong" | "unclear" | "incomplete" | "other";

export function isProblem(reply: Turn | Problem): reply is Problem {
  return "error" in reply;
}
