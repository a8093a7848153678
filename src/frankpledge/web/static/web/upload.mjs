// Shows how far large files have come on their way here. Without scripts the browser shows that it is busy.
const LARGE = 5_000_000

export function showSending () {
  const form = document.querySelector('form[data-upload]')
  if (!form) return
  form.addEventListener('submit', event => {
    const files = [...form.querySelector('input[type=file]').files]
    if (files.reduce((sum, file) => sum + file.size, 0) < LARGE) return
    event.preventDefault()
    send(form)
  })
}

function send (form) {
  const button = form.querySelector('button[type=submit]')
  const { box, show } = bar()
  button.disabled = true
  button.before(box)
  const request = new XMLHttpRequest()
  request.open('POST', window.location.href)
  request.upload.addEventListener('progress', event => show(event.loaded, event.total))
  request.addEventListener('load', () => {
    if (request.responseURL !== window.location.href) return window.location.assign(request.responseURL)
    // It was not taken: the answer is this page again, with the reason on top.
    const page = new DOMParser().parseFromString(request.responseText, 'text/html')
    document.querySelector('main').replaceWith(page.querySelector('main'))
    document.title = page.title
    document.querySelector('[role=alert]')?.focus()
    showSending()
  })
  request.addEventListener('error', () => {
    box.textContent = 'The files did not arrive: the server does not answer. Nothing was loaded. Try again.'
    button.disabled = false
  })
  request.send(new FormData(form))
}

function bar () {
  const box = document.createElement('div')
  box.className = 'govuk-form-group'
  box.setAttribute('role', 'status')
  const label = document.createElement('label')
  label.className = 'govuk-label govuk-label--s'
  label.htmlFor = 'sending'
  label.textContent = 'Sending'
  const progress = document.createElement('progress')
  progress.id = 'sending'
  progress.className = 'fp-progress__bar'
  box.append(label, progress)
  const show = (sent, all) => {
    progress.max = all
    progress.value = sent
    const megabytes = bytes => Math.round(bytes / 1e6).toLocaleString('en-GB')
    label.textContent = sent < all ? `Sending: ${megabytes(sent)} of ${megabytes(all)} MB. Keep this page open` : 'Sent'
  }
  return { box, show }
}
