// SPDX-License-Identifier: MIT
// Texts of messages as DOM nodes. Nothing here or elsewhere on the page parses HTML: what people
// and the bot write only ever becomes text nodes inside elements made by name.

const ELEMENT_OF = {
  bold: 'strong',
  italic: 'em',
  underline: 'u',
  strikethrough: 's',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
  expandable_blockquote: 'blockquote',
};
const LINKS = ['http:', 'https:', 'tg:', 'instagram:'];

/** An element with these properties and children; the third way to make one is a mistake. */
export function make(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key === 'className' || key === 'type' || key === 'disabled' || key === 'hidden') {
      element[key] = value;
    } else {
      element.setAttribute(key, value);
    }
  }
  element.append(...children);
  return element;
}

/** A link that leads out of the page, or plain text when its address is none a chat may open. */
export function outsideLink(url, properties, ...children) {
  let address = null;
  try {
    address = new URL(url);
  } catch {
    // not an address at all
  }
  if (!address || !LINKS.includes(address.protocol)) return make('span', properties, ...children);
  return make('a', {...properties, href: address.href, target: '_blank', rel: 'noopener noreferrer'},
      ...children);
}

function spoiler() {
  const hidden = make('span', {className: 'spoiler', role: 'button', tabindex: '0'});
  hidden.setAttribute('aria-label', 'Hidden text, press to show');
  const show = (event) => {
    event.stopPropagation();
    hidden.classList.add('shown');
    for (const name of ['role', 'tabindex', 'aria-label']) hidden.removeAttribute(name);
  };
  hidden.addEventListener('click', show);
  hidden.addEventListener('keydown', (event) => event.key === 'Enter' && show(event));
  return hidden;
}

function elementFor(entity, text, onCommand) {
  if (entity.type === 'text_link') return outsideLink(entity.url, {});
  if (entity.type === 'spoiler') return spoiler();
  if (entity.type === 'bot_command') {
    const command = make('button', {type: 'button', className: 'command'});
    command.addEventListener('click', () => onCommand(text));
    return command;
  }
  return make(ELEMENT_OF[entity.type] ?? 'span');
}

/** Offsets of entities are UTF-16 units, as those of strings here. Entities nest, outer first. */
function fill(parent, text, entities, range, onCommand) {
  let at = range.from;
  for (let i = 0; i < entities.length;) {
    const from = Math.max(entities[i].offset, at);
    const to = Math.min(entities[i].offset + entities[i].length, range.to);
    let next = i + 1;
    while (next < entities.length && entities[next].offset < to) ++next;
    if (from < to) {
      const element = elementFor(entities[i], text.slice(from, to), onCommand);
      fill(element, text, entities.slice(i + 1, next), {from, to}, onCommand);
      parent.append(text.slice(at, from), element);
      at = to;
    }
    i = next;
  }
  parent.append(text.slice(at, range.to));
}

/** The nodes of a text with its entities; `onCommand` is called with a command that is clicked. */
export function renderText(text, entities, onCommand) {
  const fragment = document.createDocumentFragment();
  const sorted = [...(entities ?? [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  fill(fragment, text, sorted, {from: 0, to: text.length}, onCommand);
  return fragment;
}

const HUES = [8, 32, 262, 125, 192, 212, 328, 165];

/** Gives a name or the circle beside it a colour of its own, always the same for the same id. */
export function paint(element, id) {
  element.style.setProperty('--hue', HUES[Math.abs(id) % HUES.length]);
}

/** Makes the circle with the first letter of a name. */
export function paintAvatar(element, id, name) {
  element.textContent = [...name.trim()][0]?.toUpperCase() ?? '?';
  paint(element, id);
}
