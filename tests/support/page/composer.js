// SPDX-License-Identifier: MIT
// The box a person writes into: replies, forced or chosen, and the commands the bot registered.
import {snippetOf} from './chat.js';
import {make} from './text.js';

export class Composer {
  /** `send(text, replyTo)` returns a promise that rejects when the message was refused. */
  constructor(form, send) {
    this.form = form;
    this.send = send;
    this.input = form.querySelector('.input');
    this.replyBar = form.querySelector('.reply-bar');
    this.list = form.querySelector('.commands');
    this.commands = [];
    this.active = -1;
    this.replyTo = null;
    this.settled = new Set();
    form.addEventListener('submit', (event) => this.#submit(event));
    this.input.addEventListener('input', () => this.#changed());
    this.input.addEventListener('keydown', (event) => this.#key(event));
    form.querySelector('.cancel-reply').addEventListener('click', () => this.cancelReply());
    form.querySelector('.menu').addEventListener('click', () => this.#toggleMenu());
  }

  offer(commands) {
    if (JSON.stringify(commands) === JSON.stringify(this.commands)) return;
    this.commands = commands;
    this.form.querySelector('.menu').hidden = commands.length === 0;
    this.#changed();
  }

  reply(message) {
    if (this.replyTo?.force_reply) this.settled.add(this.replyTo.message_id);
    this.replyTo = message;
    this.replyBar.hidden = false;
    this.replyBar.querySelector('strong').textContent = `Reply to ${message.from.first_name}`;
    this.replyBar.querySelector('.quote span').textContent = snippetOf(message);
    this.input.placeholder = message.force_reply?.input_field_placeholder ?? 'Reply';
    this.input.focus();
  }

  cancelReply() {
    if (this.replyTo) this.settled.add(this.replyTo.message_id);
    this.replyTo = null;
    this.replyBar.hidden = true;
    this.input.placeholder = 'Message';
  }

  /** Another person writes now: what was asked of the one before does not concern them. */
  forget() {
    this.settled.clear();
    this.cancelReply();
    this.settled.clear();
  }

  /** Follows the messages: answers the newest that asks for it, lets go of one that is gone. */
  follow(messages, me) {
    if (this.replyTo && !messages.has(this.replyTo.message_id)) this.cancelReply();
    const all = [...messages.values()];
    const answered = new Set(all.filter((each) => each.from.id === me.id)
        .map((each) => each.reply_to_message?.message_id));
    const asks = (message) => message.force_reply && !answered.has(message.message_id) &&
        !this.settled.has(message.message_id) && concerns(message, me);
    const asking = all.filter(asks).sort((a, b) => b.message_id - a.message_id)[0];
    if (asking && this.replyTo?.message_id !== asking.message_id) this.reply(asking);
  }

  /** Puts a command into the box, ready for its arguments. */
  begin(text) {
    this.input.value = text;
    this.input.focus();
    this.#changed();
  }

  async #submit(event) {
    event.preventDefault();
    const text = this.input.value.trim();
    if (!text) return;
    const replyTo = this.replyTo?.message_id;
    this.input.value = '';
    this.#changed();
    try {
      await this.send(text, replyTo);
      if (this.replyTo?.message_id === replyTo) this.cancelReply();
    } catch {
      if (!this.input.value) this.begin(text);
    }
  }

  #changed() {
    this.input.style.height = 'auto';
    this.input.style.height = `${Math.min(this.input.scrollHeight, 160)}px`;
    this.#suggest(this.input.value);
  }

  #suggest(typed) {
    const word = /^\/([a-z0-9_]*)$/i.exec(typed)?.[1].toLowerCase();
    const fitting = word === undefined ? [] :
        this.commands.filter((each) => each.command.startsWith(word));
    this.active = -1;
    this.list.hidden = fitting.length === 0;
    this.list.replaceChildren(...fitting.map((each, i) => this.#option(each, i)));
    this.input.removeAttribute('aria-activedescendant');
  }

  #option(command, i) {
    const option = make('li', {role: 'option', id: `command-${i}`, 'aria-selected': 'false'},
        make('b', {}, `/${command.command}`), make('span', {}, command.description));
    option.dataset.command = command.command;
    option.addEventListener('mousedown', (event) => event.preventDefault());
    option.addEventListener('click', () => this.begin(`/${command.command} `));
    return option;
  }

  #toggleMenu() {
    if (!this.list.hidden) {
      this.list.hidden = true;
    } else {
      this.#suggest('/');
      this.input.focus();
    }
  }

  #choose(step) {
    const options = [...this.list.children];
    const before = this.active < 0 && step < 0 ? options.length : this.active;
    this.active = (before + step + options.length) % options.length;
    options.forEach((each, i) => each.setAttribute('aria-selected', String(i === this.active)));
    options[this.active].scrollIntoView({block: 'nearest'});
    this.input.setAttribute('aria-activedescendant', options[this.active].id);
  }

  #key(event) {
    const options = this.list.hidden ? [] : [...this.list.children];
    if (options.length > 0 && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      this.#choose(event.key === 'ArrowDown' ? 1 : -1);
    } else if (options.length > 0 &&
               (event.key === 'Tab' || (event.key === 'Enter' && this.active >= 0))) {
      event.preventDefault();
      this.begin(`/${options[Math.max(this.active, 0)].dataset.command} `);
    } else if (event.key === 'Escape') {
      if (options.length > 0) this.list.hidden = true;
      else this.cancelReply();
    } else if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.form.requestSubmit();
    }
  }
}

/** A selective one is for whom it replies to or mentions. */
function concerns(message, me) {
  if (!message.force_reply.selective) return true;
  return message.reply_to_message?.from.id === me.id ||
      (me.username && (message.text ?? '').includes(`@${me.username}`));
}
