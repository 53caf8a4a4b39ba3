// Theme, help, skip link and reconnect: one listener on the document, so that it works on every page, before the circuit is up and after it is lost.

function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  for (const link of document.querySelectorAll('link[data-theme-part]')) link.href = link.dataset[theme];
  document.cookie = `theme=${theme}; path=/; max-age=31536000; samesite=strict`;
}

const actions = {
  theme: () => setTheme(document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark'),
  help: () => document.getElementById('help')?.showModal(),
  skip: () => document.getElementById('main')?.focus(),
  reload: () => location.reload(),
  reconnect: async () => { if (!(await window.Blazor?.reconnect?.())) location.reload(); },
};

document.addEventListener('click', event => {
  const name = event.target.closest?.('[data-action]')?.dataset.action;
  if (!actions[name]) return;
  event.preventDefault();
  actions[name]();
});

// No single key acts while a text field has the focus.
const typing = element => element?.closest?.('input, textarea, select, [contenteditable]');

document.addEventListener('keydown', event => {
  if (event.key === '?' && !typing(event.target) && !event.ctrlKey && !event.altKey && !event.metaKey) actions.help();
});
