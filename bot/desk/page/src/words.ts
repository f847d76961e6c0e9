/** The page's own words, one file a language beside this one, picked by a Slack locale. */

import en from "./words/en.json";
import fr from "./words/fr.json";

export type Word = keyof typeof en;

/** Every language says everything: the compiler sees to it. */
const LANGUAGES: Record<string, Record<Word, string>> = { en, fr };

export type Say = (word: Word, values?: Record<string, string | number>) => string;

/** Return the function that says things in the language of a locale such as "fr-CA". */
export function sayIn(locale: string): Say {
  const words = LANGUAGES[locale.split("-")[0] ?? ""] ?? en;
  return (word, values = {}) =>
    (words[word] ?? word).replace(/\{(\w+)\}/g, (whole, name: string) =>
      name in values ? String(values[name]) : whole,
    );
}

/** Say what one of Slack's codes means, with the code; whatever else is a sentence already. */
export function sayError(say: Say, error: string): string {
  const word = `code.${error}`;
  return word in en ? say("coded", { meaning: say(word as Word), code: error }) : error;
}

/** Say how many answers there are. */
export function sayAnswers(say: Say, count: number): string {
  return say(count === 1 ? "answers.one" : "answers.other", { count });
}

/** Say when a message was posted: the time, or the whole date where it is asked for. */
export function sayTime(ts: string, locale: string, style: "time" | "full" = "time"): string {
  const options: Intl.DateTimeFormatOptions =
    style === "time" ? { timeStyle: "short" } : { dateStyle: "full", timeStyle: "short" };
  return new Intl.DateTimeFormat(locale, options).format(Number(ts) * 1000);
}
