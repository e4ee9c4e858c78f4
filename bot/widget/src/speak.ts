// Reading aloud, only with voices that live on the device: no text leaves it.

/** A local voice for a language; undefined where there is none. */
export function localVoice(
  language: string,
  voices: readonly SpeechSynthesisVoice[] = window.speechSynthesis?.getVoices() ?? [],
): SpeechSynthesisVoice | undefined {
  return voices.find(
    (voice) => voice.localService && voice.lang.toLowerCase().startsWith(language.toLowerCase()),
  );
}

/** Read a text; calls back when it is read or stopped. */
export function speak(text: string, voice: SpeechSynthesisVoice, ended: () => void): void {
  const spoken = new SpeechSynthesisUtterance(text);
  spoken.voice = voice;
  spoken.lang = voice.lang;
  spoken.onend = ended;
  spoken.onerror = ended;
  window.speechSynthesis.cancel();
  window.speechSynthesis.speak(spoken);
}

export function stopSpeaking(): void {
  window.speechSynthesis?.cancel();
}
