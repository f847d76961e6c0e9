/** The side panel: how a message came about. */

import { useEffect, useState } from "react";
import { useDesk } from "./context";
import { fetchWhy } from "./desk";
import type { Candidate, Exchange, Message, Why } from "./types";
import type { Word } from "./words";

export function WhyPanel({ message }: { message: Message }) {
  const { me, say } = useDesk();
  const [why, setWhy] = useState<Why | null>(null);

  useEffect(() => {
    let isCurrent = true;
    void fetchWhy(me.id, message).then((found) => isCurrent && setWhy(found as Why | null));
    return () => {
      isCurrent = false;
    };
  }, [message.channel, message.ts, message.exchanges, message.edited, me.id]);

  if (!why) return null;
  return (
    <div className="why" tabIndex={0}>
      <section>
        <h3>{say("asked")}</h3>
        <p className="why-asked">{why.asked || say("pressed")}</p>
      </section>
      {why.why && <Matched why={why.why} />}
      <section>
        <h3>{say("requests")}</h3>
        {why.exchanges.map((one) => (
          <ExchangeRow key={one.number} exchange={one} />
        ))}
      </section>
      <section>
        <h3>{say("blocks")}</h3>
        <Json value={why.message} label={say("blocks")} isOpen />
      </section>
    </div>
  );
}

function Matched({ why }: { why: NonNullable<Why["why"]> }) {
  const { say } = useDesk();
  const candidates = [...why.types, ...why.pages]
    .sort((one, other) => other.score - one.score)
    .filter((one) => one.score >= WORTH_SHOWING);
  return (
    <section>
      <h3>{say("whyRuled")}</h3>
      <p className="quiet">
        {say("kindOf", { kind: say(`kind.${why.kind}` as Word), language: why.language })}
      </p>
      {candidates.length === 0 && <p>{say("unsure")}</p>}
      <ol className="candidates">
        {candidates.map((one, at) => (
          <CandidateRow key={one.id} candidate={one} isRunnerUp={at === 1} />
        ))}
      </ol>
    </section>
  );
}

/** Less would read as 0 %. */
const WORTH_SHOWING = 0.005;

function CandidateRow({ candidate, isRunnerUp }: { candidate: Candidate; isRunnerUp: boolean }) {
  const { say } = useDesk();
  const score = Math.round(candidate.score * 100);
  return (
    <li>
      <div className="candidate-head">
        <b>{candidate.name}</b>
        {isRunnerUp && <span className="badge">{say("runnerUp")}</span>}
        <span className="quiet">{say("score", { score })}</span>
      </div>
      <div className="bar" aria-hidden="true">
        <span style={{ width: `${score}%` }} />
      </div>
      {candidate.because.length > 0 && (
        <div className="candidate-words">
          <span className="quiet">{say("because")}</span>{" "}
          {candidate.because.map((word, at) => (
            <mark key={at}>{word}</mark>
          ))}
          {candidate.is_named && <span className="quiet"> · {say("whyNamed")}</span>}
        </div>
      )}
    </li>
  );
}

function ExchangeRow({ exchange }: { exchange: Exchange }) {
  const { say } = useDesk();
  const isToBot = exchange.direction === "to_bot";
  const took =
    exchange.duration_ms === null ? say("unanswered") : `${format(exchange.duration_ms)} ms`;
  return (
    <details className="exchange">
      <summary>
        <span aria-hidden="true">{isToBot ? "→" : "←"}</span>
        <span className="visually-hidden">{say(isToBot ? "toBot" : "toSlack")}</span>
        <code>{exchange.what}</code>
        <span className={exchange.error ? "status is-bad" : "status"}>
          {exchange.error ?? exchange.status ?? "…"}
        </span>
        <span className="quiet">{took}</span>
      </summary>
      <Json value={exchange.request} label={`${exchange.what} →`} />
      <Json value={exchange.answer} label={`${exchange.what} ←`} />
    </details>
  );
}

function format(ms: number): string {
  return ms < 10 ? ms.toFixed(1) : Math.round(ms).toString();
}

function Json({ value, label, isOpen }: { value: unknown; label: string; isOpen?: boolean }) {
  const { say } = useDesk();
  const [isCopied, setCopied] = useState(false);
  if (value === "" || value === null || value === undefined) return null;
  const text = typeof value === "string" ? value : JSON.stringify(value, null, 2);
  return (
    <div className="json-box">
      <button
        type="button"
        className="link-button"
        onClick={async () => {
          await navigator.clipboard.writeText(text);
          setCopied(true);
        }}
      >
        {say(isCopied ? "copied" : "copy")}
      </button>
      <pre
        className={isOpen ? "json is-tall" : "json"}
        tabIndex={0}
        role="region"
        aria-label={label}
      >
        {text}
      </pre>
    </div>
  );
}
