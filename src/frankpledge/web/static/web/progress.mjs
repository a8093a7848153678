// Replaces the progress bar every second; loads the page afresh when the work has ended. Parts of the page that are
// marked `data-arriving` gain what is there by now: a child, known by its id, that is new or says something else.
function takeIn (page) {
  for (const part of page.querySelectorAll('[data-arriving]')) {
    const here = document.getElementById(part.id)
    if (!here) continue
    for (const child of [...part.children]) {
      const held = child.id ? document.getElementById(child.id) : null
      if (child.id && !held) here.append(child)
      else if (held && held.textContent !== child.textContent) held.replaceWith(child)
    }
  }
}

export function followProgress () {
  const bar = document.querySelector('[data-progress]')
  if (!bar) return
  const look = async () => {
    const answer = await fetch(window.location.href, { headers: { 'X-Progress': '1' } }).catch(() => null)
    if (!answer) return window.setTimeout(look, 3000)
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    const news = page.querySelector('[data-progress]')
    if (answer.redirected || !news) return window.location.replace(answer.url)
    document.querySelector('[data-progress]').replaceChildren(...news.childNodes)
    takeIn(page)
    document.title = page.title
    window.setTimeout(look, 1000)
  }
  window.setTimeout(look, 1000)
}
