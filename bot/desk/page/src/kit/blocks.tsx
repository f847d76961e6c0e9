/**
 * Block Kit. What is read is drawn by slack-blocks-to-jsx; what is acted on is drawn here,
 * since it must tell the app what a person did, by pointer and by keyboard.
 */

import { Component, memo, useId, useMemo, useState, type ReactNode } from "react";
import { Message as Rendered } from "slack-blocks-to-jsx";
import { useDesk } from "../context";
import { ChevronIcon } from "../icons";
import type { Block, Element, TextObject } from "../types";
import { KeepsFocus } from "./focus";
import { Interactive } from "./interactive";
import { read } from "./mrkdwn";
import { useSurface } from "./surface";

export function Blocks({ blocks }: { blocks: Block[] }) {
  return (
    <KeepsFocus className="blocks">
      {blocks.map((block, index) => (
        <Guarded key={block.block_id ?? index} of={block.type}>
          <OneBlock block={block} />
        </Guarded>
      ))}
    </KeepsFocus>
  );
}

/** Keeps a block that cannot be drawn from taking the page down. */
class Guarded extends Component<{ of: string; children: ReactNode }, { isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError() {
    return { isBroken: true };
  }

  override render() {
    return this.state.isBroken ? <code>{this.props.of}</code> : this.props.children;
  }
}

function OneBlock({ block }: { block: Block }) {
  switch (block.type) {
    case "section":
      return <Section block={block} />;
    case "actions":
    case "context_actions":
      return <Actions block={block} />;
    case "input":
      return <Input block={block} />;
    case "header":
      return <Header block={block} />;
    case "context":
      return <Context block={block} />;
    case "divider":
      return <hr className="block-divider" />;
    case "card":
      return <Card block={block} />;
    case "carousel":
      return (
        <div className="block-carousel" tabIndex={0} role="group">
          {(block.elements as unknown as Block[]).map((card, index) => (
            <Card key={index} block={card} />
          ))}
        </div>
      );
    case "container":
      return <Container block={block} />;
    case "data_table":
      return <DataTable block={block} />;
    default:
      return <Static block={block} />;
  }
}

/** Draw what is only read. */
const Static = memo(function Static({ block }: { block: Block }) {
  const { workspace, theme } = useDesk();
  const data = {
    users: workspace.people.map((one) => ({ id: one.id, name: one.real_name })),
    channels: workspace.channels.map((one) => ({ id: one.id, name: one.name })),
    user_groups: [],
  };
  return (
    <Rendered
      blocks={[block as never]}
      name=""
      logo=""
      theme={theme}
      data={data as never}
      withoutWrapper
      hooks={HOOKS}
    />
  );
});

/** Draw a text object. */
export function Text({ text }: { text: TextObject }) {
  const block = useMemo(
    () => ({ type: "rich_text", elements: read(text) as never }),
    [text.type, text.text],
  );
  return <Static block={block} />;
}

const HOOKS = {
  link: ({ href, children }: { href: string; children: ReactNode }) => (
    <a href={/^(https?|mailto):/.test(href) ? href : undefined} target="_blank" rel="noreferrer">
      {children}
    </a>
  ),
  user: ({ name, id }: { name?: string; id: string }) => (
    <span className="mention">@{name || id}</span>
  ),
  channel: ({ name, id }: { name?: string; id: string }) => (
    <span className="mention">#{name || id}</span>
  ),
} as never;

const LONG = 700;

function Header({ block }: { block: Block }) {
  const level = typeof block.level === "number" ? block.level : 1;
  // The place has a heading of the first level, and what is said there one of the second.
  const { kind } = useSurface();
  const depth = level + (kind === "home" ? 1 : 2);
  return (
    <div className={`block-header is-level-${level}`} role="heading" aria-level={depth}>
      {block.text && <Text text={block.text} />}
    </div>
  );
}

function Context({ block }: { block: Block }) {
  return (
    <div className="block-context">
      {(block.elements as unknown as (TextObject | Element)[]).map((element, at) =>
        "text" in element ? (
          <Text key={at} text={element as TextObject} />
        ) : (
          <Static key={at} block={{ type: "context", elements: [element as Element] }} />
        ),
      )}
    </div>
  );
}

function Section({ block }: { block: Block }) {
  const { text, fields, accessory } = block;
  const { say } = useDesk();
  const { kind } = useSurface();
  const isLong = kind === "message" && !block.expand && (text?.text.length ?? 0) > LONG;
  const [isCut, setCut] = useState(isLong);
  return (
    <div className={accessory ? "block-section has-accessory" : "block-section"}>
      <div>
        {text && (
          <div className={isCut ? "is-cut" : undefined}>
            <Text text={text} />
          </div>
        )}
        {isLong && (
          <button type="button" className="link-button" onClick={() => setCut(!isCut)}>
            {say(isCut ? "more" : "less")}
          </button>
        )}
        {fields && (
          <div className="section-fields">
            {fields.map((field, at) => (
              <Text key={at} text={field} />
            ))}
          </div>
        )}
      </div>
      {accessory && (
        <div className="accessory">
          {accessory.type === "image" ? (
            <Static block={{ type: "context", elements: [accessory] }} />
          ) : (
            <Interactive element={accessory} blockId={block.block_id ?? ""} />
          )}
        </div>
      )}
    </div>
  );
}

function Actions({ block }: { block: Block }) {
  return (
    <div className="block-actions">
      {block.elements?.map((element) => (
        <Interactive key={element.action_id} element={element} blockId={block.block_id ?? ""} />
      ))}
    </div>
  );
}

function Input({ block }: { block: Block }) {
  const { errors } = useSurface();
  const id = useId();
  const error = errors[block.block_id ?? ""];
  const described = [block.hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  const { say } = useDesk();
  const isGroup = ["checkboxes", "radio_buttons"].includes(block.element?.type ?? "");
  const label = (
    <>
      {block.label?.text}
      {block.optional && <span className="quiet"> ({say("optional")})</span>}
    </>
  );
  return (
    <div
      className={error ? "block-input has-error" : "block-input"}
      role={isGroup ? "group" : undefined}
      aria-labelledby={isGroup ? `${id}-label` : undefined}
    >
      {isGroup ? (
        <div className="input-label" id={`${id}-label`}>
          {label}
        </div>
      ) : (
        <label className="input-label" htmlFor={id} id={`${id}-label`}>
          {label}
        </label>
      )}
      <Interactive
        element={block.element as Element}
        blockId={block.block_id ?? ""}
        field={{ id, describedBy: described || undefined, isInvalid: Boolean(error) }}
        isInput
        dispatches={block.dispatch_action}
      />
      {block.hint && (
        <div className="input-hint" id={`${id}-hint`}>
          {block.hint.text}
        </div>
      )}
      {error && (
        <div className="input-error" id={`${id}-error`} role="alert">
          {error}
        </div>
      )}
    </div>
  );
}

function Card({ block }: { block: Block }) {
  const texts = CARD_TEXTS.map((name) => [name, block[name] as TextObject | undefined] as const);
  return (
    <div className="block-card">
      {block.hero_image !== undefined && (
        <Static block={{ ...(block.hero_image as Block), type: "image" }} />
      )}
      {texts.map(([name, text]) =>
        text ? (
          <div key={name} className={`card-${name}`}>
            <Text text={text} />
          </div>
        ) : null,
      )}
      {block.actions && (
        <div className="block-actions">
          {block.actions.map((element) => (
            <Interactive key={element.action_id} element={element} blockId={block.block_id ?? ""} />
          ))}
        </div>
      )}
    </div>
  );
}

const CARD_TEXTS = ["title", "subtitle", "body", "subtext"] as const;

function Container({ block }: { block: Block }) {
  const title = typeof block.title === "string" ? block.title : block.title?.text;
  const body = <Blocks blocks={block.child_blocks ?? []} />;
  const heading = (
    <span className="container-title">
      {title}
      {block.subtitle && <span className="quiet"> {block.subtitle.text}</span>}
    </span>
  );
  if (!block.is_collapsible) {
    return (
      <section className="block-container">
        {heading}
        {body}
      </section>
    );
  }
  return (
    <details className="block-container" open={!block.default_collapsed}>
      <summary>
        <ChevronIcon /> {heading}
      </summary>
      {body}
    </details>
  );
}

interface Cell {
  type: string;
  text?: string;
  value?: unknown;
}

function DataTable({ block }: { block: Block }) {
  const [head = [], ...rows] = (block.rows ?? []) as Cell[][];
  const show = (cell: Cell) =>
    cell.type === "rich_text" ? (
      <Static block={cell as unknown as Block} />
    ) : (
      (cell.text ?? String(cell.value ?? ""))
    );
  return (
    <div className="block-table" tabIndex={0} role="group" aria-label={block.caption}>
      <table>
        <caption>{block.caption}</caption>
        <thead>
          <tr>
            {head.map((cell, at) => (
              <th key={at} scope="col">
                {show(cell)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={at}>
              {row.map((cell, column) =>
                column === block.row_header_column_index ? (
                  <th key={column} scope="row">
                    {show(cell)}
                  </th>
                ) : (
                  <td key={column}>{show(cell)}</td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
