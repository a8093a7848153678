// Replaces the progress bar every second; loads the page afresh when the work has ended.
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
    document.title = page.title
    window.setTimeout(look, 1000)
  }
  window.setTimeout(look, 1000)
}
