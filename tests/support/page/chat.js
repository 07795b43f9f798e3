// SPDX-License-Identifier: MIT
// The messages of a chat as bubbles, kept as the sandbox tells they are now.
import {make, outsideLink, paint, paintAvatar, renderText} from './text.js';

const MEDIA_NAMES = {photo: 'Photo', video: 'Video', document: 'File'};

function kindOf(message) {
  return Object.keys(MEDIA_NAMES).find((kind) => kind in message) ?? 'text';
}

/** One line that stands for a message: where it is replied to, and in the list of chats. */
export function snippetOf(message) {
  const text = message.text ?? message.caption ?? '';
  const kind = kindOf(message);
  if (kind === 'text') return text;
  const name = kind === 'document' ? message.document.file_name : MEDIA_NAMES[kind];
  return text ? `${name}, ${text}` : name;
}

function sizeText(bytes) {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1e6 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

function timeText(seconds) {
  const format = {hour: '2-digit', minute: '2-digit', hourCycle: 'h23'};
  return new Date(seconds * 1000).toLocaleTimeString([], format);
}

function dayText(seconds) {
  return new Date(seconds * 1000).toLocaleDateString([], {day: 'numeric', month: 'long'});
}

export class ChatView {
  /**
   * `actions` has press(message, data, button), reply(message) and command(text). The list is an
   * <ol>, its parent scrolls.
   */
  constructor(list, actions) {
    this.list = list;
    this.scroller = list.parentElement;
    this.actions = actions;
    this.messages = new Map();
    this.items = new Map();
    this.me = 0;
    this.chat = null;
    // A picture that has loaded makes its bubble taller.
    list.addEventListener('load', () => this.isAtEnd && this.scrollToEnd(), true);
    this.scroller.addEventListener('scroll', () => {
      const {scrollHeight, scrollTop, clientHeight} = this.scroller;
      this.isAtEnd = scrollHeight - scrollTop - clientHeight < 60;
    });
    this.isAtEnd = true;
  }

  /** Another person looks: what is theirs moves to the right. */
  showAs(person) {
    if (this.me === person) return;
    this.me = person;
    for (const message of this.messages.values()) this.#show(message);
  }

  /** Takes over what changed. */
  apply(chat, changes) {
    this.chat = chat;
    for (const message of changes) {
      if (message.deleted) {
        this.messages.delete(message.message_id);
        this.items.get(message.message_id)?.remove();
        this.items.delete(message.message_id);
      } else {
        this.messages.set(message.message_id, message);
        this.#show(message);
      }
    }
    if (changes.length === 0) return;
    this.#separateDays();
    if (this.isAtEnd) this.scrollToEnd();
  }

  scrollToEnd() {
    this.isAtEnd = true;
    this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  #show(message) {
    const id = message.message_id;
    const item = this.#itemOf(message);
    const before = this.items.get(id);
    this.items.set(id, item);
    if (before) {
      const focused = before.contains(document.activeElement) &&
          document.activeElement.dataset.place;
      before.replaceWith(item);
      if (focused) item.querySelector(`[data-place="${focused}"]`)?.focus();
      return;
    }
    const later = [...this.items.keys()].filter((other) => other > id).sort((a, b) => a - b)[0];
    this.list.insertBefore(item, later ? this.items.get(later) : null);
  }

  #itemOf(message) {
    const isMine = message.from.id === this.me;
    const item = make('li', {className: `message ${isMine ? 'mine' : 'theirs'}`});
    item.dataset.id = message.message_id;
    item.dataset.date = message.date;
    const isGroup = this.chat.type !== 'private';
    if (!isMine && isGroup) {
      const avatar = make('span', {className: 'avatar', 'aria-hidden': 'true'});
      paintAvatar(avatar, message.from.id, message.from.first_name);
      item.append(avatar);
    }
    item.append(this.#bubbleOf(message, !isMine && isGroup));
    if (message.reply_markup) item.append(this.#keyboardOf(message));
    return item;
  }

  #bubbleOf(message, isNamed) {
    const bubble = make('div', {className: `bubble of-${kindOf(message)}`});
    if (isNamed) {
      const name = make('p', {className: 'name'}, message.from.first_name);
      paint(name, message.from.id);
      if (message.from.is_bot) name.append(make('span', {className: 'badge'}, 'bot'));
      bubble.append(name);
    }
    if (message.reply_to_message) bubble.append(this.#quoteOf(message.reply_to_message));
    if (kindOf(message) !== 'text') bubble.append(this.#mediaOf(message));
    const text = message.text ?? message.caption ?? '';
    const entities = message.entities ?? message.caption_entities;
    const time = timeText(message.edit_date ?? message.date);
    bubble.append(make('div', {className: 'content'},
        renderText(text, entities, this.actions.command),
        make('span', {className: 'time'}, message.edit_date ? `edited ${time}` : time)));
    bubble.append(this.#replyButton(message));
    bubble.addEventListener('click', (event) => {
      const isControl = event.target.closest('a, button, video, .spoiler');
      if (!isControl && !String(getSelection())) this.actions.reply(message);
    });
    return bubble;
  }

  #replyButton(message) {
    const label = `Reply to ${message.from.first_name}`;
    const button = make('button', {type: 'button', className: 'reply', 'aria-label': label}, '↩');
    button.dataset.place = 'reply';
    button.addEventListener('click', () => this.actions.reply(message));
    return button;
  }

  #quoteOf(replied) {
    const quote = make('button', {type: 'button', className: 'quote'},
        make('strong', {}, replied.from.first_name), make('span', {}, snippetOf(replied)));
    paint(quote, replied.from.id);
    quote.addEventListener('click', () => {
      const item = this.items.get(replied.message_id);
      item?.scrollIntoView({block: 'center', behavior: 'smooth'});
    });
    return quote;
  }

  #mediaOf(message) {
    const kind = kindOf(message);
    const address = `/_page/chat/${this.chat.id}/media/${message.message_id}`;
    if (!message.has_file) return make('p', {className: 'gone'}, `${MEDIA_NAMES[kind]} is gone`);
    if (kind === 'photo') {
      const {width, height} = message.photo.at(-1);
      const description = message.caption ? `Photo: ${message.caption}` : 'Photo';
      return make('img', {className: 'media', src: address, alt: description, width, height});
    }
    if (kind === 'video') {
      return make('video', {className: 'media', src: address, controls: '', preload: 'metadata'});
    }
    const {file_name: name, file_size: size} = message.document;
    return make('a', {className: 'file', href: address, download: name},
        make('span', {className: 'icon', 'aria-hidden': 'true'}, '⤓'),
        make('span', {className: 'file-name'}, name),
        make('span', {className: 'file-size'}, sizeText(size)));
  }

  #keyboardOf(message) {
    const keyboard = make('div', {className: 'keyboard'});
    message.reply_markup.inline_keyboard.forEach((row, y) => {
      const line = make('div', {className: 'buttons'});
      row.forEach((button, x) => line.append(this.#buttonOf(message, button, `${y}-${x}`)));
      keyboard.append(line);
    });
    return keyboard;
  }

  #buttonOf(message, button, place) {
    if (button.url) {
      const link = outsideLink(button.url, {className: 'inline link'}, button.text);
      link.dataset.place = place;
      return link;
    }
    const element = make('button', {type: 'button', className: 'inline'}, button.text);
    element.dataset.place = place;
    element.addEventListener('click', () => {
      this.actions.press(message, button.callback_data, element);
    });
    return element;
  }

  #separateDays() {
    for (const day of this.list.querySelectorAll('.day')) day.remove();
    let shown = '';
    for (const item of this.list.querySelectorAll('.message')) {
      const day = dayText(Number(item.dataset.date));
      if (day !== shown) item.before(make('li', {className: 'day'}, make('span', {}, day)));
      shown = day;
    }
  }
}
