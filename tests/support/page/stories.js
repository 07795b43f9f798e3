// SPDX-License-Identifier: MIT
// What is live on the sandbox's Instagram: every account with its stories, the newest first.
import {make} from './text.js';

const clock = new Intl.DateTimeFormat([], {hour: '2-digit', minute: '2-digit'});

function timeOf(story) {
  return clock.format(new Date(story.time * 1000));
}

function mediaOf(story, properties = {}) {
  const src = `/_page/stories/${story.id}`;
  if (!story.is_video) return make('img', {src, alt: ''});
  return make('video', {src, muted: '', playsinline: '', preload: 'metadata', ...properties});
}

export class Stories {
  constructor(section, dialog) {
    this.section = section;
    this.dialog = dialog;
    this.shown = null;
  }

  /** Takes what the sandbox says; draws only what changed. */
  show(accounts) {
    const news = JSON.stringify(accounts);
    if (news === this.shown) return;
    this.shown = news;
    this.section.hidden = accounts.length === 0;
    this.section.querySelector('.accounts')
        .replaceChildren(...accounts.map((account) => this.row(account)));
  }

  row(account) {
    const count = account.stories.length;
    const live = count === 0 ? 'no story' : count === 1 ? '1 story' : `${count} stories`;
    const buttons = account.stories.map((story) => {
      const button = make('button', {
        type: 'button',
        className: 'story-button',
        'aria-label': `Story of @${account.username}, ${timeOf(story)}`,
        'data-id': story.id,
      }, mediaOf(story));
      button.addEventListener('click', () => this.open(account, story));
      return button;
    });
    return make('li', {},
        make('p', {className: 'account-line'}, make('strong', {}, `@${account.username}`),
            make('span', {}, live)),
        make('div', {className: 'story-row'}, ...buttons));
  }

  open(account, story) {
    const caption = `@${account.username} · ${timeOf(story)}`;
    this.dialog.querySelector('figure').replaceChildren(
        make('figcaption', {}, caption), mediaOf(story, {controls: ''}));
    this.dialog.showModal();
  }
}
