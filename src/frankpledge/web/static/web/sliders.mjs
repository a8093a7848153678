// A slider beside each number box of a form that tries other weights. The boxes and the button work without this file.
for (const form of document.querySelectorAll('[data-sliders]')) {
  for (const box of form.querySelectorAll('input[type=number]')) {
    const slider = document.createElement('input')
    slider.type = 'range'
    slider.className = 'fp-slider'
    slider.min = box.min || 0
    slider.max = box.max || 100
    slider.step = 1
    slider.value = box.value
    slider.setAttribute('aria-label', `${form.querySelector(`label[for="${box.id}"]`).textContent.trim()}, slider`)
    slider.addEventListener('input', () => { box.value = slider.value })
    box.addEventListener('input', () => { slider.value = box.value })
    box.after(slider)
  }
}
