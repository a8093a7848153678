// Saves a passage two seconds after the last key. Without scripts, the button does it.
const form = document.querySelector("form[data-autosave]");
if (form) {
  const text = form.querySelector("textarea");
  const said = form.querySelector("[data-saved]");
  let waiting = 0;
  let stopped = false;
  const save = async () => {
    const sent = text.value;
    try {
      const answer = await fetch(form.action || location.href, {
        method: "POST",
        headers: { Accept: "application/json" },
        body: new FormData(form),
      });
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
  };
  text.addEventListener("input", () => {
    if (stopped) return;
    said.textContent = "Not saved yet";
    clearTimeout(waiting);
    waiting = setTimeout(save, 2000);
  });
}
