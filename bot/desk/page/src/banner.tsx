/** What a person must know at once: the content has mistakes, or the desk has stopped. */

import { useDesk } from "./context";
import { WarnIcon } from "./icons";
import type { Problem } from "./types";

interface Props {
  problems: Problem[];
  isConnected: boolean;
}

export function Banner({ problems, isConnected }: Props) {
  const { say } = useDesk();
  return (
    <div role="status">
      {!isConnected && <div className="banner is-quiet">{say("reload")}</div>}
      {problems.length > 0 && (
        <div className="banner">
          <WarnIcon />
          <div>
            <b>
              {problems.length === 1
                ? say("contentBroken")
                : say("contentBrokenMany", { count: problems.length })}
            </b>
            <ul>
              {problems.map((one) => (
                <li key={`${one.path}:${one.line}:${one.what}`}>
                  <code>
                    {one.path}:{one.line}
                  </code>{" "}
                  {one.what}. <span>{one.fix}</span>
                </li>
              ))}
            </ul>
          </div>
        </div>
      )}
    </div>
  );
}
