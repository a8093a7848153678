// Saves a passage two seconds after the last key, and what is not saved yet when the page is left. Without scripts, the
// button does it.
const form = document.querySelector("form[data-autosave]");
if (form) {
  const text = form.querySelector("textarea");
  const said = form.querySelector("[data-saved]");
  let waiting = 0;
  let busy = null; // the save that is under way: its answer has the number of the version to go on from
  let stopped = false;
  const send = (keepalive) =>
    fetch(form.action || location.href, {
      method: "POST",
      headers: { Accept: "application/json" },
      body: new FormData(form),
      keepalive,
    });
  const save = async () => {
    const sent = text.value;
    try {
      const answer = await send(false);
      if (!answer.ok) throw new Error(String(answer.status));
      const saved = await answer.json();
      if (saved.taken) {
        form.elements.based_on.value = saved.number;
        said.textContent = text.value === sent ? `Saved ${saved.at}` : "Saving …";
      } else {
        stopped = true; // The other's words come first: the button shows both.
        said.textContent = "Somebody else saved meanwhile. Your words are kept. Press Save to see both.";
      }
    } catch {
      said.textContent = "Not saved: no answer from the server. Your words are still here. Press Save to try again.";
    }
    busy = null;
  };
  const begin = () => {
    if (stopped) return;
    waiting = busy ? setTimeout(begin, 500) : 0;
    if (!busy) busy = save();
  };
  text.addEventListener("input", () => {
    if (stopped) return;
    said.textContent = "Not saved yet";
    clearTimeout(waiting);
    waiting = setTimeout(begin, 2000);
  });
  form.addEventListener("submit", async (event) => {
    clearTimeout(waiting);
    waiting = 0;
    if (!busy) return;
    event.preventDefault(); // or one would be told that somebody else saved: oneself
    await busy;
    form.submit();
  });
  window.addEventListener("pagehide", () => {
    if (waiting && !stopped) send(true);
    clearTimeout(waiting);
    waiting = 0;
  });
}
