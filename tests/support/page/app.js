// SPDX-License-Identifier: MIT
// The page as a whole: which chat, which person, and what the sandbox says is new.
import {ChatView, snippetOf} from './chat.js';
import {Composer} from './composer.js';
import {Stories} from './stories.js';
import {make, paintAvatar} from './text.js';

const REFRESH_MS = 500;
const TOAST_MS = 3500;
const TYPES = {private: 'private chat', group: 'group', supergroup: 'group', channel: 'channel'};

const NOTES = {creator: 'creator', administrator: 'admin', left: 'not in the chat',
  kicked: 'removed', restricted: 'restricted'};

const $ = (selector) => document.querySelector(selector);
const chatId = /^\/chat\/(-?\d+)$/.exec(location.pathname)?.[1];

let people = [];
let me = {id: Number(localStorage.getItem('person') ?? 7), first_name: ''};
let revision = 0;
let refreshing = null;
const pressed = new Map();
const answers = new Map();

function toast(text) {
  const box = $('.toast');
  box.textContent = text;
  box.classList.add('shown');
  clearTimeout(toast.timer);
  toast.timer = setTimeout(() => box.classList.remove('shown'), TOAST_MS);
}

function showAnswer(answer) {
  if (!answer.text) return;
  if (!answer.alert) return toast(answer.text);
  $('#alert-text').textContent = answer.text;
  if (!$('.alert').open) $('.alert').showModal();
}

async function ask(path, body) {
  const request = body && {
    method: 'POST',
    headers: {'Content-Type': 'application/json'},
    body: JSON.stringify(body),
  };
  const response = await fetch(path, request);
  const answer = await response.json();
  if (response.ok) return answer;
  throw new Error((answer.description ?? 'refused').replace(/^Bad Request: /, ''));
}

const view = new ChatView($('.messages'), {
  press,
  reply: (message) => composer.reply(message),
  command: (text) => composer.begin(text),
});
const composer = new Composer($('.composer'), write);
const stories = new Stories($('.instagram'), $('dialog.story'));

async function write(text, replyTo) {
  try {
    await ask(`/_page/chat/${chatId}/messages`, {person: me.id, text, reply_to: replyTo});
  } catch (error) {
    toast(error.message);
    throw error;
  }
  view.scrollToEnd();
  await refresh();
}

async function press(message, data, button) {
  button.setAttribute('aria-busy', 'true');
  try {
    const {query} = await ask(`/_page/chat/${chatId}/presses`,
        {person: me.id, message: message.message_id, data});
    pressed.set(query, button);
    settle();
  } catch (error) {
    button.removeAttribute('aria-busy');
    toast(error.message);
  }
}

/** An answer may be seen before the press that it belongs to has come back. */
function settle() {
  for (const [query, button] of pressed) {
    if (!answers.has(query)) continue;
    button.removeAttribute('aria-busy');
    showAnswer(answers.get(query));
    pressed.delete(query);
  }
}

function showPeople(list) {
  if (JSON.stringify(list) !== JSON.stringify(people)) {
    people = list;
    for (const select of document.querySelectorAll('.person')) {
      select.replaceChildren(...list.map((person) => {
        const note = NOTES[person.status];
        const name = note ? `${person.first_name}, ${note}` : person.first_name;
        return make('option', {value: person.id}, name);
      }));
    }
  }
  me = list.find((person) => person.id === me.id) ?? list[0];
  for (const select of document.querySelectorAll('.person')) {
    select.value = me.id;
    select.disabled = list.length < 2;
  }
}

function showHeading(chat, list) {
  const title = chat.title ?? chat.first_name;
  const inside = list.filter((each) => !['left', 'kicked'].includes(each.status)).length;
  const members = inside === 1 ? '1 person' : `${inside} people`;
  document.title = title;
  $('.chat h2').textContent = title;
  $('.subtitle').textContent =
      chat.type === 'private' ? TYPES.private : `${TYPES[chat.type]}, ${members} and the bot`;
  paintAvatar($('.chat > header .avatar'), chat.id, title);
}

async function loadChat() {
  const state = await ask(`/_page/chat/${chatId}?since=${revision}&person=${me.id}`);
  if (state.revision < revision) return location.reload();  // another sandbox took its place
  revision = state.revision;
  showPeople(state.people);
  showHeading(state.chat, state.people);
  view.showAs(me.id);
  view.apply(state.chat, state.messages);
  composer.offer(state.commands);
  composer.follow(view.messages, me);
  for (const answer of state.answers) answers.set(answer.query, answer);
  settle();
}

function chatRow(chat) {
  const avatar = make('span', {className: 'avatar', 'aria-hidden': 'true'});
  paintAvatar(avatar, chat.id, chat.title);
  const name = chat.last?.from.first_name;
  const last = chat.last ? `${name}: ${snippetOf(chat.last)}` : 'No messages yet';
  const link = make('a', {href: `/chat/${chat.id}`}, avatar, make('span', {className: 'lines'},
      make('strong', {}, chat.title), make('span', {className: 'last'}, last)));
  if (String(chat.id) === chatId) link.setAttribute('aria-current', 'page');
  return make('li', {}, link);
}

async function loadChats() {
  const overview = await ask('/_page/chats');
  if (!chatId) showPeople(overview.people);
  const shown = JSON.stringify(overview.chats);
  if (shown === loadChats.shown) return;
  loadChats.shown = shown;
  const focused = document.activeElement.closest?.('.chats a')?.getAttribute('href');
  $('.chats').replaceChildren(...overview.chats.map(chatRow));
  if (focused) $(`.chats a[href="${focused}"]`)?.focus();
}

async function loadStories() {
  stories.show((await ask('/_page/stories')).accounts);
}

/** One look at a time; who asks meanwhile waits for the next. */
function refresh() {
  const look = async () => {
    try {
      await Promise.all([loadChats(), loadStories(), chatId ? loadChat() : null]);
      $('.offline').hidden = true;
    } catch (error) {
      $('.offline').hidden = false;
    }
  };
  refreshing = (refreshing ?? Promise.resolve()).then(look);
  return refreshing;
}

async function keepLooking() {
  await refresh();
  setTimeout(keepLooking, REFRESH_MS);
}

for (const select of document.querySelectorAll('.person')) {
  select.addEventListener('change', () => {
    me = people.find((person) => person.id === Number(select.value));
    localStorage.setItem('person', me.id);
    composer.forget();
    refresh();
  });
}
document.body.classList.add(chatId ? 'in-chat' : 'in-list');
keepLooking();
