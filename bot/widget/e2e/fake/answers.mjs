// Answers as the assistant would give them, for the browser tests.

const text = (words) => ({ type: "text", text: words });
const paragraph = (...children) => ({ type: "paragraph", children });
const list = (...items) => ({ type: "list", ordered: false, items: items.map((item) => [].concat(item)) });

const CONTACT = { name: "Fachkräfte-Service-Zentrale MV (SPoC)", phone: "+49 385 58815599", url: null };
const TEL = { type: "link", href: "tel:+4938558815599", children: [text(CONTACT.phone)] };

const WORDS = {
  de: {
    hello: ["Guten Tag. Ich bin Lotse, ein Programm, kein Mensch. Ich gebe allgemeine Auskunft zum Arbeiten in Deutschland: Visum, Anerkennung, Chancenkarte und wer zuständig ist. Das ist keine Rechtsberatung.", "Einen Menschen erreichen Sie hier: Fachkräfte-Service-Zentrale MV (SPoC), Telefon ", "Was möchten Sie wissen?"],
    points: "Auf dem Punkteweg der Chancenkarte brauchen Sie mindestens 6 Punkte (§ 20b AufenthG). Das Visum kostet 75 €.",
    steps: "So gehen Sie vor",
    step: "Deutsch: A2: 1 Punkt, B1: 2 Punkte, B2 oder höher: 3 Punkte.",
    law: "Aufenthaltsgesetz, § 20b und Anlage",
    next: "Chancenkarte: Wie viel Geld Sie nachweisen müssen",
    human: "Mit einem Menschen sprechen",
    clarify: "Ich bin nicht sicher, was Sie meinen. Geht es um eines davon?",
    which: ["Nationales Visum beantragen", "Wie lange dauert das Visum?"],
    none: "Nichts davon",
    note: "Dieser Text wurde von den Mitarbeitenden noch nicht geprüft.",
  },
  en: {
    hello: ["Hello. I am Lotse, a program, not a person. I give general information on working in Germany: visa, recognition, opportunity card and who is responsible. This is not legal advice.", "You reach a person here: Fachkräfte-Service-Zentrale MV (SPoC), telephone ", "What would you like to know?"],
    points: "On the points route of the opportunity card you need at least 6 points (§ 20b AufenthG). The visa costs 75 €.",
    steps: "What to do",
    step: "German: A2: 1 point, B1: 2 points, B2 or higher: 3 points.",
    law: "Residence Act, § 20b and annex",
    next: "Opportunity card: how much money you have to prove",
    human: "Talk to a person",
    clarify: "I am not sure what you mean. Is it one of these?",
    which: ["Apply for a national visa", "How long does the visa take?"],
    none: "None of these",
    note: "This text has not been reviewed by the staff yet.",
  },
  ar: {
    hello: ["مرحبًا. أنا Lotse، برنامج ولست إنسانًا. أقدّم معلومات عامة عن العمل في ألمانيا: التأشيرة والاعتراف بالمؤهلات وبطاقة الفرص ومن هي الجهة المختصة. هذه ليست استشارة قانونية.", "يمكنك الوصول إلى إنسان هنا: Fachkräfte-Service-Zentrale MV (SPoC)، هاتف ", "ماذا تريد أن تعرف؟"],
    points: "تحتاج في مسار النقاط لبطاقة الفرص (Chancenkarte) إلى 6 نقاط على الأقل (§ 20b AufenthG). رسوم التأشيرة 75 €.",
    steps: "ما الذي عليك فعله",
    step: "اللغة الألمانية: A2 نقطة واحدة، B1 نقطتان، B2 أو أعلى 3 نقاط.",
    law: "قانون الإقامة (Aufenthaltsgesetz)، § 20b",
    next: "بطاقة الفرص: كم من المال عليك أن تثبت",
    human: "التحدث مع إنسان",
    clarify: "لست متأكدًا مما تقصده. هل هو أحد هذه الموضوعات؟",
    which: ["التقدّم بطلب تأشيرة وطنية", "كم تستغرق التأشيرة؟"],
    none: "لا شيء من ذلك",
    note: "لم يراجع الموظفون هذا النص بعد.",
  },
  hi: {
    hello: ["नमस्ते। मैं Lotse हूँ, एक प्रोग्राम, इंसान नहीं। मैं जर्मनी में काम करने के बारे में सामान्य जानकारी देता हूँ। यह क़ानूनी सलाह नहीं है।", "किसी इंसान से यहाँ बात करें: Fachkräfte-Service-Zentrale MV (SPoC), फ़ोन ", "आप क्या जानना चाहते हैं?"],
    points: "अवसर कार्ड (Chancenkarte) के अंक वाले रास्ते पर आपको कम से कम 6 अंक चाहिए (§ 20b AufenthG)। वीज़ा का शुल्क 75 € है।",
    steps: "आगे क्या करें",
    step: "जर्मन: A2: 1 अंक, B1: 2 अंक, B2 या ऊपर: 3 अंक।",
    law: "निवास अधिनियम, § 20b",
    next: "अवसर कार्ड: कितना पैसा दिखाना होगा",
    human: "किसी इंसान से बात करें",
    clarify: "मुझे पक्का नहीं पता कि आपका क्या मतलब है। क्या यह इनमें से कुछ है?",
    which: ["राष्ट्रीय वीज़ा के लिए आवेदन", "वीज़ा में कितना समय लगता है?"],
    none: "इनमें से कोई नहीं",
    note: "इस पाठ की जाँच अभी कर्मचारियों ने नहीं की है।",
  },
};

const words = (lang) => WORDS[lang] ?? WORDS.en;

function answer(lang, status, kind, short, more = {}) {
  return {
    id: null, status, kind, lang: lang in WORDS ? lang : "en", lang_detected: lang, text: "", short: "",
    parts: [], note: "", articles: [], scores: [], sources: [], contacts: [CONTACT], options: [],
    understood: {}, ...more, tree: { short, parts: more.parts_tree ?? [] },
  };
}

const human = (lang) => ({ id: "human", title: words(lang).human });

export const TENANT = {
  name: "Fachkräfte-Service-Zentrale Mecklenburg-Vorpommern", service: "Lotse", colour: null,
  languages: ["de", "en", "es", "fr", "ru", "uk", "ar", "tr", "vi", "pt", "pl", "hi", "uz", "fa"],
  texts: ["de", "en"], contact: CONTACT, hours: null, reading_day: "2026-11-23",
};

export function introduction(lang) {
  const [who, person, ask] = words(lang).hello;
  return answer(lang, "smalltalk", "smalltalk", [paragraph(text(who)), paragraph(text(person), TEL, text(".")), paragraph(text(ask))]);
}

export function points(lang) {
  const w = words(lang);
  return answer(lang, "answered", "answer", [paragraph(text(w.points))], {
    note: w.note,
    sources: [{ title: w.law, url: "https://www.gesetze-im-internet.de/aufenthg_2004/", as_of: "2026-08-19" }],
    understood: { state: { id: "DE-MV", title: "Mecklenburg-Vorpommern" }, profession: "Pflegefachkraft", audience: "applicant" },
    options: [{ id: "article:chancenkarte-money", title: w.next }, human(lang)],
    parts_tree: [{ heading: w.steps, blocks: [list([text(w.step)], [{ type: "strong", children: [text("§ 20b AufenthG")] }, text(": +49 385 58815599")])] }],
  });
}

export function clarify(lang) {
  const w = words(lang);
  const options = w.which.map((title, at) => ({ id: `article:visa-${at}`, title }));
  return answer(lang, "clarified", "clarify", [paragraph(text(w.clarify))], { options: [...options, { id: "none", title: w.none }] });
}

export function echo(lang, said) {
  return answer(lang, "answered", "answer", [paragraph(text(said))], { options: [human(lang)] });
}

export function distress(lang) {
  return answer(lang, "distress", "handover", [paragraph(text("112"))]);
}

const VERSION = "de-1283d4d8";

export function consent(lang) {
  return answer(lang, "handed_over", "handover", [paragraph(text("Gern.")), paragraph(text("Ich kann Ihre Anfrage an Menschen weitergeben: Fachkräfte-Service-Zentrale MV (SPoC). Vorher sehen Sie alles, was ich weitergebe, und können es ändern. Ihren Namen brauchen wir nicht. Wir möchten bis zu diesem Tag antworten: Dienstag, 24. November 2026.")), paragraph(text("Sind Sie einverstanden? Wenn Sie lieber anrufen: Telefon "), TEL, text("."))], {
    desk: { step: "consent", why: "asked", due_on: "2026-11-24", version: VERSION, recipient: "mv-fksz-spoc" },
    options: [{ id: `give_consent:asked:${VERSION}`, title: "Ja, weitergeben" }, { id: `refuse_consent:${VERSION}`, title: "Nein, nichts weitergeben" }],
  });
}

export function preview(lang, request) {
  const labels = { text: "Ihre Nachricht", asked: "Ihre Fragen", told: "Meine Antworten zu", state: "Bundesland", profession: "Beruf", language: "Sprache" };
  const shown = { ...request, asked: request.asked.join(" · "), told: request.told.map(() => "Chancenkarte: Punkte").join(" · "), state: request.state && "Mecklenburg-Vorpommern", language: "Deutsch" };
  const left = Object.keys(labels).filter((part) => shown[part]);
  const leave = left.filter((part) => part !== "language").map((part) => ({ id: `leave_out:${part}`, title: `${labels[part]} weglassen` }));
  return answer(lang, "handed_over", "handover", [paragraph(text("Das würde ich weitergeben an: Fachkräfte-Service-Zentrale MV (SPoC).")), list(...left.map((part) => [text(`${labels[part]}: ${shown[part]}`)])), paragraph(text("Passt das so? Sie können etwas dazuschreiben oder etwas weglassen."))], {
    desk: { step: "preview", request: { ...request, language: lang } },
    options: [{ id: "choose_contact", title: "Weiter" }, { id: "write_text", title: "Etwas dazuschreiben" }, ...leave, { id: "cancel_handover", title: "Abbrechen" }],
  });
}

export function contactWay(lang) {
  return answer(lang, "handed_over", "handover", [paragraph(text("Wie möchten Sie die Antwort bekommen? Wir möchten bis zu diesem Tag antworten: Dienstag, 24. November 2026."))], {
    desk: { step: "contact_way", draft_id: "draft", ways: ["email", "call"] },
    options: [{ id: "open_ticket:draft", title: "Hier im Chat, jetzt senden" }, { id: "contact_way:email", title: "Per E-Mail" }, { id: "contact_way:call", title: "Rufen Sie mich an" }, { id: "show_preview", title: "Zurück zu meiner Anfrage" }, { id: "cancel_handover", title: "Abbrechen" }],
  });
}

export function askContact(lang, awaits) {
  return answer(lang, "handed_over", "handover", [paragraph(text("Schreiben Sie jetzt Ihre E-Mail-Adresse. Sie wird nur für diese Anfrage benutzt und mit ihr gelöscht."))], {
    desk: { step: "contact", awaits },
    options: [{ id: "choose_contact", title: "Anderen Weg wählen" }, { id: "cancel_handover", title: "Abbrechen" }],
  });
}

export function confirm(lang) {
  return answer(lang, "handed_over", "handover", [paragraph(text("Die Antwort kommt an: j…@example.org.")), paragraph(text("Soll ich die Anfrage jetzt senden?"))], {
    desk: { step: "confirm", way: "email", call_window: null, due_on: "2026-11-24" },
    options: [{ id: "open_ticket:draft", title: "Jetzt senden" }, { id: "choose_contact", title: "Anderen Weg wählen" }, { id: "cancel_handover", title: "Abbrechen" }],
  });
}

export function ticket(lang, code) {
  return answer(lang, "handed_over", "handover", [paragraph(text("Ihre Anfrage ist angekommen. Wir möchten bis zu diesem Tag antworten: Dienstag, 24. November 2026."))], {
    desk: { step: "ticket", number: "MV-2026-00042-7", code, due_on: "2026-11-24", delete_on: "2027-02-19", way: "chat" },
    options: [{ id: "ticket_status:MV-2026-00042-7:p", title: "Stand meiner Anfrage" }, { id: "ticket_write:MV-2026-00042-7:p", title: "An die Menschen schreiben" }],
  });
}

export function passedOn(lang) {
  return answer(lang, "handed_over", "handover", [paragraph(text("Weitergegeben zu Anfrage MV-2026-00042-7."))], {
    desk: { step: "passed_on", number: "MV-2026-00042-7", reading_day: "2026-11-23" },
    options: [{ id: "ticket_back:x", title: "Zurück zum Programm" }],
  });
}

export function deleteSure(lang) {
  return answer(lang, "privacy", "privacy", [paragraph(text("Soll ich alles löschen?"))], {
    desk: { step: "delete_sure" }, options: [{ id: "delete_my_data_yes", title: "Ja, alles löschen" }],
  });
}

export function deleted(lang) {
  return answer(lang, "privacy", "privacy", [paragraph(text("Gelöscht."))], { desk: { step: "deleted" } });
}

export const replyTree = (said) => [paragraph(text(said))];
