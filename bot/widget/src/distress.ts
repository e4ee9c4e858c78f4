// Help in an emergency, in every language, inside the bundle: it works when nothing else does.
// The numbers stand in knowledge/facts/service.yml too; a test compares them.

export const FIRE_AND_AMBULANCE = "112";
export const POLICE = "110";
export const VIOLENCE_AGAINST_WOMEN = "116 016";

export interface DistressWords {
  title: string;
  now: string;
  ambulance: string;
  police: string;
  women: string;
  abroad: string;
  program: string;
  retry: string;
}

const ORDER = ["title", "now", "ambulance", "police", "women", "abroad", "program", "retry"] as const;

// One row a language, in the order above.
const ROWS: Record<string, readonly string[]> = {
  de: ["Hilfe im Notfall", "In Gefahr rufen Sie in Deutschland sofort an:", "Feuerwehr und Rettungsdienst", "Polizei", "Hilfetelefon Gewalt gegen Frauen", "Außerhalb Deutschlands: Ihre örtliche Notrufnummer.", "Bleiben Sie nicht allein. Dieser Chat ist ein Programm und kann keine Hilfe rufen.", "Noch einmal versuchen"],
  en: ["Help in an emergency", "In danger in Germany, call at once:", "Fire and ambulance services", "Police", "Violence against women helpline", "Outside Germany: your local emergency number.", "Please do not stay alone. This chat is a program and cannot call for help.", "Try again"],
  es: ["Ayuda en una emergencia", "Si está en peligro en Alemania, llame de inmediato:", "Bomberos y ambulancia", "Policía", "Teléfono de ayuda: violencia contra las mujeres", "Fuera de Alemania: su número de emergencia local.", "No se quede solo o sola. Este chat es un programa y no puede pedir ayuda por usted.", "Intentar de nuevo"],
  fr: ["Aide en cas d’urgence", "En cas de danger en Allemagne, appelez tout de suite :", "Pompiers et ambulance", "Police", "Ligne d’aide : violence contre les femmes", "Hors d’Allemagne : votre numéro d’urgence local.", "Ne restez pas seul ou seule. Ce chat est un programme et ne peut pas appeler les secours.", "Réessayer"],
  ru: ["Помощь в экстренной ситуации", "Если вы в Германии и вам грозит опасность, сразу звоните:", "Пожарные и скорая помощь", "Полиция", "Телефон помощи: насилие в отношении женщин", "За пределами Германии: местный номер экстренных служб.", "Не оставайтесь одни. Этот чат — программа, он не может вызвать помощь.", "Попробовать ещё раз"],
  uk: ["Допомога в екстреній ситуації", "Якщо ви в Німеччині й вам загрожує небезпека, одразу телефонуйте:", "Пожежники та швидка допомога", "Поліція", "Телефон допомоги: насильство проти жінок", "За межами Німеччини: місцевий номер екстрених служб.", "Не залишайтеся на самоті. Цей чат — програма, він не може викликати допомогу.", "Спробувати ще раз"],
  ar: ["المساعدة في حالة الطوارئ", "عند الخطر في ألمانيا، هذه أرقام الاتصال الفوري:", "الإطفاء والإسعاف", "الشرطة", "هاتف المساعدة: العنف ضد النساء", "خارج ألمانيا: رقم الطوارئ في المكان الذي أنت فيه.", "من المهم أن يكون أحد بجانبك. من يجيبك هنا برنامج، ولا يستطيع طلب النجدة.", "المحاولة مرة أخرى"],
  tr: ["Acil durumda yardım", "Almanya’da tehlikedeyseniz hemen arayın:", "İtfaiye ve ambulans", "Polis", "Yardım hattı: kadına yönelik şiddet", "Almanya dışında: bulunduğunuz yerin acil durum numarası.", "Lütfen yalnız kalmayın. Bu sohbet bir programdır, yardım çağıramaz.", "Yeniden dene"],
  vi: ["Trợ giúp khẩn cấp", "Nếu gặp nguy hiểm ở Đức, hãy gọi ngay:", "Cứu hỏa và cấp cứu", "Cảnh sát", "Đường dây trợ giúp: bạo lực đối với phụ nữ", "Ngoài nước Đức: số khẩn cấp tại nơi quý vị đang ở.", "Xin đừng ở một mình. Đây là một chương trình, không thể gọi cấp cứu.", "Thử lại"],
  pt: ["Ajuda numa emergência", "Em caso de perigo na Alemanha, ligue imediatamente para:", "Bombeiros e ambulância", "Polícia", "Linha de apoio: violência contra as mulheres", "Fora da Alemanha: o número de emergência local.", "Não fique só. Este chat é um programa e não pode chamar ajuda.", "Tentar de novo"],
  pl: ["Pomoc w nagłym wypadku", "W razie niebezpieczeństwa w Niemczech proszę od razu zadzwonić:", "Straż pożarna i pogotowie", "Policja", "Telefon pomocy: przemoc wobec kobiet", "Poza Niemcami: lokalny numer alarmowy.", "Proszę nie zostawać w samotności. Ten czat jest programem i nie może wezwać pomocy.", "Spróbuj ponownie"],
  hi: ["आपात स्थिति में मदद", "अगर आप जर्मनी में ख़तरे में हैं, तो तुरंत फ़ोन करें:", "दमकल और एम्बुलेंस", "पुलिस", "हेल्पलाइन: महिलाओं के ख़िलाफ़ हिंसा", "जर्मनी के बाहर: अपने यहाँ का आपातकालीन नंबर।", "कृपया अकेले न रहें। यहाँ एक प्रोग्राम जवाब देता है। वह मदद नहीं बुला सकता।", "फिर से कोशिश करें"],
  uz: ["Favqulodda holatda yordam", "Germaniyada xavf ostida boʻlsangiz, darhol qoʻngʻiroq qiling:", "Oʻt oʻchirish xizmati va tez yordam", "Politsiya", "Yordam telefoni: ayollarga nisbatan zoʻravonlik", "Germaniyadan tashqarida: mahalliy favqulodda xizmatlar raqami.", "Yolgʻiz qolmang. Bu chat — dastur, u yordam chaqira olmaydi.", "Qayta urinish"],
  fa: ["کمک در موقعیت اضطراری", "اگر در آلمان در خطر هستید، فوراً تماس بگیرید:", "آتش‌نشانی و آمبولانس", "پلیس", "خط کمک: خشونت علیه زنان", "بیرون از آلمان: شمارهٔ اضطراری محل خودتان.", "تنها نمانید. طرف گفتگوی شما یک برنامه است و نمی‌تواند کمک خبر کند.", "دوباره تلاش کنید"],
};

export const DISTRESS_LANGUAGES = Object.keys(ROWS);

export function distressWords(language: string): DistressWords {
  const row = ROWS[language] ?? ROWS.en!;
  return Object.fromEntries(ORDER.map((name, at) => [name, row[at]])) as unknown as DistressWords;
}

// Beginnings of words that are hardly written by somebody who is well. The assistant knows more;
// this list counts when it cannot be reached.
const SIGNS = new RegExp(
  [
    "suizid|selbstmord|umbringen|nicht mehr leben|mich töten",
    "suicid|kill myself|end my life|want to die|don.?t want to live$",
    "matarme|me quiero matar|quiero morir|quitarme la vida|no quiero vivir$",
    "veux me tuer|(?:envie de|veux) mourir|mettre fin à mes jours|(?:veux|envie de) plus vivre$",
    "самоубийств|покончить с собой|убить себя|хочу умереть|не хочу (?:больше )?жить$",
    "самогубств|покінчити (?:з|із) собою|вбити себе|хочу померти|не хочу (?:більше )?жити$",
    "انتحار|[أا]نتحر|[أا]قتل نفسي|[أا]ريد [أا]ن [أا]موت|بدي [أا]موت|لا [أا]ريد [أا]ن [أا]عيش$",
    "[iİ]ntihar|kendimi öldür|(?<!\\p{L})ölmek istiyorum",
    "tự tử|tự sát|tự vẫn|muốn chết|không muốn sống$",
    "matar-me|me matar|quero morrer|suicíd|acabar com a minha vida",
    "samobój|zabić się|się zabić|sie zabic|chcę umrzeć|odebrać sobie życie|nie chcę (?:już )?żyć$",
    "आत्महत्या|ख़ुदकुशी|खुदकुशी|मरना चाहत|मर जाना चाहत|जीना नहीं चाहत",
    "oʻzimni oʻldir|o.zimni o.ldir|(?<!\\p{L})o.lishni xohlayman",
    "خود[کك]ش[یي]|می.?خوا(?:ه)?م بمیرم|خودم(?: را|و) بکشم",
  ].join("|"),
  "iu",
);

/** Whether a message sounds as if somebody is in danger of their own hand. */
export function soundsLikeDistress(text: string): boolean {
  return SIGNS.test(text.normalize("NFC").replace(/[\s.!?…।؟]+$/u, ""));
}
