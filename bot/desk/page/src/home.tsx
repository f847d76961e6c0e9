/** The app's Home tab and its About tab. */

import { useState } from "react";
import { useDesk } from "./context";
import { act, type Outcome, type StepOutput } from "./desk";
import { WarnIcon } from "./icons";
import { Blocks } from "./kit/blocks";
import { SurfaceProvider } from "./kit/surface";
import { placeOf, useSurfaceOf } from "./surfaces";
import type { Step, ViewShown } from "./types";

export function Home() {
  const { workspace, say } = useDesk();
  if (!workspace.home) {
    return (
      <div className="home-scroll">
        <p className="home-empty">{say("homeEmpty", { app: workspace.app.name })}</p>
      </div>
    );
  }
  return <HomeView key={workspace.home.id} view={workspace.home} />;
}

function HomeView({ view }: { view: ViewShown }) {
  const { surface, trouble } = useSurfaceOf("home", placeOf(view));
  return (
    <div className="home-scroll" tabIndex={0}>
      <div className="home-view">
        {trouble && (
          <div className="trouble" role="alert">
            <WarnIcon /> {trouble}
          </div>
        )}
        <SurfaceProvider value={surface}>
          <Blocks blocks={view.blocks} />
        </SurfaceProvider>
      </div>
    </div>
  );
}

export function About() {
  const { workspace, say } = useDesk();
  const { app } = workspace;
  return (
    <div className="home-scroll" tabIndex={0}>
      <div className="home-view about">
        <h2>{app.name}</h2>
        <p>{app.description}</p>
        <p>{say("aboutDesk")}</p>
        {app.commands.map((one) => (
          <p key={one.name}>
            <code>{one.name}</code> {one.description}
          </p>
        ))}
        {app.steps.map((step) => (
          <StepForm key={step.callback_id} step={step} />
        ))}
      </div>
    </div>
  );
}

/** A custom step of a workflow, to be run by hand. */
function StepForm({ step }: { step: Step }) {
  const { me, say } = useDesk();
  const [inputs, setInputs] = useState<Record<string, string>>({});
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [isBusy, setBusy] = useState(false);
  return (
    <form
      className="step-form"
      onSubmit={async (event) => {
        event.preventDefault();
        if (isBusy) return;
        setBusy(true);
        setOutcome(await act("step", { person: me.id, callback_id: step.callback_id, inputs }));
        setBusy(false);
      }}
    >
      <h3>{step.title}</h3>
      {step.inputs.map((input) => (
        <label key={input.name} className="input-label">
          {input.title}
          <input
            className="kit-input"
            value={inputs[input.name] ?? ""}
            onChange={(event) => setInputs({ ...inputs, [input.name]: event.target.value })}
          />
        </label>
      ))}
      <button type="submit" className="kit-button" aria-busy={isBusy}>
        {say("runStep")}
      </button>
      <div role="status" className="step-outcome">
        {outcome && <StepOutcome outcome={outcome} />}
      </div>
    </form>
  );
}

/** What a step puts out for the rest of its workflow, or why it cannot go on. */
function StepOutcome({ outcome }: { outcome: Outcome }) {
  const { say } = useDesk();
  if (outcome.error) {
    return (
      <div className="trouble">
        <WarnIcon /> {outcome.error}
      </div>
    );
  }
  return (
    <dl aria-label={say("result")}>
      {(outcome.outputs ?? []).map((one) => (
        <div key={one.name}>
          <dt>{one.title}</dt>
          <dd>
            <StepValue value={one.value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function StepValue({ value }: { value: StepOutput["value"] }) {
  const { say } = useDesk();
  if (typeof value === "boolean") return say(value ? "yes" : "no");
  if (value === "") return <span className="quiet">{say("nothing")}</span>;
  if (!/^https?:\/\/\S+$/.test(value)) return value;
  return (
    <a href={value} target="_blank" rel="noreferrer">
      {value}
    </a>
  );
}
