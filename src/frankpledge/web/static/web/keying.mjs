// The keying screen works without this file: with it Enter goes to the next field, and after the last one saves.
const fields = [...document.querySelectorAll('[data-keying] [data-key]')]
fields.forEach((field, at) => {
  field.addEventListener('keydown', event => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    if (at + 1 < fields.length) fields[at + 1].focus()
    else field.form.requestSubmit()
  })
  field.addEventListener('focus', () => field.select())
})
const wrong = fields.find(field => field.getAttribute('aria-invalid') === 'true')
if (document.querySelector('.govuk-error-summary') === null) (wrong ?? fields[0])?.focus()
