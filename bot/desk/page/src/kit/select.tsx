/** Menus: of fixed options, of options that the app offers as one types, of people, of channels. */

import { useCallback, useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import { useDesk } from "../context";
import { ChevronIcon, CloseIcon } from "../icons";
import { Popup } from "../popup";
import type { Option, OptionGroup, Value, Workspace } from "../types";
import type { ElementProps } from "./interactive";
import { useSurface } from "./surface";

const TYPING_MS = 120;
const MIN_QUERY = 3;

export function Select({ element, value, onChoose, field }: ElementProps) {
  const { workspace, say } = useDesk();
  const isMany = element.type.startsWith("multi_");
  const isExternal = element.type.endsWith("external_select");
  const known = asOptions(value ?? null, workspace);
  const [isOpen, setOpen] = useState(false);
  const [query, setQuery] = useState<string | null>(null);
  const [at, setAt] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const offered = useOffered(element, isExternal && isOpen, query ?? "");
  const groups = isExternal ? offered.groups : filtered(fixed(element, workspace), query ?? "");
  const options = groups.flatMap((group) => group.options);
  const close = useCallback(() => {
    setOpen(false);
    setQuery(null);
  }, []);

  useEffect(() => setAt(0), [query, offered.groups]);

  const pick = (option: Option | undefined) => {
    if (!option) return;
    close();
    if (!isMany) return onChoose(plain(element.type, [option])[0] as Value);
    const isIn = known.some((one) => one.value === option.value);
    const next = isIn ? known.filter((one) => one.value !== option.value) : [...known, option];
    onChoose(plain(element.type, next) as Value);
    input.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      if (!isOpen) setOpen(true);
      else if (options.length) setAt((at + step + options.length) % options.length);
    } else if (event.key === "Enter") {
      if (!isOpen) setOpen(true);
      else pick(options[at]);
    } else if (event.key === "Escape" && isOpen) close();
    else if (event.key === "Backspace" && !query && isMany && known.length) {
      onChoose(plain(element.type, known.slice(0, -1)) as Value);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const shown = isMany ? "" : (known[0]?.text.text ?? "");
  const placeholder = element.placeholder?.text ?? say("choose");
  return (
    <div className="kit-select" ref={box}>
      {isMany &&
        known.map((option) => (
          <span className="kit-chip" key={option.value}>
            {option.text.text}
            <button
              type="button"
              aria-label={say("remove", { name: option.text.text })}
              onClick={() => pick(option)}
            >
              <CloseIcon />
            </button>
          </span>
        ))}
      <input
        ref={input}
        id={field?.id}
        className="kit-select-input"
        role="combobox"
        aria-expanded={isOpen}
        aria-controls={isOpen ? `${id}-list` : undefined}
        aria-autocomplete="list"
        aria-activedescendant={isOpen && options[at] ? `${id}-${at}` : undefined}
        aria-describedby={field?.describedBy}
        aria-invalid={field?.isInvalid || undefined}
        aria-label={field ? undefined : placeholder}
        autoComplete="off"
        placeholder={placeholder}
        data-action={element.action_id}
        value={query ?? shown}
        onClick={() => setOpen(true)}
        onChange={(event) => {
          setQuery(event.target.value);
          setOpen(true);
        }}
        onBlur={() => setTimeout(close, 0)}
        onKeyDown={onKeyDown}
      />
      <ChevronIcon />
      {isOpen && box.current && (
        <Popup anchor={box.current} onClose={close} matchWidth>
          <div
            role="listbox"
            id={`${id}-list`}
            aria-label={placeholder}
            className="menu kit-options"
          >
            {groups.map((group, number) => (
              <Group
                key={number}
                group={group}
                known={known}
                active={options[at]}
                idOf={(option) => `${id}-${options.indexOf(option)}`}
                onPick={pick}
              />
            ))}
          </div>
          {!options.length && (
            <div className="menu-empty" role="status">
              {offered.isShort
                ? say("typeMore", { count: element.min_query_length ?? MIN_QUERY })
                : say(offered.isBusy ? "searching" : "noResult")}
            </div>
          )}
        </Popup>
      )}
    </div>
  );
}

interface GroupProps {
  group: Offer;
  known: Option[];
  active: Option | undefined;
  idOf: (option: Option) => string;
  onPick: (option: Option) => void;
}

function Group({ group, known, active, idOf, onPick }: GroupProps) {
  return (
    <div role={group.label ? "group" : "presentation"} aria-label={group.label}>
      {group.label && (
        <div className="menu-heading" aria-hidden="true">
          {group.label}
        </div>
      )}
      {group.options.map((option) => (
        <div
          key={option.value}
          id={idOf(option)}
          role="option"
          aria-selected={known.some((one) => one.value === option.value)}
          className={option === active ? "menu-item is-active" : "menu-item"}
          ref={option === active ? scrollTo : undefined}
          onPointerDown={(event) => {
            event.preventDefault();
            onPick(option);
          }}
        >
          <span>{option.text.text}</span>
          {option.description && <span className="menu-note">{option.description.text}</span>}
        </div>
      ))}
    </div>
  );
}

function scrollTo(option: HTMLElement | null) {
  option?.scrollIntoView({ block: "nearest" });
}

interface Offer {
  label?: string;
  options: Option[];
}

/** Ask the app for options while one types. */
function useOffered(element: ElementProps["element"], isWanted: boolean, query: string) {
  const { offer } = useSurface();
  const [groups, setGroups] = useState<Offer[]>([]);
  const [isBusy, setBusy] = useState(false);
  const isShort = isWanted && query.length < (element.min_query_length ?? MIN_QUERY);

  useEffect(() => {
    setGroups([]);
    if (!isWanted || isShort) return;
    let isCurrent = true;
    setBusy(true);
    const timer = setTimeout(async () => {
      const found = await offer(element.action_id, query);
      if (!isCurrent) return;
      setGroups(grouped(found));
      setBusy(false);
    }, TYPING_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [isWanted, isShort, query, element.action_id]);

  return { groups, isBusy, isShort };
}

function grouped(found: (Option | OptionGroup)[]): Offer[] {
  const isGroups = found.some((one) => "options" in one);
  if (!isGroups) return [{ options: found as Option[] }];
  return (found as OptionGroup[]).map((one) => ({ label: one.label.text, options: one.options }));
}

/** What a menu offers by itself: its own options, the people or the channels here. */
function fixed(element: ElementProps["element"], workspace: Workspace): Offer[] {
  const kind = element.type.replace("multi_", "");
  if (kind === "users_select") return [{ options: people(workspace) }];
  if (kind === "channels_select") return [{ options: channels(workspace) }];
  if (kind === "conversations_select")
    return [{ options: [...channels(workspace), ...people(workspace)] }];
  if (element.option_groups) return grouped(element.option_groups);
  return [{ options: element.options ?? [] }];
}

function people(workspace: Workspace): Option[] {
  return workspace.people.filter((one) => one.is_human).map((one) => option(one.id, one.real_name));
}

function channels(workspace: Workspace): Option[] {
  return workspace.channels
    .filter((one) => !one.is_im)
    .map((one) => option(one.id, `#${one.name}`));
}

function option(value: string, text: string): Option {
  return { value, text: { type: "plain_text", text } };
}

function filtered(groups: Offer[], query: string): Offer[] {
  const wanted = fold(query);
  return groups
    .map((group) => ({
      ...group,
      options: group.options.filter((one) => fold(one.text.text).includes(wanted)),
    }))
    .filter((group) => group.options.length);
}

/** Make what people type alike: no accents, no capitals. */
function fold(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .toLowerCase();
}

/** Return what is chosen as options, also where it is kept as ids. */
function asOptions(value: Value, workspace: Workspace): Option[] {
  if (value === null || typeof value === "number") return [];
  const many = Array.isArray(value) ? value : [value];
  const known = [...people(workspace), ...channels(workspace)];
  return many.map((one) =>
    typeof one === "string" ? (known.find((each) => each.value === one) ?? option(one, one)) : one,
  );
}

/** Return the options as the desk takes them: ids for people and channels, else whole. */
function plain(type: string, options: Option[]): (Option | string)[] {
  const isById = !/static|external/.test(type);
  return isById ? options.map((one) => one.value) : options;
}
